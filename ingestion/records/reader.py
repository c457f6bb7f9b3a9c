"""Read a record file line by line and recognise the shape of each record."""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from ingestion.records import aids, articles, generic, operations
from ingestion.records.aid_export import read_rows
from ingestion.records.shape import RawRecord, Record, RecordError

COUNTED_BLOCK = 1024 * 1024
MAX_LINE = 8 * 1024 * 1024
MAX_WHOLE = 200 * 1024 * 1024  # of a file that cannot be read line by line
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
SURROGATE = re.compile(rb"\\ud[89a-f]", re.IGNORECASE)

UNKNOWN_SHAPE = "de forme inconnue (ni aide, ni article, ni opération, ni texte)"
ReadRecord = Callable[[RawRecord, DocumentKind | None], Record]

# The first shape whose marker keys are all there reads the record.
SHAPES: tuple[tuple[frozenset[str], ReadRecord], ...] = (
    (frozenset({"code", "article", "text"}), articles.read_code_article),
    (frozenset({"text_id", "section_id", "text"}), articles.read_section),
    (frozenset({"slug", "name", "financers"}), aids.read_aid),
    (frozenset({"slug", "name", "financers_full"}), aids.read_aid),
    (frozenset({"intitule", "dispositif", "exercice"}), operations.read_dgcl),
    (frozenset({"insee", "y", "d", "t"}), operations.read_compact),
    (frozenset({"_id", "text"}), generic.read_text),
)


def count_lines(path: Path) -> int | None:
    """How many lines a file of one record a line has; None for the others, and when it cannot be read."""
    if not path.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return None
    try:
        with _open(path) as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(COUNTED_BLOCK), b""))
    except (OSError, EOFError, zlib.error):
        return None  # its reader says why


def read_records(path: Path, kind: DocumentKind | None) -> Iterator[Record | RecordError]:
    """Stream the records of a file; a bad one comes as a RecordError with its line, and the rest goes on.

    Raises ParseError when the file as a whole cannot be read, or when none of its records has a known shape.
    """
    recognised = False
    unknown: list[RecordError] = []
    for line, raw in _raw_records(path):
        if isinstance(raw, str):
            recognised = True
            yield RecordError(line=line, reason=raw)
        elif read := _reader_of(raw):
            recognised = True
            try:
                yield read(raw, kind)
            except ParseError as error:
                yield RecordError(line=line, reason=str(error))
        else:
            unknown.append(RecordError(line=line, reason=f"enregistrement {UNKNOWN_SHAPE}"))
    if not recognised:
        raise ParseError(f"fichier {UNKNOWN_SHAPE}" if unknown else "fichier vide")
    yield from unknown


def _reader_of(raw: RawRecord) -> ReadRecord | None:
    return next((read for keys, read in SHAPES if keys <= raw.keys()), None)


def _raw_records(path: Path) -> Iterator[tuple[int, RawRecord | str]]:
    """Each record with its line, or the reason why the line is none."""
    try:
        with _open(path) as stream:
            name = path.name.lower().removesuffix(".gz")
            if name.endswith(".json"):
                yield from _whole(_read(stream))
            elif name.endswith(".csv"):
                yield from read_rows(_read(stream))
            else:
                yield from _lines(stream)
    except (OSError, EOFError, zlib.error) as error:
        raise ParseError("fichier illisible ou archive gzip endommagée") from error


def _open(path: Path) -> BinaryIO:
    if path.name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def _read(stream: BinaryIO) -> bytes:
    data = stream.read(MAX_WHOLE + 1)
    if len(data) > MAX_WHOLE:
        raise ParseError(f"fichier de plus de {MAX_WHOLE // 1024 // 1024} Mo : divisez-le, ou passez au format JSONL")
    return data


def _whole(data: bytes) -> Iterator[tuple[int, RawRecord | str]]:
    if not data.strip():
        return
    content = _decode(data)
    if isinstance(content, str):
        raise ParseError(content)
    if isinstance(content, dict):
        content = content.get("results", [content])
    if not isinstance(content, list):
        raise ParseError("fichier JSON qui ne contient pas de liste d'enregistrements")
    check_characters = SURROGATE.search(data) is not None
    for number, raw in enumerate(content, start=1):
        yield number, _record(raw, check_characters=check_characters)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, RawRecord | str]]:
    total = number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        total += len(line)
        if total > MAX_UNPACKED:
            raise ParseError("fichier démesuré une fois décompressé")
        if not line.strip():
            continue
        raw = _decode(line)
        yield number, raw if isinstance(raw, str) else _record(raw, check_characters=bool(SURROGATE.search(line)))


def _record(raw: Any, *, check_characters: bool) -> RawRecord | str:
    """The record, or the reason why it is none."""
    if not isinstance(raw, dict):
        return "enregistrement qui n'est pas un objet JSON"
    if check_characters:
        try:
            json.dumps(raw, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return "texte avec une moitié de caractère (\\ud800 à \\udfff)"
    return raw


def _decode(data: bytes) -> Any:
    """The JSON value, or the reason (a text) why it is none."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "texte qui n'est pas en UTF-8"
    except (ValueError, RecursionError):
        return "JSON mal formé"
    return ["JSON"] if isinstance(value, str) else value
