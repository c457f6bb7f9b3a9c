"""One writer at a time: the lock of a home, which says who holds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import BusyError, StorageError
from assistant.progress import Progress, Step, silent

WITHOUT_LIMIT = -1.0  # seconds


@contextmanager
def writer_lock(home: Path, *, timeout_seconds: float, progress: Progress = silent) -> Iterator[None]:
    """Hold the ingestion lock of a home; while another process holds it, say who and wait for ``timeout_seconds``.

    The system frees the lock of a process that dies. Raises BusyError, naming the holder, when the wait has been too
    long; StorageError when the home cannot be written.
    """
    holder = home / "ingest.pid"
    lock = FileLock(home / "ingest.lock")
    try:
        home.mkdir(parents=True, exist_ok=True)
        _acquire(lock, holder, timeout_seconds, progress)
        holder.write_text(str(os.getpid()), encoding="utf-8")
    except OSError as error:
        lock.release()
        raise StorageError(
            f"Le dossier de données {home} n'est pas accessible en écriture ({error.strerror}). "
            "Changez ses droits ou choisissez un autre dossier (--home)."
        ) from error
    try:
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, holder: Path, timeout_seconds: float, progress: Progress) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress(Step(f"Une autre ingestion est en cours ({_name(holder)}) : attente de sa fin"))
    else:
        return
    try:
        lock.acquire(timeout=timeout_seconds)
    except Timeout as error:
        raise BusyError(
            f"Une autre ingestion est en cours ({_name(holder)}). Attendez qu'elle se termine puis relancez."
        ) from error


def _name(holder: Path) -> str:
    try:
        number = holder.read_text(encoding="utf-8")
    except OSError:
        number = ""
    return f"processus {number}" if number else "processus inconnu"
