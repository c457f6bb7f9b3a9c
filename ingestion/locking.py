"""One writer at a time: the lock of a home, which says who holds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import BusyError, StorageError


@contextmanager
def writer_lock(home: Path, *, timeout_seconds: float) -> Iterator[None]:
    """Hold the ingestion lock of a home.

    Raises BusyError, naming the process that holds it, after ``timeout_seconds``; StorageError when the home cannot be
    written.
    """
    holder = home / "ingest.pid"
    lock = FileLock(home / "ingest.lock", timeout=timeout_seconds)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        holder.write_text(str(os.getpid()), encoding="utf-8")
    except Timeout as error:
        raise BusyError(
            f"Une autre ingestion est en cours ({_holder(holder)}). Attendez qu'elle se termine puis relancez."
        ) from error
    except OSError as error:
        raise StorageError(
            f"Le dossier de données {home} n'est pas accessible en écriture ({error.strerror}). "
            "Changez ses droits ou choisissez un autre dossier (--home)."
        ) from error
    try:
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _holder(path: Path) -> str:
    try:
        return f"processus {path.read_text(encoding='utf-8')}"
    except OSError:
        return "processus inconnu"
