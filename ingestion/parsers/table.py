"""CSV and XLSX: each row becomes a line that explains itself, «Colonne : valeur ; Colonne : valeur»."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder
from ingestion.parsers.office import check_archive
from ingestion.parsers.plain import decode
from ingestion.parsers.properties import keyword_metadata

MAX_ROWS = 200_000
ROWS_PER_BLOCK = 20
HEADER_SCAN = 12


def parse(data: bytes, path: Path) -> ParsedText:
    """The rows of a table file; raises ParseError when it is damaged or too long."""
    builder = TextBuilder()
    title = ""
    if path.suffix.lower() == ".xlsx":
        title, builder.metadata, sheets = _workbook(data)
        for name, rows in sheets:
            builder.heading(name, 1)
            _add_rows(builder, rows)
    else:
        _add_rows(builder, _csv_rows(decode(data)))
    return builder.build(title=title or path.stem)


def _csv_rows(text: str) -> list[list[str]]:
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20_000], delimiters=";,\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), dialect)]
    except csv.Error as error:
        raise ParseError(f"table CSV mal formée ({error})") from error


def _workbook(data: bytes) -> tuple[str, dict[str, str], list[tuple[str, list[list[str]]]]]:
    """The title of a workbook, what its keywords tell, and the rows of each sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        read = book.worksheets
        sheets = [(sheet.title, [_cells(row) for row in sheet.iter_rows(values_only=True)]) for sheet in read]
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise ParseError("classeur endommagé ou d'un autre format") from error
    return book.properties.title or "", keyword_metadata(book.properties.keywords or ""), sheets


def _cells(row: Sequence[object]) -> list[str]:
    return ["" if value is None else " ".join(_shown(value).split()) for value in row]


def _shown(value: object) -> str:
    """A cell as a French reader sees it: «15/03/2026», «1,234», «oui»."""
    match value:
        case bool():
            return "oui" if value else "non"
        case float():
            return f"{Decimal(str(value)):f}".replace(".", ",")
        case datetime() if value.time() != time():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)


def _add_rows(builder: TextBuilder, rows: list[list[str]]) -> None:
    if len(rows) > MAX_ROWS:
        raise ParseError(f"table de {len(rows)} lignes : {MAX_ROWS} au plus")
    filled = [row for row in rows if any(row)]
    if not filled:
        return
    start = _header_index(filled)
    for row in filled[:start]:
        builder.add(BlockKind.PARAGRAPH, " ".join(cell for cell in row if cell))
    header, *body = filled[start:]
    if not body:
        builder.add(BlockKind.PARAGRAPH, " ; ".join(cell for cell in header if cell))
    for first in range(0, len(body), ROWS_PER_BLOCK):
        lines = (_row_line(header, row) for row in body[first : first + ROWS_PER_BLOCK])
        builder.add(BlockKind.TABLE, "\n".join(line for line in lines if line))


def _header_index(rows: Sequence[Sequence[str]]) -> int:
    """The header is the first of the top rows that fills about as many columns as the fullest of them."""
    counts = [sum(bool(cell) for cell in row) for row in rows[:HEADER_SCAN]]
    return next(index for index, count in enumerate(counts) if count >= 0.6 * max(counts))


def _row_line(header: Sequence[str], row: Sequence[str]) -> str:
    named = (
        f"{header[index]} : {cell}" if index < len(header) and header[index] else cell
        for index, cell in enumerate(row)
        if cell
    )
    return " ; ".join(named)
