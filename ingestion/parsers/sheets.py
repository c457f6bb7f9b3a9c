"""Sheets of cells: each row becomes a line that explains itself, «Colonne : valeur ; Colonne : valeur».

A sheet may hold several tables, under titles, with headings over several rows; a passage is a group of rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.errors import ParseError
from ingestion.parsers.grid import GROUP_CHARACTERS, groups
from ingestion.parsers.model import BlockKind, TextBuilder

MAX_ROWS = 200_000
MAX_CELLS = 5_000_000
HEADER_SCAN = 12
MAX_HEADER_ROWS = 5
FULL_ENOUGH = 0.6  # of the columns of the fullest row, for a row to be a heading
TITLE_CHARACTERS = 160
MAX_SPREAD = 1000  # columns under one merged heading
FIGURE = re.compile(r"[-+(]?[\d\s.,:/\u202f\u00a0]+(?:%|€|k€|[hH])?\)?")

Row = list[str]


@dataclass(frozen=True)
class Merge:
    """A range of cells that is one; rows and columns count from 0, the last ones are part of it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """The cells of a sheet as texts; a row without any is an empty list."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    is_hidden: bool = False
    unvalued_formulas: int = 0

    def append(self, row: Sequence[str], counted: "Counter") -> None:
        """Add a row without its empty end; raises ParseError when the file has too many rows or cells."""
        last = max((index for index, cell in enumerate(row) if cell), default=-1)
        counted.note(len(row))
        self.rows.append(list(row[: last + 1]))


@dataclass
class Counter:
    """How much of a file has been read, all sheets together."""

    rows: int = 0
    cells: int = 0

    def note(self, cells: int) -> None:
        """Count a row; raises ParseError beyond the bounds."""
        self.rows += cells > 0
        self.cells += cells
        if self.rows > MAX_ROWS:
            raise ParseError(f"table de plus de {MAX_ROWS} lignes : divisez-la en plusieurs fichiers")
        if self.cells > MAX_CELLS:
            raise ParseError(f"table de plus de {MAX_CELLS} cellules : divisez-la en plusieurs fichiers")


def add_sheet(builder: TextBuilder, sheet: Sheet) -> None:
    """Add a sheet under a heading with its name, and warn of what could not be read in it."""
    builder.heading(f"{sheet.name} (feuille masquée)" if sheet.is_hidden else sheet.name, 1)
    if sheet.is_hidden:
        builder.warnings.append(f"feuille « {sheet.name} » : masquée dans le classeur, lue quand même")
    if sheet.unvalued_formulas:
        builder.warnings.append(
            f"feuille « {sheet.name} » : {sheet.unvalued_formulas} formules sans valeur enregistrée ; ouvrez le "
            "classeur dans votre tableur, enregistrez-le puis ajoutez-le de nouveau"
        )
    add_tables(builder, sheet)


def add_tables(builder: TextBuilder, sheet: Sheet) -> None:
    """Add the tables of a sheet, each with its title and the texts above it."""
    _repeat_down(sheet)
    across = _across(sheet)
    for table in _tables(sheet.rows):
        _add_table(builder, sheet, table, across)


def _repeat_down(sheet: Sheet) -> None:
    """Write the text of a cell merged over several rows in each of them."""
    for merge in sheet.merges:
        if merge.bottom > merge.top and merge.top < len(sheet.rows):
            text = _cell(sheet.rows[merge.top], merge.left)
            for row in sheet.rows[merge.top + 1 : merge.bottom + 1]:
                if text and row:
                    row += [""] * (merge.left + 1 - len(row))
                    row[merge.left] = row[merge.left] or text


def _across(sheet: Sheet) -> dict[int, list[Merge]]:
    """The merges over several columns, by first row."""
    found: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        if merge.right > merge.left:
            found.setdefault(merge.top, []).append(merge)
    return found


def _cell(row: Row, column: int) -> str:
    return row[column] if column < len(row) else ""


def _filled(row: Row) -> set[int]:
    return {column for column, cell in enumerate(row) if cell}


def _tables(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The numbers of the rows of each table: after an empty row, another one begins where headings stand again."""
    table: list[int] = []
    for segment in _segments(rows):
        if table and _begins_table(rows, segment, table):
            yield table
            table = []
        table += segment
    if table:
        yield table


