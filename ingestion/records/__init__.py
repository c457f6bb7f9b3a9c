"""Structured records (JSON, JSONL, CSV export of aids): one document a record, in the shapes that public data use."""

from ingestion.records.reader import count_lines, read_records
from ingestion.records.shape import Record, RecordError, UnknownValue

__all__ = ["Record", "RecordError", "UnknownValue", "count_lines", "read_records"]
