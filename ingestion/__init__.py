"""From sources to the knowledge base: discover, parse, chunk, store, index.

One writer at a time; an unchanged folder costs nothing; what fails is named and the rest goes on.
"""

from ingestion.pipeline import ingest
from ingestion.report import IngestFailure, IngestReport
from ingestion.sources import is_remote

__all__ = ["IngestFailure", "IngestReport", "ingest", "is_remote"]
