"""Read files on all cores, in processes of their own: one that hangs, crashes or swells costs only its own file."""

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import ParseError
from ingestion.discovery import FoundFile
from ingestion.parsers import ParsedText, parse_file

if TYPE_CHECKING:
    from pebble import ProcessPool

SECONDS_PER_FILE = 120
SECONDS_PER_PDF = 900  # the recognition of scanned pages has a bound of its own, and keeps what it read
FILES_PER_WORKER = 200
MEMORY_PER_WORKER = 6 * 1024**3  # bytes of address space
IN_PROCESS_SUFFIXES = frozenset({".md", ".markdown", ".txt"})  # starting a process would take longer
IN_PROCESS_BYTES = 64 * 1024  # even the worst text of that size is read at once

READER_FAILED = "le fichier a fait échouer le lecteur : il est sans doute endommagé"

ReadResult = ParsedText | ParseError
Result = TypeVar("Result")

_shared: ContextVar["_Workers | None"] = ContextVar("workers", default=None)


class _Workers:
    """Worker processes, started when the first of them is needed."""

    def __init__(self) -> None:
        self._pool: ProcessPool | None = None

    def pool(self) -> "ProcessPool":
        from pebble import ProcessPool

        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=os.cpu_count() or 1,
                max_tasks=FILES_PER_WORKER,
                initializer=_prepare_worker,
                context=get_context("spawn"),
            )
        return self._pool

    def close(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()


@contextmanager
def workers() -> Iterator[None]:
    """Keep the worker processes for every reading inside: to start one costs as much as to read twenty files.

    Inside another ``workers()`` its processes serve.
    """
    if _shared.get():
        yield
        return
    kept = _Workers()
    token = _shared.set(kept)
    try:
        yield
    finally:
        _shared.reset(token)
        kept.close()


def read_files(files: Sequence[FoundFile]) -> Iterator[tuple[FoundFile, ReadResult]]:
    """The parsed text of each file, or why it could not be read, in the order given."""
    apart = [file for file in files if not _is_quick(file)]
    with _some_workers() as at_work:
        futures = {file.path: _schedule(at_work, _seconds(file), _read, file) for file in apart}
        for file in files:
            future = futures.pop(file.path, None)
            try:
                yield file, _read(file) if future is None else _outcome(future)
            except ParseError as error:
                yield file, error


def run_apart(function: Callable[..., Result], *arguments: object) -> Result:
    """What a function returns in a worker process, in the time of one file; raises ParseError when it cannot."""
    with _some_workers() as at_work:
        return _outcome(_schedule(at_work, SECONDS_PER_FILE, function, *arguments))


@contextmanager
def _some_workers() -> Iterator[_Workers]:
    shared = _shared.get()
    own = shared or _Workers()
    try:
        yield own
    finally:
        if shared is None:
            own.close()


def _schedule(at_work: _Workers, seconds: int, function: Callable[..., Result], *arguments: object) -> Future[Result]:
    future: Future[Result] = at_work.pool().schedule(function, args=arguments, timeout=seconds)
    return future


def _outcome(future: Future[Result]) -> Result:
    from pebble import ProcessExpired

    try:
        return future.result()
    except FutureTimeout as error:
        raise ParseError("lecture abandonnée : le fichier demandait trop de temps") from error
    except (ProcessExpired, MemoryError) as error:
        raise ParseError(READER_FAILED) from error
    except ParseError:
        raise
    except Exception as error:  # a fault of a library, of whatever kind, costs its file and not the ingestion
        raise ParseError(f"{READER_FAILED} ({type(error).__name__})") from error


def _is_quick(file: FoundFile) -> bool:
    try:
        is_small = file.path.stat().st_size <= IN_PROCESS_BYTES
    except OSError:
        return True  # it has gone: the reader says so
    return is_small and file.path.suffix.lower() in IN_PROCESS_SUFFIXES


def _seconds(file: FoundFile) -> int:
    return SECONDS_PER_PDF if file.path.suffix.lower() == ".pdf" else SECONDS_PER_FILE


def _read(file: FoundFile) -> ReadResult:
    try:
        return parse_file(file.path, charset=file.charset)
    except ParseError as error:
        return error
    except RecursionError:
        return ParseError("structure trop imbriquée")


def _prepare_worker() -> None:
    """Bound the memory of a worker, and silence the libraries that tell in English what they repair."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_PER_WORKER, MEMORY_PER_WORKER))
