"""ZIP archives: every member is unpacked in a temporary folder, under a name of ours, and read as a file.

What is refused is named and the rest is read: encrypted members, links, names that point outside, and whatever would
unpack to far more than it weighs. Sizes are counted while unpacking, since an archive may lie about them.
"""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from assistant.errors import ParseError
from ingestion.collections.members import Member, Unpacked, disk_name, read_unpacked, shown_name
from ingestion.collections.scope import Budget, Scope
from ingestion.discovery import HIDDEN
from ingestion.parsers.dispatch import MAX_BYTES
from ingestion.parsers.office import MAX_RATIO, UNPACK_ERRORS
from ingestion.records import Record, RecordError

BLOCK = 1024 * 1024
SYSTEM_NAMES = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


def read(path: Path, scope: Scope) -> Iterator[Record | RecordError]:
    """The documents of an archive; raises ParseError when it is damaged."""
    return read_unpacked(unpack, path, scope)


def unpack(path: Path, folder: Path, budget: Budget) -> Unpacked:
    """The members written under ``folder``, those refused with the reason, and what is left of the budget.

    Raises ParseError when the archive is damaged or holds too many members.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = [info for info in archive.infolist() if _is_wanted(info)]
            if len(wanted) > budget.members:
                raise ParseError(f"archive de {len(wanted)} fichiers : {budget.members} au plus. Divisez-la")
            budget.members -= len(wanted)
            return *_unpack_all(archive, wanted, folder, budget), budget
    except UNPACK_ERRORS as error:
        raise ParseError("archive ZIP endommagée ou d'un autre format") from error


def _unpack_all(
    archive: zipfile.ZipFile, wanted: list[zipfile.ZipInfo], folder: Path, budget: Budget
) -> tuple[list[Member], list[RecordError]]:
    members: list[Member] = []
    refused: list[RecordError] = []
    seen: set[str] = set()
    for number, info in enumerate(wanted):
        name = _name(info)
        try:
            _check(info, name, seen)
            path = folder / str(number) / disk_name(name)
            path.parent.mkdir()
            _unpack_one(archive, info, path, budget)
            members.append(Member(path=path, name=name))
        except ParseError as error:
            refused.append(RecordError(member=shown_name(name), reason=str(error)))
        seen.add(name)
    return members, refused


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member: one that does not say its encoding is in UTF-8 (macOS) or in the DOS one (Windows)."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return name.replace("\\", "/")


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a file that a person put there; one that points outside is, so that it is named."""
    name = _name(info)
    parts = PurePosixPath(name).parts
    if not parts or name.endswith("/"):
        return False
    return _points_outside(name) or not any(part.lower() in SYSTEM_NAMES or part.startswith(HIDDEN) for part in parts)


def _points_outside(name: str) -> bool:
    return ".." in PurePosixPath(name).parts or name.startswith("/") or name[1:3] == ":/"


def _check(info: zipfile.ZipInfo, name: str, seen: set[str]) -> None:
    """Raise ParseError for a member that must not be unpacked."""
    if _points_outside(name):
        raise ParseError("nom de fichier refusé : il désigne un emplacement hors de l'archive")
    if not name.isprintable():
        raise ParseError("nom de fichier refusé : il contient des caractères de contrôle")
    if name in seen:
        raise ParseError("deux fichiers de l'archive portent ce nom : seul le premier est lu")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ParseError("lien symbolique : non suivi")
    if info.flag_bits & 0x1:
        raise ParseError("fichier protégé par un mot de passe : refaites l'archive sans protection")


def _unpack_one(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, budget: Budget) -> None:
    """Write a member, at the cost of the budget; raises ParseError when it is damaged or swells."""
    limit = min(MAX_BYTES, MAX_RATIO * max(info.compress_size, 4096))
    size = 0
    try:
        with archive.open(info) as source, path.open("wb") as target:
            while block := source.read(BLOCK):
                size += len(block)
                budget.size -= len(block)
                if size > limit or budget.size < 0:
                    raise ParseError("fichier refusé : son contenu décompressé est démesuré")
                target.write(block)
    except (*UNPACK_ERRORS, RuntimeError) as error:
        path.unlink(missing_ok=True)
        raise ParseError("fichier endommagé dans l'archive") from error
    except ParseError:
        path.unlink()
        raise
