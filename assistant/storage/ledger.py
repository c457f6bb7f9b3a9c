"""The ledger of ingested files: what was read, in which state, and what failed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select, update

from assistant.domain import Frozen
from assistant.storage.database import Database
from assistant.storage.tables import files


class LedgerEntry(Frozen):
    """One file: its identity by content and by (size, time), the options it was read with, what failed in it.

    ``options`` changes with the forced kind and with the version of the readers, so that either reads it again.
    ``failures`` are (source, reason) pairs.
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


class Ledger:
    """Reads and updates the ledger; the documents of a file change through the writer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, roots: Iterable[str] | None = None) -> tuple[LedgerEntry, ...]:
        """The files of some ingested roots, or all of them, by path."""
        statement = select(files).order_by(files.c.path)
        if roots is not None:
            statement = statement.where(files.c.root.in_(list(roots)))
        with self._database.connect() as connection:
            return tuple(_entry(row) for row in connection.execute(statement))

    def touch(self, entry: LedgerEntry) -> None:
        """Note the new size and time of a file whose content has not changed."""
        statement = update(files).where(files.c.path == entry.path).values(size=entry.size, mtime_ns=entry.mtime_ns)
        with self._database.begin() as connection:
            connection.execute(statement)


def _entry(row: Row[Any]) -> LedgerEntry:
    values = dict(row._mapping)
    return LedgerEntry.model_validate({**values, "failures": tuple(map(tuple, values["failures"]))})