def _segments(rows: Sequence[Row]) -> Iterator[list[int]]:
    segment: list[int] = []
    for number, row in enumerate(rows):
        if any(row):
            segment.append(number)
        elif segment:
            yield segment
            segment = []
    if segment:
        yield segment


def _begins_table(rows: Sequence[Row], segment: list[int], table: list[int]) -> bool:
    """Whether the first row of several cells in a segment is a heading: words only, and not where figures stood."""
    wide = [number for number in segment if len(_filled(rows[number])) > 1]
    before = [number for number in table if len(_filled(rows[number])) > 1]
    if len(wide) < 2 or not before:
        return False
    head = rows[wide[0]]
    if any(is_figure(cell) for cell in head if cell):
        return False
    figures = {column for number in before for column in _filled(rows[number]) if is_figure(rows[number][column])}
    return _filled(head) != _filled(rows[before[0]]) or bool(figures & _filled(head))


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, an amount, a share, a date or an hour."""
    return any(character.isdigit() for character in text) and FIGURE.fullmatch(text.strip()) is not None


def _add_table(builder: TextBuilder, sheet: Sheet, table: list[int], across: dict[int, list[Merge]]) -> None:
    start = _header_place(sheet.rows, table, across)
    _add_texts(builder, [sheet.rows[number] for number in table[:start]])
    size = _header_size(sheet, table[start:], across)
    head = [_spread(sheet.rows[number], across.get(number, [])) for number in table[start : start + size]]
    names = _names(head)
    body = [sheet.rows[number] for number in table[start + size :]]
    if not body:
        for row in head:
            builder.add(BlockKind.PARAGRAPH, " ; ".join(dict.fromkeys(cell for cell in row if cell)))
    lines = [_row_line(names, row) for row in body if row not in head]  # headings repeated at each printed page
    for group in groups(lines, GROUP_CHARACTERS):
        builder.add(BlockKind.TABLE, "\n".join(group))


def _add_texts(builder: TextBuilder, rows: Sequence[Row]) -> None:
    """The rows above a table: a lone cell just above it is its title."""
    for number, row in enumerate(rows, start=1):
        cells = [cell for cell in row if cell]
        if number == len(rows) and len(cells) == 1 and len(cells[0]) <= TITLE_CHARACTERS:
            builder.heading(cells[0], 2)
        else:
            builder.add(BlockKind.PARAGRAPH, " ".join(cells))


def _header_place(rows: Sequence[Row], table: list[int], across: dict[int, list[Merge]]) -> int:
    """The first of the top rows that fills about as many columns as the fullest of them."""
    counts = []
    for number in table[:HEADER_SCAN]:
        spread = _spread(rows[number], across.get(number, []))
        counts.append(len(_filled(spread)) if len(set(filter(None, spread))) > 1 else 1)
    return next(index for index, count in enumerate(counts) if count >= FULL_ENOUGH * max(counts))


def _header_size(sheet: Sheet, table: list[int], across: dict[int, list[Merge]]) -> int:
    """The number of heading rows: those that a merged heading covers, and the one under a heading of columns."""
    last = table[0]
    downward = [merge for merge in sheet.merges if merge.bottom > merge.top]
    for number in table[:MAX_HEADER_ROWS]:
        if number > last:
            break
        reached = [merge.bottom for merge in downward if merge.top == number]
        last = max([last, *reached, number + 1 if number in across else number])
    return max(1, sum(number <= last for number in table[:MAX_HEADER_ROWS]))


def _spread(row: Row, merges: Sequence[Merge]) -> Row:
    """A row in which a heading merged over several columns stands in each."""
    spread = list(row)
    for merge in merges:
        text = _cell(row, merge.left)
        right = min(merge.right, merge.left + MAX_SPREAD)
        spread += [""] * (right + 1 - len(spread))
        for column in range(merge.left + 1, right + 1):
            spread[column] = spread[column] or text
    return spread


def _names(head: Sequence[Row]) -> list[str]:
    """The name of each column: its headings from top to bottom, each once."""
    width = max(map(len, head), default=0)
    parts = ([cell for row in head if (cell := _cell(row, column))] for column in range(width))
    return [" – ".join(dict.fromkeys(one)) for one in parts]


def _row_line(names: Sequence[str], row: Row) -> str:
    named = (
        f"{names[index]} : {cell}" if index < len(names) and names[index] else cell
        for index, cell in enumerate(row)
        if cell
    )
    return " ; ".join(named)
