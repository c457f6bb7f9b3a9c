"""What has been indexed: list it, take some of it out, build its index again."""

import time
from collections.abc import Sequence
from pathlib import Path

from assistant.domain import Frozen
from assistant.errors import InputError, NotFoundError
from assistant.progress import Progress, silent
from assistant.settings import Settings
from assistant.storage import IndexedFile, KnowledgeStore, KnowledgeWriter, Ledger, LedgerEntry, open_database
from ingestion.locking import writer_lock


class Removal(Frozen):
    """What was taken out of the index: how many files and how many documents."""

    files: int
    documents: int


class ReindexReport(Frozen):
    """How many passages the new index holds, and how long it took."""

    passages: int
    seconds: float


def list_files(settings: Settings) -> tuple[IndexedFile, ...]:
    """The files of the ledger, by path; raises StorageError."""
    database = open_database(settings.database_path)
    try:
        return Ledger(database).indexed_files()
    finally:
        database.close()


def find_files(settings: Settings, name: str) -> tuple[LedgerEntry, ...]:
    """The indexed files that a name means: a path (of a file or of a folder, even one that has gone), or a source as
    answers show it.

    Raises NotFoundError when it means none, InputError when a source is that of files of several folders.
    """
    entries = [file.entry for file in list_files(settings)]
    path = Path(name).absolute()
    found = [entry for entry in entries if Path(entry.path).is_relative_to(path)]
    found = found or [entry for entry in entries if Path(entry.path).is_relative_to(path.resolve())]
    if found:
        return tuple(found)
    named = [entry for entry in entries if Path(entry.source).is_relative_to(Path(name))]
    if not named:
        raise NotFoundError(f"« {name} » n'est pas dans l'index. « jalon sources » montre ce qui y est.")
    if len({entry.root for entry in named}) > 1:
        paths = ", ".join(entry.path for entry in named)
        raise InputError(f"« {name} » désigne plusieurs sources : donnez un chemin complet parmi {paths}.")
    return tuple(named)


def remove_files(settings: Settings, entries: Sequence[LedgerEntry], *, progress: Progress = silent) -> Removal:
    """Take files out of the index; the files themselves stay. Raises BusyError, StorageError."""
    from assistant.knowledge import update_index

    with writer_lock(settings.home, timeout_seconds=settings.lock_timeout_seconds, progress=progress):
        database = open_database(settings.database_path)
        try:
            writer = KnowledgeWriter(database)
            documents = sum(writer.remove_file(entry.path) for entry in entries)
        finally:
            database.close()
        update_index(settings, progress=progress)
    return Removal(files=len(entries), documents=documents)


def reindex(settings: Settings, *, progress: Progress = silent) -> ReindexReport:
    """Build the search index again from the stored documents, whatever its state; raises BusyError, StorageError."""
    from assistant.knowledge import update_index

    started = time.monotonic()
    with writer_lock(settings.home, timeout_seconds=settings.lock_timeout_seconds, progress=progress):
        update_index(settings, progress=progress, rebuild=True)
        database = open_database(settings.database_path)
        try:
            passages = KnowledgeStore(database).passage_count()
        finally:
            database.close()
    return ReindexReport(passages=passages, seconds=round(time.monotonic() - started, 2))
