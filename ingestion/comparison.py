"""Compare the files found with the ledger: which have moved, which have gone, which must be read."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.domain import Frozen
from assistant.storage import LedgerEntry
from ingestion.discovery import Discovery, FoundFile
from ingestion.parsers.model import clean_line

HASH_BLOCK = 1024 * 1024


class Move(Frozen):
    """A file found again at another path with the same content."""

    old_path: str
    entry: LedgerEntry

    @property
    def titles(self) -> tuple[str, str]:
        """The titles that the old and the new name give to a document that has none of its own."""
        old, new = (clean_line(Path(path).stem) for path in (self.old_path, self.entry.path))
        return old, new


class Comparison:
    """The files of some paths against the ledger; ``known`` is the ledger by path."""

    def __init__(self, found: Discovery, paths: Sequence[Path], known: Mapping[str, LedgerEntry]) -> None:
        self._found = found
        self._known = known
        self._present = {str(file.path) for file in found.files}
        self._roots = [path.resolve() for path in paths if path.is_dir()]

    def moves(self) -> Iterator[Move]:
        """Each new file whose content was that of a path which holds it no longer, one of the same name first.

        The order is fixed and each move leaves the others as they are, so a run that was cut short goes on the same.
        """
        by_digest: dict[str, list[LedgerEntry]] = {}
        for entry in self._known.values():
            by_digest.setdefault(entry.sha256, []).append(entry)
        sizes = {entry.size for entry in self._known.values()}
        for file in self._found.files:
            status = status_of(file.path)
            if str(file.path) in self._known or status is None or status.st_size not in sizes:
                continue
            digest = sha256(file.path)
            same = [entry for entry in by_digest.get(digest, ()) if digest and self._is_elsewhere(entry)]
            if same:
                old = min(same, key=lambda entry: (Path(entry.path).name != file.path.name, entry.path))
                by_digest[digest].remove(old)
                yield Move(old_path=old.path, entry=_moved(old, file, status))

    def vanished(self) -> Iterator[str]:
        """The paths of the files that their ingested folder no longer holds."""
        return (entry.path for entry in self._known.values() if self._has_left(entry))

    def _is_elsewhere(self, entry: LedgerEntry) -> bool:
        """Whether the path of an entry holds its content no longer: nothing is there, or another content."""
        if entry.path not in self._present:
            return self._has_left(entry) or not os.path.lexists(entry.path)
        status = status_of(Path(entry.path))
        if status is None or (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime_ns):
            return False
        return sha256(Path(entry.path)) not in {"", entry.sha256}

    def _has_left(self, entry: LedgerEntry) -> bool:
        path = Path(entry.path)
        hidden = any(path.is_relative_to(folder) for folder, _ in self._found.unreadable)
        return entry.path not in self._present and not hidden and any(path.is_relative_to(root) for root in self._roots)


def _moved(old: LedgerEntry, file: FoundFile, status: os.stat_result) -> LedgerEntry:
    place = {"path": str(file.path), "root": str(file.root), "source": file.source}
    state = {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "origin": old.identity}
    return old.model_copy(update=place | state)


def free_origin(path: str, known: Mapping[str, LedgerEntry]) -> str | None:
    """The origin of a new file: None, its own path, unless the documents of a renamed file come from there."""
    taken = {entry.identity for entry in known.values()}
    if path not in taken:
        return None
    return next(name for number in range(2, len(taken) + 3) if (name := f"{path}#{number}") not in taken)


def status_of(path: Path) -> os.stat_result | None:
    """The size and time of a file; None when it has gone since the folder was listed, or may not be seen."""
    try:
        return path.stat()
    except OSError:
        return None


def sha256(path: Path) -> str:
    """The digest of a file's content; empty when it cannot be read, and its reader then says why."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(HASH_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()
