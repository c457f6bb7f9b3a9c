"""The files that were unpacked from a collection: each is parsed in a process of its own, like any other file."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.errors import ParseError
from ingestion.collections.scope import MAX_DEPTH, Budget, Scope
from ingestion.discovery import FoundFile
from ingestion.reading import read_files, run_apart
from ingestion.records import Record, RecordError
from ingestion.records.shape import MEMBER
from ingestion.records.text import record_of_text

NAMELESS = "sans nom"


@dataclass(frozen=True)
class Member:
    """A file unpacked in a temporary folder; ``name`` is its own, with its folders in the collection."""

    path: Path
    name: str


Unpacked = tuple[list[Member], list[RecordError], Budget]


def read_unpacked(
    unpack: Callable[[Path, Path, Budget], Unpacked], path: Path, scope: Scope
) -> Iterator[Record | RecordError]:
    """The documents of what a function unpacks in a temporary folder, in a process of its own.

    It gives the members, those that it refuses with the reason, and what is left of the budget.
    """
    with tempfile.TemporaryDirectory(prefix="jalon-") as folder:
        members, refused, budget = run_apart(unpack, path, Path(folder), scope.budget)
        scope.budget.members, scope.budget.size = budget.members, budget.size
        yield from refused
        yield from read_members(members, scope)


def disk_name(name: str) -> str:
    """The last part of a name, as any file system takes it: short, without control characters; its suffix stays."""
    last = PurePosixPath(shown_name(name.replace("\\", "/")))
    if last.name in {"", ".."}:
        return NAMELESS
    return last.name if len(last.name.encode()) <= 200 else f"{last.name[:40]}{''.join(last.suffixes[-2:])[-20:]}"


def shown_name(name: str) -> str:
    """A name that is safe to show and to store."""
    shown = "".join(character if character.isprintable() else "�" for character in name)
    return shown if len(shown) <= 300 else f"{shown[:150]}…{shown[-149:]}"


def read_members(members: Sequence[Member], scope: Scope) -> Iterator[Record | RecordError]:
    """The documents of unpacked files, those that are collections included."""
    from ingestion.collections.door import is_collection

    nested = {member.path: member for member in members if is_collection(member.path)}
    for member in nested.values():
        yield from _read_nested(member, scope)
    plain = {member.path: member for member in members if member.path not in nested}
    files = [FoundFile(path=path, root=path.parent, source=member.name) for path, member in plain.items()]
    for file, result in read_files(files):
        name = plain[file.path].name
        if isinstance(result, ParseError):
            yield RecordError(member=name, reason=str(result))
        else:
            yield record_of_text(result, kind=scope.kind, announced=scope.announced_kind(name), member=name)


def _read_nested(member: Member, scope: Scope) -> Iterator[Record | RecordError]:
    from ingestion.collections.door import read_path

    if scope.depth >= MAX_DEPTH:
        yield RecordError(member=member.name, reason=f"archive imbriquée à plus de {MAX_DEPTH} niveaux : non lue")
        return
    try:
        for found in read_path(member.path, scope.inside(member.name)):
            inner = {"member": MEMBER.join(filter(None, (member.name, found.member)))}
            key = {"key": f"{member.name}{MEMBER}{found.key}"} if isinstance(found, Record) else {}
            yield found.model_copy(update=inner | key)
    except ParseError as error:
        yield RecordError(member=member.name, reason=str(error))
