"""The ledger of ingested files: what was read, when, in which state, and what failed."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, func, select, true, update

from assistant.domain import DocumentKind, Frozen
from assistant.errors import NotFoundError
from assistant.storage.database import Database
from assistant.storage.tables import documents, files, passages


class LedgerEntry(Frozen):
    """One file: its identity by content and by (size, time), the options it was read with, what failed in it.

    ``options`` changes with the forced kind and with the version of the readers, so that either reads it again.
    ``failures`` are (source, reason) pairs. ``origin`` is what the ids of its documents are made from when that is not
    its path: the file has been renamed, or its path had been the origin of another file.
    """

    path: str
    root: str
    source: str
    sha256: str
    size: int
    mtime_ns: int
    options: str
    documents: int = 0
    failures: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    origin: str | None = None
    ingested_at: datetime | None = None

    @property
    def identity(self) -> str:
        """What the ids of its documents are made from."""
        return self.origin or self.path


class IndexedFile(Frozen):
    """A file of the ledger with what the knowledge base holds of it."""

    entry: LedgerEntry
    kinds: tuple[DocumentKind, ...]
    passages: int


class Ledger:
    """Reads and updates the ledger; the documents of a file change through the writer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self) -> tuple[LedgerEntry, ...]:
        """The files, by path."""
        with self._database.connect() as connection:
            return tuple(_entry(row) for row in connection.execute(select(files).order_by(files.c.path)))

    def indexed_files(self, *, under: Path | None = None) -> tuple[IndexedFile, ...]:
        """The files with their kinds and number of passages, by path; those of a folder, when it is given."""
        within = files.c.path.startswith(f"{under}/", autoescape=True) if under else true()
        statement = (
            select(documents.c.path, documents.c.kind, func.count(passages.c.passage_id))
            .join(files, files.c.path == documents.c.path)
            .outerjoin(passages, passages.c.document_id == documents.c.document_id)
            .where(within)
            .group_by(documents.c.path, documents.c.kind)
            .order_by(documents.c.path, documents.c.kind)
        )
        with self._database.connect() as connection:
            counted = connection.execute(statement).all()
            found = [_entry(row) for row in connection.execute(select(files).where(within).order_by(files.c.path))]
        held: dict[str, dict[DocumentKind, int]] = {}
        for path, kind, count in counted:
            held.setdefault(path, {})[DocumentKind(kind)] = count
        parts = ((entry, held.get(entry.path, {})) for entry in found)
        return tuple(
            IndexedFile(entry=entry, kinds=tuple(kinds), passages=sum(kinds.values())) for entry, kinds in parts
        )

    def of_document(self, document_id: str) -> LedgerEntry:
        """The file from which a document was read; raises NotFoundError."""
        statement = select(files).join(documents, documents.c.path == files.c.path)
        with self._database.connect() as connection:
            row = connection.execute(statement.where(documents.c.document_id == document_id)).one_or_none()
        if row is None:
            raise NotFoundError(f"Le document « {document_id} » n'existe pas ou plus.")
        return _entry(row)

    def touch(self, entry: LedgerEntry) -> None:
        """Note the new size and time of a file whose content has not changed."""
        statement = update(files).where(files.c.path == entry.path).values(size=entry.size, mtime_ns=entry.mtime_ns)
        with self._database.begin() as connection:
            connection.execute(statement)


def _entry(row: Row[Any]) -> LedgerEntry:
    values = dict(row._mapping)
    return LedgerEntry.model_validate({**values, "failures": tuple(map(tuple, values["failures"]))})
