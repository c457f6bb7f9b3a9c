"""Parse many files on all cores, in processes of their own: one that hangs or crashes costs only its own file."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from multiprocessing import get_context

from assistant.errors import ParseError
from ingestion.discovery import FoundFile
from ingestion.parsers import ParsedText, parse_file

SECONDS_PER_FILE = 120
FILES_PER_WORKER = 200
IN_PROCESS_SUFFIXES = frozenset({".md", ".markdown", ".txt"})

ReadResult = ParsedText | ParseError


def read_files(files: Sequence[FoundFile]) -> Iterator[tuple[FoundFile, ReadResult]]:
    """The parsed text of each file, or why it could not be read, in the order given."""
    apart = [file for file in files if file.path.suffix.lower() not in IN_PROCESS_SUFFIXES]
    if not apart:
        yield from ((file, _read(file)) for file in files)
        return
    from pebble import ProcessExpired, ProcessPool

    workers = min(os.cpu_count() or 1, len(apart))
    with ProcessPool(max_workers=workers, max_tasks=FILES_PER_WORKER, context=get_context("spawn")) as pool:
        futures = {file.path: pool.schedule(_read, args=[file], timeout=SECONDS_PER_FILE) for file in apart}
        for file in files:
            if file.path not in futures:
                yield file, _read(file)
                continue
            try:
                yield file, futures.pop(file.path).result()
            except FutureTimeout:
                yield file, ParseError(f"lecture abandonnée après {SECONDS_PER_FILE} secondes")
            except (ProcessExpired, MemoryError):
                yield file, ParseError("le fichier a fait échouer le lecteur : il est sans doute endommagé")


def _read(file: FoundFile) -> ReadResult:
    try:
        return parse_file(file.path, charset=file.charset)
    except ParseError as error:
        return error
    except RecursionError:
        return ParseError("structure trop imbriquée")
