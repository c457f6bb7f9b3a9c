"""A folder and the home that indexes it, for the tests of synchronisation."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.domain import Passage
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import IngestReport, ingest
from ingestion.reading import workers

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def readers() -> Iterator[None]:
    """The processes that read files, the same ones for every test: each ingestion would start its own."""
    with workers():
        yield


class Base:
    """A folder and the home that indexes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(home=folder.parent / "home")

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def sync(self) -> IngestReport:
        return ingest([self.folder], settings=self.settings, now=lambda: NOON)

    def found(self, query: str) -> list[Passage]:
        with open_services(self.settings) as services:
            return [hit.passage for hit in services.knowledge.search(query) if hit.relevance]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of twelve notes."""
    made = tmp_path / "docs"
    made.mkdir()
    for number in range(12):
        (made / f"note-{number}.txt").write_text(f"La note {number} parle de l'éclairage public.", encoding="utf-8")
    return made


@pytest.fixture
def base(folder: Path) -> Base:
    """The folder of notes with its home, not ingested yet."""
    return Base(folder)


def counts(report: IngestReport) -> dict[str, int]:
    names = ("added", "updated", "renamed", "deleted", "unchanged")
    return {name: value for name in names if (value := getattr(report, name))}


def records(base: Base, *lines: object) -> None:
    base.write("donnees.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
