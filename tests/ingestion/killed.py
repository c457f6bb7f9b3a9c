"""Run an ingestion in a process that is ready at once and may be killed, and take the whole state of a home."""

import multiprocessing
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import tantivy

from assistant.knowledge.generations import Generations
from assistant.settings import Settings
from ingestion import ingest

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STEMS = ("commun", "bois", "not")
WORKERS_LINGER_SECONDS = 20

# The server of forks imports all of this once; nothing in it starts a thread, which would not outlive a fork.
READY = ("assistant.knowledge.embedders.corpus", "chromadb.api.rust", "scipy.sparse.linalg", "pebble")
WARM = multiprocessing.get_context("forkserver")
WARM.set_forkserver_preload(["tests.ingestion.killed", *READY])

State = dict[str, Any]


def run_to_its_end(folder: Path, home: Path) -> tuple[State, float]:
    """Ingest; the state of the home and how long it took, in seconds."""
    receiver, sender = WARM.Pipe(duplex=False)
    process = WARM.Process(target=_ingest, args=(folder, home, sender))
    process.start()
    sender.close()
    state: tuple[State, float] = receiver.recv()
    process.join()
    return state


def run_and_kill(folder: Path, home: Path, *, after_seconds: float) -> bool:
    """Ingest and kill the process; whether that came before its end. What it started ends by itself."""
    process = WARM.Process(target=_ingest, args=(folder, home, None))
    process.start()
    assert process.pid is not None
    time.sleep(after_seconds)
    process.kill()
    process.join()
    _wait(lambda: _is_over(process.pid))
    return process.exitcode == -signal.SIGKILL


def _is_over(group: int | None) -> bool:
    assert group is not None
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def _wait(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + WORKERS_LINGER_SECONDS
    while not condition():
        assert time.monotonic() < limit, "a worker has outlived the ingestion that was killed"
        time.sleep(0.02)


def _ingest(folder: Path, home: Path, sender: Connection | None) -> None:
    os.setpgid(0, 0)
    settings = Settings(home=home)
    started = time.monotonic()
    ingest([folder], settings=settings, now=lambda: NOON)
    if sender:
        seconds = time.monotonic() - started
        sender.send((_state(settings), seconds))


def _state(settings: Settings) -> State:
    (folder,) = settings.index_path.glob("gen-*")  # no other one is left
    generation = Generations(settings.index_path).current()
    assert generation is not None
    assert generation.folder == folder
    return {
        "home": sorted(path.name for path in settings.home.iterdir()),
        "index": sorted(path.name for path in settings.index_path.iterdir() if path != folder),
        "manifest": generation.manifest(),
        **_rows(settings.database_path),
        "vectors": _vectors(generation.vectors),
        **{name: _words(generation.lexical / name) for name in ("passages", "documents")},
        "learnt": sorted((path.name, path.read_bytes()) for path in generation.embedder.iterdir()),
    }


def _rows(path: Path) -> State:
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {f"sql {name}": sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


def _vectors(folder: Path) -> list[tuple[str, str, Any, list[float]]]:
    import chromadb

    found = []
    for collection in chromadb.PersistentClient(path=str(folder)).list_collections():
        held = collection.get(include=["embeddings", "metadatas"])
        metadatas, embeddings = held["metadatas"], held["embeddings"]
        assert metadatas is not None
        assert embeddings is not None
        for name, metadata, vector in zip(held["ids"], metadatas, embeddings, strict=True):
            found.append((collection.name, name, metadata, list(map(float, vector))))
    assert found
    return sorted(found, key=lambda one: one[:2])


def _words(folder: Path) -> State:
    searcher = tantivy.Index.open(str(folder)).searcher()
    schema = tantivy.Index.open(str(folder)).schema
    queries = {stem: tantivy.Query.term_query(schema, "text", stem) for stem in STEMS}
    found = {"all": tantivy.Query.all_query(), **queries}
    words = {
        name: sorted((searcher.doc(address)["id"][0], score) for score, address in searcher.search(query, 1000).hits)
        for name, query in found.items()
    }
    assert all(words.values())
    return words
