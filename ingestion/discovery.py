"""Which files a set of paths names, and what kind of document a folder announces."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.domain import DocumentKind, Frozen
from assistant.errors import InputError

FOLDER_KINDS = {
    "regulation": DocumentKind.REGULATION,
    "reglementation": DocumentKind.REGULATION,
    "réglementation": DocumentKind.REGULATION,
    "funding": DocumentKind.FUNDING,
    "aides": DocumentKind.FUNDING,
    "projects": DocumentKind.PROJECT,
    "projets": DocumentKind.PROJECT,
}
HIDDEN = (".", "~$")  # «~$» starts the files that Word and Excel leave while a document is open


class FoundFile(Frozen):
    """A file to ingest: where it is, under which ingested root, and the name that users see.

    ``origin`` is what the ids of its documents are made from when that is not its path. ``collection`` is the name
    under which the user puts it. ``url`` and ``charset`` are those of a file fetched from the web: its address, and
    what its server says of its text.
    """

    path: Path
    root: Path
    source: str
    origin: str | None = None
    url: str | None = None
    charset: str | None = None
    collection: str | None = None

    @property
    def identity(self) -> str:
        """What the ids of its documents are made from."""
        return self.origin or str(self.path)


class Discovery(Frozen):
    """The files of a set of paths, and the folders that could not be listed, with the reason."""

    files: tuple[FoundFile, ...]
    unreadable: tuple[tuple[Path, str], ...]


def discover(paths: Sequence[Path]) -> Discovery:
    """The files of paths, in a stable order, each once; hidden files and links that leave the folder are skipped.

    Raises InputError when a path does not exist.
    """
    found: dict[Path, FoundFile] = {}
    unreadable: dict[Path, str] = {}

    def note(error: OSError) -> None:
        unreadable[Path(error.filename)] = error.strerror or "illisible"

    for path in paths:
        if not path.exists():
            raise InputError(f"Le chemin « {path} » n'existe pas.", field="path")
        root = path.resolve()
        for file in _walk(root, note):
            source = str(file.relative_to(root)) if root.is_dir() else file.name
            found.setdefault(file, FoundFile(path=file, root=root, source=source))
    return Discovery(files=tuple(found[path] for path in sorted(found)), unreadable=tuple(sorted(unreadable.items())))


def is_hidden(name: str) -> bool:
    """Whether a file or a folder of this name is never read."""
    return name.startswith(HIDDEN)


def _walk(root: Path, unreadable: Callable[[OSError], None]) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for folder, folders, names in os.walk(root, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if is_hidden(name) or not file.is_file():
                continue
            if file.is_symlink() and not file.resolve().is_relative_to(root):
                continue
            yield file


def announced_kind(file: FoundFile) -> DocumentKind | None:
    """The kind that the nearest folder of a file announces by its name; the folders of a fetched page say nothing."""
    if file.url is not None:
        return None
    for part in reversed(file.path.parent.parts):
        if part.lower() in FOLDER_KINDS:
            return FOLDER_KINDS[part.lower()]
    return None
