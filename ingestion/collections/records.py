"""Files of structured records: each line or row is a document."""

from collections.abc import Iterator
from pathlib import Path

from ingestion.collections.scope import Scope
from ingestion.records import Record, RecordError, read_records


def read(path: Path, scope: Scope) -> Iterator[Record | RecordError]:
    """The records of a file; raises ParseError when it has none of a known shape."""
    return read_records(path, scope.kind)
