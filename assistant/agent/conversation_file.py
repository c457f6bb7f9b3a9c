"""Open the file that holds the conversations; what is deleted in it is overwritten, not only unlinked."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

WAIT_SECONDS = 15
ERASE = "PRAGMA secure_delete = ON"


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of its own, committed at the end: threads may each have one. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as connection, connection:
        connection.execute(ERASE)
        yield connection


def empty_journal(path: Path) -> None:
    """Write the journal back into the file and empty it, so that it keeps no copy of what was deleted."""
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
