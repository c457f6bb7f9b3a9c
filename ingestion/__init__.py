"""From sources to the knowledge base: discover, parse, chunk, store, index.

One writer at a time; an unchanged folder costs nothing; what fails is named and the rest goes on.
"""

from ingestion.inventory import find_files, list_files, reindex, remove_files
from ingestion.pipeline import ingest
from ingestion.report import IngestFailure, IngestReport
from ingestion.sources import is_remote
from ingestion.watching import watch

__all__ = [
    "IngestFailure",
    "IngestReport",
    "find_files",
    "ingest",
    "is_remote",
    "list_files",
    "reindex",
    "remove_files",
    "watch",
]
