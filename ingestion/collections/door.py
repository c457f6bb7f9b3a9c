"""The door: whether a file holds many documents, and what they are."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from assistant.domain import DocumentKind
from ingestion.collections.scope import Scope
from ingestion.discovery import FoundFile
from ingestion.formats import COLLECTIONS, suffix_of
from ingestion.records import Record, RecordError
from ingestion.records.aid_export import is_aid_export

Found = Iterator[Record | RecordError]


def is_collection(path: Path) -> bool:
    """Whether a file holds many documents: by its name, and for a CSV by its heading."""
    return suffix_of(path.name) in COLLECTIONS or is_aid_export(path)


def read_collection(file: FoundFile, kind: DocumentKind | None) -> Found:
    """Stream what a collection holds; what cannot be used comes as a RecordError, and the rest goes on.

    ``kind`` forces the kind of every document. Raises ParseError when the file as a whole cannot be read.
    """
    return read_path(file.path, Scope(origin=file.path, kind=kind))


def read_path(path: Path, scope: Scope) -> Found:
    """The same for a file in a scope: the ingested file itself, or a member of it."""
    module = COLLECTIONS.get(suffix_of(path.name), "records")
    read: Callable[[Path, Scope], Found] = import_module(f"ingestion.collections.{module}").read
    return read(path, scope)
