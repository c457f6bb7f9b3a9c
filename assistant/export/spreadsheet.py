"""Write a workbook: rows one after the other, formulas of ours, texts that stay texts, pages that print."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

EUROS, PERCENT, DAY = '#,##0.00\\ "€"', "0.00%", "DD/MM/YYYY"
HEAD = PatternFill("solid", fgColor="E3EEF0")
BOLD = Font(bold=True)
LINE_HEIGHT = 14.0  # points
Value = str | Decimal | int | date | None


class Formula(str):
    """A formula of ours; any other text is written as text, even when it begins with «=»."""


def saved(book: Workbook) -> bytes:
    """The workbook as bytes, each sheet printed on the width of a page."""
    for page in book.worksheets:
        _print_on_a_page_width(page)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def sum_of(letter: str, first: int, last: int) -> Formula:
    """The sum of a column between two rows."""
    return Formula(f"=SUM({letter}{first}:{letter}{last})")


def head(sheet: Worksheet, names: Sequence[str]) -> None:
    """A row of column names."""
    line(sheet, names, bold=True, fill=HEAD)


def line(
    sheet: Worksheet,
    values: Iterable[Value],
    formats: Sequence[str | None] = (),
    *,
    bold: bool = False,
    fill: PatternFill | None = None,
) -> None:
    """A row after the last one, its values in the formats given."""
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for place, value in enumerate(values):
        cell = sheet.cell(row=row, column=place + 1)
        assert isinstance(cell, Cell)  # no cell is merged here
        _write(cell, value)
        if place < len(formats) and formats[place]:
            cell.number_format = str(formats[place])
        if bold:
            cell.font = BOLD
        if fill:
            cell.fill = fill


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        cell.data_type = "s"  # a label that begins with «=» is not a formula
    else:
        cell.value = value


def widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    """Set the widths of the first columns, in characters."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _print_on_a_page_width(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def wrap(sheet: Worksheet, columns: Sequence[int]) -> None:
    """Wrap the texts of some columns below the title, each row as high as its longest text."""
    widths = {column: sheet.column_dimensions[get_column_letter(column)].width for column in columns}
    for row in sheet.iter_rows(min_row=3):
        lines = [1]
        for column, cell in enumerate(row, start=1):
            cell.alignment = Alignment(vertical="top", wrap_text=column in columns)
            if column in columns:
                lines.append(ceil(len(str(cell.value or "")) / widths[column]))
        sheet.row_dimensions[row[0].row or 1].height = LINE_HEIGHT * max(lines)
