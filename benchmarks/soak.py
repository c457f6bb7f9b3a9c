"""Run a server, ingestions and command-line searches at once on one home, then look for damage and for what is missing.

Run: ``python -m benchmarks.soak [--minutes 10]``. It prints a table and ends with 1 when something is wrong.
"""

import argparse
import json
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from assistant.knowledge.generations import Generations
from assistant.settings import Settings
from assistant.storage import KnowledgeStore, open_database

COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()"]
SAMPLES = Path(__file__).parents[1] / "ingestion" / "samples"
QUERIES = ("éclairage public", "rénovation énergétique d'une école", "pistes cyclables", "biodéchets", "DETR")
VISIBLE_WITHIN_SECONDS = 2.0
SERVER_READY_SECONDS = 60.0


@dataclass
class Outcome:
    """What happened, told by every worker; ``problems`` must stay empty."""

    http_seconds: list[float] = field(default_factory=list)
    command_seconds: list[float] = field(default_factory=list)
    ingestions: int = 0
    visible_seconds: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def table(self) -> str:
        """The figures, a line each."""
        rows = (
            ("searches of texts and aids over HTTP", len(self.http_seconds)),
            ("  p95 latency (ms)", round(1000 * percentile(self.http_seconds, 0.95))),
            ("searches on the command line", len(self.command_seconds)),
            ("  p95 latency (ms)", round(1000 * percentile(self.command_seconds, 0.95))),
            ("ingestions", self.ingestions),
            ("worst delay before a document is seen (ms)", round(1000 * max(self.visible_seconds, default=0.0))),
            ("errors", len(self.problems)),
        )
        return "\n".join([*(f"{name:45} {value:>10}" for name, value in rows), *self.problems[:20]])


def percentile(values: list[float], share: float) -> float:
    """The value under which a share of the values lies; 0 without values."""
    return sorted(values)[int(share * (len(values) - 1))] if values else 0.0


class Soak:
    """One home under load."""

    def __init__(self, place: Path) -> None:
        self.outcome = Outcome()
        self._home = place / "home"
        self._folder = place / "docs"
        self._folder.mkdir()
        self._stop = threading.Event()
        self._chance = random.Random(1)
        self._port = free_port()

    def run(self, *, seconds: float) -> Outcome:
        """Load the home for a time, then compare its indexes with its documents."""
        self._command("ingest", str(SAMPLES), str(self._folder))
        server = subprocess.Popen([*COMMAND, "--home", str(self._home), "serve", "--port", str(self._port)])
        try:
            self._wait_until_ready(server)
            jobs = (self._ingest_again, self._search_over_http, self._search_over_http, self._search_by_command)
            threads = [threading.Thread(target=self._guarded, args=[job]) for job in jobs]
            for thread in threads:
                thread.start()
            self._stop.wait(seconds)
            self._stop.set()
            for thread in threads:
                thread.join()
            if server.poll() is not None:
                self.outcome.problems.append(f"the server has ended with {server.returncode}")
        finally:
            server.terminate()
            server.wait()
        self.outcome.problems += differences(Settings(home=self._home))
        return self.outcome

    def _guarded(self, job: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                job()
            except (httpx.HTTPError, RuntimeError, ValueError) as error:
                self.outcome.problems.append(f"{job.__name__} : {type(error).__name__} {error}")

    def _wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        limit = time.monotonic() + SERVER_READY_SECONDS
        while time.monotonic() < limit and server.poll() is None:
            try:
                if httpx.get(f"http://127.0.0.1:{self._port}/readyz").is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def _command(self, *arguments: str) -> str:
        done = subprocess.run([*COMMAND, "--home", str(self._home), *arguments], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{arguments[0]} has ended with {done.returncode}: {done.stderr[-500:]}")
        return done.stdout

    def _ingest_again(self) -> None:
        """Add a document, change one, delete one; wait until the server finds the new one."""
        name = f"n{self._chance.getrandbits(60):015x}"
        existing = sorted(self._folder.iterdir())
        if len(existing) > 5:
            self._chance.choice(existing).unlink()
            changed = self._chance.choice(sorted(self._folder.iterdir()))
            changed.write_text(changed.read_text(encoding="utf-8") + "\nUne phrase de plus.", encoding="utf-8")
        (self._folder / f"{name}.txt").write_text(f"La commune étudie le projet {name}.", encoding="utf-8")
        self._command("ingest", str(self._folder), "--json")
        ended = time.monotonic()
        self.outcome.ingestions += 1
        while f"{name}.txt" not in self._sources(name):
            if time.monotonic() - ended > 10 * VISIBLE_WITHIN_SECONDS:
                break
        delay = time.monotonic() - ended
        self.outcome.visible_seconds.append(delay)
        if delay > VISIBLE_WITHIN_SECONDS:
            self.outcome.problems.append(f"{name} was seen after {delay:.1f} s")

    def _sources(self, query: str) -> set[str]:
        answer = httpx.get(f"http://127.0.0.1:{self._port}/api/v1/search", params={"query": query}, timeout=30)
        answer.raise_for_status()
        return {result["source"] for result in answer.json()["results"]}

    def _search_over_http(self) -> None:
        started = time.monotonic()
        query = random.choice(QUERIES)
        if not self._sources(query):
            self.outcome.problems.append("a search over HTTP has found nothing")
        answer = httpx.post(f"http://127.0.0.1:{self._port}/api/v1/funding", json={"query": query}, timeout=30)
        answer.raise_for_status()
        self.outcome.http_seconds.append(time.monotonic() - started)

    def _search_by_command(self) -> None:
        started = time.monotonic()
        if not json.loads(self._command("search", random.choice(QUERIES), "--json"))["results"]:
            self.outcome.problems.append("a search on the command line has found nothing")
        self.outcome.command_seconds.append(time.monotonic() - started)


def differences(settings: Settings) -> list[str]:
    """What the indexes of a home hold that its documents do not, or the reverse."""
    import chromadb
    import tantivy

    database = open_database(settings.database_path)
    store = KnowledgeStore(database)
    passages = {passage.passage_id: passage.document_id for passage in store.iter_passages()}
    database.close()
    generation = Generations(settings.index_path).current()
    if generation is None:
        return ["there is no index"]
    collections = chromadb.PersistentClient(path=str(generation.vectors)).list_collections()
    held = {"vectors": {name for collection in collections for name in collection.get(include=[])["ids"]}}
    for name in ("passages", "documents"):
        searcher = tantivy.Index.open(str(generation.lexical / name)).searcher()
        hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs)).hits
        held[name] = {searcher.doc(address)["id"][0] for _, address in hits}
    expected = {"vectors": set(passages), "passages": set(passages), "documents": set(passages.values())}
    left = [path.name for path in settings.index_path.glob("gen-*") if path != generation.folder]
    wrong = [f"{name}: {len(held[name] ^ expected[name])} differ" for name in held if held[name] != expected[name]]
    return wrong + ([f"left behind: {left}"] if len(left) > 1 else [])


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def main() -> None:
    """Print the table; exit with 1 when there is a problem."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = Soak(Path(folder)).run(seconds=60 * arguments.minutes)
    print(outcome.table())
    sys.exit(bool(outcome.problems))


if __name__ == "__main__":
    main()
