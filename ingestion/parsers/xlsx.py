"""XLSX: the sheets of a workbook, read row by row; values are shown as the French version of Excel shows them."""

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.cells import shown
from ingestion.parsers.model import ParsedText, TextBuilder
from ingestion.parsers.office import UNPACK_ERRORS, check_archive
from ingestion.parsers.properties import keyword_metadata
from ingestion.parsers.sheets import Counter, Merge, Sheet, add_sheet

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAMAGED = "classeur endommagé ou d'un autre format"
MAX_MERGES = 20_000


def parse(data: bytes, path: Path) -> ParsedText:
    """The rows of a workbook; raises ParseError when it is damaged or too long."""
    from lxml.etree import XMLSyntaxError
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_archive(data)
    builder, counted = TextBuilder(), Counter()
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a workbook has and a text has not
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for source in book.worksheets:
                add_sheet(builder, _sheet(source, data, counted))
            builder.metadata = keyword_metadata(book.properties.keywords or "")
            title = book.properties.title
    except (
        InvalidFileException, XMLSyntaxError, SyntaxError, LookupError, TypeError, AttributeError, OverflowError,
        *UNPACK_ERRORS,
    ) as error:  # fmt: skip
        raise ParseError(DAMAGED) from error
    return builder.build(title=title or path.stem)


def _sheet(source: Any, data: bytes, counted: Counter) -> Sheet:
    sheet = Sheet(name=source.title, is_hidden=source.sheet_state != "visible")
    _note_structure(sheet, data, source._worksheet_path)
    source.reset_dimensions()  # some programs write wrong ones, and rows would be lost
    for row in source.iter_rows():
        sheet.append([_shown(cell) for cell in row], counted)
    return sheet


def _shown(cell: Any) -> str:
    value = cell.value
    return "" if value is None else shown(value, "" if isinstance(value, str) else cell.number_format)


def _note_structure(sheet: Sheet, data: bytes, part: str) -> None:
    """The merged cells and the formulas without value of a sheet, which openpyxl does not give when it streams."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(part) as stream:
        events = etree.iterparse(
            stream, tag=(f"{NAMESPACE}c", f"{NAMESPACE}row", f"{NAMESPACE}mergeCell"), resolve_entities=False,
            load_dtd=False, no_network=True, huge_tree=False,
        )  # fmt: skip
        for _, element in events:
            if element.tag == f"{NAMESPACE}c":
                has_formula = element.find(f"{NAMESPACE}f") is not None
                has_value = element.get("t") == "str" or element.findtext(f"{NAMESPACE}v")
                sheet.unvalued_formulas += has_formula and not has_value
            elif element.tag == f"{NAMESPACE}mergeCell" and len(sheet.merges) < MAX_MERGES:
                sheet.merges.append(_merge(element.get("ref", "")))
            else:
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _merge(reference: str) -> Merge:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = (int(bound or 1) - 1 for bound in range_boundaries(reference))
    return Merge(top=top, left=left, bottom=bottom, right=right)
