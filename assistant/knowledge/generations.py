"""Generations of the derived indexes: immutable folders, one of them current.

Chroma's files may not be written by one process while another reads them, so nobody ever writes to a published
generation: an ingestion prepares the next one beside it and publishes it by replacing one small file. Readers hold
their generation by a shared lock; a generation that nobody holds is deleted by a later ingestion.
"""

import os
import shutil
from pathlib import Path

from filelock import ReadWriteLock, Timeout
from pydantic import ValidationError

from assistant.domain import Frozen

FORMAT = 1
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
LOCK = "readers.db"


class Manifest(Frozen):
    """What a generation holds: the revision of the database, its embedder and the passages that trained it."""

    format: int = FORMAT
    revision: int
    embedder: str
    trained_passages: int


class Generation:
    """One folder of indexes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lexical = folder / "tantivy"
        self.vectors = folder / "chroma"
        self.embedder = folder / "embedder"

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def manifest(self) -> Manifest | None:
        """What it holds; None when it is unfinished, damaged or of another format."""
        try:
            found = Manifest.model_validate_json((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValidationError):
            return None
        return found if found.format == FORMAT else None

    def hold(self) -> ReadWriteLock:
        """A shared lock that keeps the folder from being deleted; release it by ``close()``."""
        lock = ReadWriteLock(self.folder / LOCK, is_singleton=False)
        lock.acquire_read(timeout=5)
        return lock

    def is_held(self) -> bool:
        """Whether a reader holds it."""
        lock = ReadWriteLock(self.folder / LOCK, is_singleton=False)
        try:
            lock.acquire_write(blocking=False)
        except Timeout:
            return True
        else:
            lock.release()
            return False
        finally:
            lock.close()


class Generations:
    """The generations of an index folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> Generation | None:
        """The published generation; None when there is none or when it is damaged."""
        try:
            name = (self._folder / CURRENT).read_text(encoding="utf-8").strip()
        except OSError:
            return None
        generation = Generation(self._folder / name)
        return generation if name and generation.manifest() else None

    def prepare(self, base: Generation | None) -> Generation:
        """A new folder, empty or copied from ``base``; the writer's lock is held by the caller."""
        self._folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.name.removeprefix("gen-")) for path in self._folder.glob("gen-*")]
        generation = Generation(self._folder / f"gen-{max(numbers, default=0) + 1:06d}")
        if base:
            shutil.copytree(base.folder, generation.folder, ignore=shutil.ignore_patterns(LOCK, f"{LOCK}*", MANIFEST))
        else:
            generation.folder.mkdir()
        return generation

    def publish(self, generation: Generation, manifest: Manifest) -> None:
        """Make a prepared generation the current one, then delete those that nobody reads."""
        _write_durably(generation.folder / MANIFEST, manifest.model_dump_json(indent=2))
        _write_durably(self._folder / CURRENT, generation.name)
        for path in self._folder.glob("gen-*"):
            if path != generation.folder and not Generation(path).is_held():
                shutil.rmtree(path, ignore_errors=True)


def _write_durably(path: Path, text: str) -> None:
    """Replace a small file at once: a crash leaves the old text or the new one."""
    temporary = path.with_suffix(".new")
    with temporary.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
