"""ODS: the sheets of an OpenDocument workbook, streamed row by row; a cell is read as it is displayed."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.model import ParsedText, TextBuilder
from ingestion.parsers.odf import DAMAGED, OFFICE, STYLE, TABLE, TEXT, count, properties, words
from ingestion.parsers.office import UNPACK_ERRORS, check_archive
from ingestion.parsers.sheets import MAX_ROWS, Counter, Merge, Sheet, add_sheet

MAX_COLUMNS = 16_384
GAP_ROWS = 2  # of the thousands of empty rows that the end of a sheet announces


def parse(data: bytes, path: Path) -> ParsedText:
    """The rows of a workbook; raises ParseError when it is damaged or too long."""
    from lxml import etree

    check_archive(data)
    builder = TextBuilder()
    title, builder.metadata = properties(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
            for sheet in _sheets(stream):
                add_sheet(builder, sheet)
    except (KeyError, etree.XMLSyntaxError, *UNPACK_ERRORS) as error:
        raise ParseError(DAMAGED) from error
    return builder.build(title=title or path.stem)


def _sheets(stream: Any) -> Iterator[Sheet]:
    from lxml import etree

    hidden_styles: set[str] = set()
    counted = Counter()
    sheet = Sheet(name="")
    events = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        tag=(f"{STYLE}style", f"{TABLE}table", f"{TABLE}table-row"),
    )  # fmt: skip
    for event, element in events:
        if element.tag == f"{STYLE}style":
            if event == "end" and _hides(element):
                hidden_styles.add(element.get(f"{STYLE}name", ""))
        elif next(element.iterancestors(f"{TABLE}table-cell"), None) is not None:
            continue  # a table inside a cell is part of its text
        elif element.tag == f"{TABLE}table-row":
            if event == "end":
                _add_row(sheet, element, counted)
                element.clear()
        elif event == "start":
            is_hidden = element.get(f"{TABLE}style-name", "") in hidden_styles
            sheet = Sheet(name=element.get(f"{TABLE}name", ""), is_hidden=is_hidden)
        else:
            yield sheet
            element.clear()


def _hides(style: Any) -> bool:
    return any(node.get(f"{TABLE}display") == "false" for node in style.iter(f"{STYLE}table-properties"))


def _add_row(sheet: Sheet, row: Any, counted: Counter) -> None:
    cells: list[str] = []
    number = len(sheet.rows)
    for cell in row:
        times = count(cell, f"{TABLE}number-columns-repeated", MAX_COLUMNS)
        is_cell = cell.tag == f"{TABLE}table-cell"
        text = _shown(cell) if is_cell else ""
        if is_cell:
            sheet.unvalued_formulas += cell.get(f"{TABLE}formula") is not None and _has_no_value(cell)
            _note_merge(sheet, cell, number, len(cells))
        cells += [text] * min(times, MAX_COLUMNS - len(cells))
    repeated = count(row, f"{TABLE}number-rows-repeated", MAX_ROWS + 1 if any(cells) else GAP_ROWS)
    for _ in range(repeated):
        sheet.append(cells if any(cells) else [], counted)


def _note_merge(sheet: Sheet, cell: Any, row: int, column: int) -> None:
    down = count(cell, f"{TABLE}number-rows-spanned", MAX_ROWS)
    across = count(cell, f"{TABLE}number-columns-spanned", MAX_COLUMNS)
    if down > 1 or across > 1:
        sheet.merges.append(Merge(top=row, left=column, bottom=row + down - 1, right=column + across - 1))


def _shown(cell: Any) -> str:
    paragraphs = [words(part) for part in cell.iterchildren(f"{TEXT}p")]
    return " ".join(" ".join(paragraphs).split())


def _has_no_value(cell: Any) -> bool:
    return cell.get(f"{OFFICE}value-type") is None and not _shown(cell)
