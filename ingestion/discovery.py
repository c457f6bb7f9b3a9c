"""Which files a set of paths names, and what kind of document a folder announces."""

import os
from collections.abc import Iterator, Sequence
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

    ``url`` and ``charset`` are those of a file fetched from the web: its address, and what its server says of its text.
    """

    path: Path
    root: Path
    source: str
    url: str | None = None
    charset: str | None = None


def discover(paths: Sequence[Path]) -> list[FoundFile]:
    """The files of paths, in a stable order, each once; hidden files and links that leave the folder are skipped.

    Raises InputError when a path does not exist.
    """
    found: dict[Path, FoundFile] = {}
    for path in paths:
        if not path.exists():
            raise InputError(f"Le chemin « {path} » n'existe pas.", field="path")
        root = path.resolve()
        for file in _walk(root):
            source = str(file.relative_to(root)) if root.is_dir() else file.name
            found.setdefault(file, FoundFile(path=file, root=root, source=source))
    return [found[path] for path in sorted(found)]


def _walk(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith(HIDDEN) or not file.is_file():
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
