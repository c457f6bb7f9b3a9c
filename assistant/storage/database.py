"""Open the database; every failure of it reaches the user as a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import CreateColumn

from assistant.errors import StorageError, reason_of
from assistant.storage.tables import METADATA

BUSY_TIMEOUT_MS = 15_000


class Database:
    """The SQLite database of one home: write-ahead logging, foreign keys, several readers beside one writer.

    A committed transaction has reached the disk: no index is ever ahead of the documents, even after a power cut.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine: Engine = create_engine(f"sqlite:///{path}")
        event.listen(self.engine, "connect", _configure)
        self._prepare()

    def _prepare(self) -> None:
        with self.connect() as connection:
            if not _missing_tables(connection) and not any(_missing_columns(connection)):
                return
        with self.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # two processes may open a new home at once
            METADATA.create_all(connection)
            for table, column in list(_missing_columns(connection)):
                definition = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {definition}")

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction, committed at the end and rolled back by an error; raises StorageError."""
        with self._explained(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection for reading; raises StorageError."""
        with self._explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise StorageError(explain(self.path, error)) from error

    def close(self) -> None:
        """Release the connections."""
        self.engine.dispose()


def open_database(path: Path) -> Database:
    """The database at a path, created with its folder when it does not exist.

    Raises StorageError when the folder cannot be written or the file is not a database.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"Le dossier de données {path.parent} ne peut pas être créé : {reason_of(error)}."
        ) from error
    return Database(path)


def _missing_tables(connection: Connection) -> set[str]:
    return set(METADATA.tables) - set(inspect(connection).get_table_names())


def _missing_columns(connection: Connection) -> Iterator[tuple[str, Column[Any]]]:
    """The columns that a home written by an older Jalon lacks: each is nullable or has a default."""
    inspector = inspect(connection)
    for table in METADATA.sorted_tables:
        present = {column["name"] for column in inspector.get_columns(table.name)}
        yield from ((table.name, column) for column in table.columns if column.name not in present)


def explain(path: Path, error: DatabaseError) -> str:
    """What a database error means for the person who reads it, and what to do."""
    reason = str(error.orig or error).lower()
    if "readonly" in reason or "unable to open" in reason:
        return f"Le dossier de données {path.parent} n'est pas accessible en écriture : changez ses droits, ou --home."
    if "full" in reason:
        return f"Le disque qui porte {path.parent} est plein. Libérez de la place puis relancez : rien n'est perdu."
    if "not a database" in reason or "malformed" in reason:
        return f"{path} n'est pas une base Jalon lisible. Restaurez une sauvegarde ou choisissez un autre « --home »."
    if "locked" in reason:
        return f"La base {path} est occupée par un autre processus. Réessayez dans un instant."
    return f"La base {path} n'a pas pu être lue ou écrite ({reason})."


def _configure(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
