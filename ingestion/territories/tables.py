"""Read a code file as tables, whatever its format: JSON, JSON lines, CSV or XLSX, gzipped or not."""

import csv
import gzip
import io
import json
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from assistant.errors import ParseError
from assistant.language import normalise
from ingestion.parsers.office import UNPACK_ERRORS, check_archive
from ingestion.parsers.plain import decode

Row = Mapping[str, object]
MAX_BYTES = 400 * 1024 * 1024  # once decompressed; the largest official file weighs 13 MB
HEADER_WITHIN = 20  # rows of title that some files have above the names of their columns
SEPARATORS = ";\t,|"
NOT_READ = "format non reconnu : un fichier .csv, .xlsx, .json ou .jsonl (ou .gz) est attendu"


class Table(NamedTuple):
    """A table: the names of its columns as ``normalise`` spells them, and its rows, each with its line number."""

    columns: frozenset[str]
    rows: list[tuple[int, Row]]


def read_tables(path: Path) -> list[Table]:
    """The tables of a file: one a sheet for a workbook; raises ParseError, OSError."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data)
    if data[:2] == b"PK":
        return [table for sheet in _sheets(data) if (table := _table(sheet))]
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise ParseError("classeur Excel d'avant 2007 (.xls) : enregistrez-le au format .xlsx ou .csv")
    text = decode(data)
    return [_records(text)] if text.lstrip()[:1] in {"{", "["} else [_csv_table(text)]


def text_of(row: Row, column: str) -> str:
    """The text of a cell, empty when it has none; a number loses the decimals that a workbook gives it."""
    value = row.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value).strip()
    return "" if text in {"NA", "null"} else text


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            unpacked = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ParseError("archive .gz endommagée") from error
    if len(unpacked) > MAX_BYTES:
        raise ParseError("fichier refusé : son contenu décompressé est démesuré")
    return unpacked


def _records(text: str) -> Table:
    rows = list(_json_rows(text))
    columns = {name for _, row in rows for name in row}
    return Table(frozenset(columns), rows)


def _json_rows(text: str) -> Iterator[tuple[int, Row]]:
    """The objects of a JSON list, or of JSON lines."""
    try:
        for number, record in _json_values(text):
            if not isinstance(record, dict):
                raise ParseError(f"ligne {number} : ce n'est pas un objet JSON")
            yield number, {normalise(name): value for name, value in record.items()}
    except (ValueError, RecursionError) as error:
        raise ParseError("JSON mal formé") from error


def _json_values(text: str) -> Iterator[tuple[int, object]]:
    if text.lstrip().startswith("["):
        yield from enumerate(json.loads(text), start=1)
    else:
        lines = enumerate(text.split("\n"), start=1)
        yield from ((number, json.loads(line)) for number, line in lines if line.strip())


def _csv_table(text: str) -> Table:
    head = text[:100_000].split("\n", HEADER_WITHIN)[:HEADER_WITHIN]
    separator = max(SEPARATORS, key=lambda one: max(line.count(one) for line in head))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ParseError("table CSV mal formée : un guillemet n'est pas fermé, ou une cellule est démesurée") from error
    table = _table(rows)
    if table is None:
        raise ParseError(NOT_READ)
    return table


def _sheets(data: bytes) -> Iterator[list[Sequence[object]]]:
    from lxml.etree import XMLSyntaxError
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_archive(data)
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a workbook has and a table has not
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                yield list(sheet.iter_rows(values_only=True))
    except (InvalidFileException, XMLSyntaxError, LookupError, TypeError, AttributeError, *UNPACK_ERRORS) as error:
        raise ParseError(
            "classeur endommagé, ou archive qui n'en est pas un : donnez les fichiers qu'elle contient"
        ) from error


def _table(rows: Iterable[Sequence[object]]) -> Table | None:
    """The rows under their header, which is the widest of the first rows; None for an empty sheet."""
    numbered = [
        (number, row) for number, row in enumerate(rows, start=1) if any(cell not in {None, ""} for cell in row)
    ]
    head = list(islice(numbered, HEADER_WITHIN))
    if not head:
        return None
    widths = [sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) for _, row in head]
    position = widths.index(max(widths))
    names = [normalise(str(cell or "")) for cell in head[position][1]]
    body = numbered[position + 1 :]
    return Table(
        frozenset(filter(None, names)),
        [(number, dict(zip(names, row, strict=False))) for number, row in body],
    )
