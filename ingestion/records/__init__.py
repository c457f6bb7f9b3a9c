"""Files of records (JSON, JSONL, gzipped or not): one document a record, in the shapes that public data use."""

from ingestion.records.reader import RECORD_SUFFIXES, count_lines, is_record_file, read_records
from ingestion.records.shape import Record, RecordError

__all__ = ["RECORD_SUFFIXES", "Record", "RecordError", "count_lines", "is_record_file", "read_records"]
