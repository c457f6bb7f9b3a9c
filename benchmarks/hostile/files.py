"""Hostile files: sound ones that were damaged, and attacks that are known."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hostile.attacks import attacks
from benchmarks.hostile.seeds import seeds


@dataclass(frozen=True)
class HostileFile:
    """A file to write: what was done to it, its suffix and its content."""

    kind: str
    suffix: str
    data: bytes


def hostile_files(count: int, *, seed: int, outside: Path) -> list[HostileFile]:
    """``count`` files, the same for a seed: every known attack, then damaged files.

    ``outside`` is the folder into which attacks try to write and whose ``secret.txt`` they try to read.
    """
    known = [HostileFile(*attack) for attack in attacks(outside)]
    chance = random.Random(seed)
    if count < len(known):
        return chance.sample(known, count // 2) + list(_damaged(count - count // 2, chance))
    return known + list(_damaged(count - len(known), chance))


def _damaged(count: int, chance: random.Random) -> Iterator[HostileFile]:
    sound = [(suffix, data) for suffix, files in seeds().items() for data in files]
    for number in range(count):
        kind, damage = DAMAGES[number % len(DAMAGES)]
        suffix, data = chance.choice(sound)
        if kind == "extension mensongère":
            suffix = chance.choice(sound)[0]
        yield HostileFile(kind, suffix, damage(data, chance))


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _shuffled(data: bytes, chance: random.Random) -> bytes:
    """Pieces of a file in another order, some of them twice."""
    size = max(len(data) // 8, 1)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(chance.choices(pieces, k=len(pieces)))


def _flipped_inside(data: bytes, chance: random.Random) -> bytes:
    """Bits flipped in what an archive or a gzip holds, packed again soundly."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(_flipped(gzip.decompress(data), chance))
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return _flipped(data, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info.filename, _flipped(content, chance) if content and chance.random() < 0.5 else content)
    return packed.getvalue()


def _as_it_is(data: bytes, _chance: random.Random) -> bytes:
    return data


DAMAGES: tuple[tuple[str, Callable[[bytes, random.Random], bytes]], ...] = (
    ("tronqué", _truncated),
    ("bits inversés", _flipped),
    ("bits inversés dedans", _flipped_inside),
    ("morceaux mêlés", _shuffled),
    ("extension mensongère", _as_it_is),
)
