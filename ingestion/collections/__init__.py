"""Files that hold many documents (records, archives, messages, the law as DILA publishes it), behind one door."""

from ingestion.collections.door import is_collection, read_collection
from ingestion.records import Record, RecordError

__all__ = ["Record", "RecordError", "is_collection", "read_collection"]
