"""Generations of the derived indexes: immutable folders, one of them current.

Chroma's files may not be written by one process while another reads them, so nobody ever writes to a published
generation: an ingestion prepares the next one beside it and publishes it by replacing one small file. Readers hold
their generation by a shared lock; a generation that nobody holds is deleted by a later ingestion.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import ReadWriteLock, Timeout
from pydantic import ValidationError

from assistant.domain import Frozen

FORMAT = 3
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
LOCK = "readers.db"
ATTEMPTS = 20  # a reader meets a publication at most a few times


class Manifest(Frozen):
    """What a generation holds: the revision of the database and the embedder.

    ``trained_passages`` is the number of passages when it was last built from nothing, ``changed_passages`` how many it
    has added and removed since.
    """

    format: int = FORMAT
    revision: int
    embedder: str
    trained_passages: int
    changed_passages: int = 0


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

    def delete_unless_held(self) -> None:
        """Delete the folder, unless a reader holds it; no reader can take hold of it meanwhile."""
        if self.manifest() is None:  # it has never been published
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        lock = ReadWriteLock(self.folder / LOCK, is_singleton=False)
        try:
            lock.acquire_write(blocking=False)
        except Timeout:
            return
        else:
            (self.folder / MANIFEST).unlink(missing_ok=True)
            shutil.rmtree(self.folder, ignore_errors=True)
            lock.release()
        finally:
            lock.close()


class HeldGeneration:
    """A complete generation that cannot be deleted until ``close()``."""

    def __init__(self, generation: Generation, manifest: Manifest, lock: ReadWriteLock) -> None:
        self.generation = generation
        self.manifest = manifest
        self._lock = lock

    def close(self) -> None:
        """Let it be deleted."""
        self._lock.close()


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

    def hold_current(self) -> HeldGeneration | None:
        """The published generation, kept from being deleted; None when there is none."""
        for _ in range(ATTEMPTS):
            generation = self.current()
            if generation is None:
                return None
            held = _hold(generation)
            if held:
                return held
        return None

    def prepare(self, base: Generation | None) -> Generation:
        """A new folder, empty or copied from ``base``; the writer's lock is held by the caller."""
        self._folder.mkdir(parents=True, exist_ok=True)
        # No name is used twice, not even after the folder was deleted: a server may still have the old one open.
        generation = Generation(self._folder / f"gen-{secrets.token_hex(8)}")
        if base:
            left_out = shutil.ignore_patterns(f"{LOCK}*", ".filelock-*", MANIFEST)
            try:
                shutil.copytree(base.folder, generation.folder, ignore=left_out)
            except shutil.Error as error:  # which lists every file; the reason is the same for all
                raise OSError(error.args[0][0][-1]) from error
        else:
            generation.folder.mkdir()
        return generation

    def publish(self, generation: Generation, manifest: Manifest) -> None:
        """Make a prepared generation the current one; all of it has reached the disk before it is."""
        for path in [*generation.folder.rglob("*"), generation.folder]:
            _flush(path)
        _write_durably(generation.folder / MANIFEST, manifest.model_dump_json(indent=2))
        _write_durably(self._folder / CURRENT, generation.name)

    def sweep(self) -> None:
        """Delete the generations that are not current and that nobody reads, half-written ones too."""
        current = self.current()
        for generation in self._all():
            if current is None or generation.name != current.name:
                generation.delete_unless_held()

    def _all(self) -> Iterator[Generation]:
        return (Generation(path) for path in sorted(self._folder.glob("gen-*")))


def damage_errors() -> tuple[type[Exception], ...]:
    """What the libraries raise over a damaged index, or when the disk refuses: Tantivy has ValueError for all."""
    from zipfile import BadZipFile

    from chromadb.errors import ChromaError

    return OSError, EOFError, ValueError, BadZipFile, ChromaError


def _hold(generation: Generation) -> HeldGeneration | None:
    """The generation with a shared lock; None when it is being deleted."""
    try:
        lock = ReadWriteLock(generation.folder / LOCK, is_singleton=False)
        lock.acquire_read(timeout=5)
    except (Timeout, OSError):
        if generation.manifest():
            raise
        return None
    manifest = generation.manifest()
    if manifest is None:
        lock.close()
        return None
    return HeldGeneration(generation, manifest, lock)


def _flush(path: Path) -> None:
    """Wait until a file or the names of a folder have reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_durably(path: Path, text: str) -> None:
    """Replace a small file at once: a crash leaves the old text or the new one."""
    temporary = path.with_suffix(".new")
    with temporary.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    _flush(path.parent)
