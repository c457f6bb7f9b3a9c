"""Structured records (JSON, JSONL, CSV export of aids): one document a record, in the shapes that public data use."""

from ingestion.records.reader import count_lines, read_records
from ingestion.records.shape import Record, RecordError

__all__ = ["Record", "RecordError", "count_lines", "read_records"]
