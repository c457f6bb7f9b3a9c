"""Tables of pages as blocks of Markdown rows, each block under the header of its table."""

import re
from collections.abc import Sequence

from ingestion.parsers.lines import PageTable
from ingestion.parsers.model import BlockKind, TextBuilder

BLOCK_CHARACTERS = 1000
HEADER_CELL_CHARACTERS = 70
YEAR = re.compile(r"(?:19|20)\d\d")
WORD = re.compile(r"[^\W\d_]{2}")

Row = tuple[str, ...]


class TableBlocks:
    """Adds the tables of a document; one that goes on at the top of a page keeps the header of the page before."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._header: Row | None = None
        self._columns = 0
        self._page = 0

    def add(self, table: PageTable, rows: Sequence[Row], *, goes_on: bool) -> None:
        """Add the rows of a table; ``goes_on`` when nothing stands between it and the last one added."""
        inherited = self._header if goes_on and table.page == self._page + 1 and self._fits(rows) else None
        header = inherited or _header(rows)
        body = rows[1:] if header and rows[0] == header else rows
        self._header, self._columns, self._page = header, max(map(len, rows)), table.page
        for group in _groups(body, len(_shown(header)) if header else 0):
            self._builder.add(
                BlockKind.TABLE, "\n".join(map(_shown, [header, *group] if header else group)), page=table.page
            )

    def _fits(self, rows: Sequence[Row]) -> bool:
        return max(map(len, rows)) == self._columns and self._header is not None


def _header(rows: Sequence[Row]) -> Row | None:
    """The first row when it names the columns: short words, all different, no figure but a year."""
    first = rows[0]
    names = [cell for cell in first if cell]
    if len(rows) < 2 or len(names) < 2 or len(set(names)) < len(names) or len(first) < max(map(len, rows)) - 1:
        return None
    return first if all(map(_is_name, names)) and WORD.search(" ".join(names)) else None


def _is_name(cell: str) -> bool:
    return len(cell) <= HEADER_CELL_CHARACTERS and (
        YEAR.fullmatch(cell) is not None or (WORD.search(cell) is not None and not re.match(r"[\d<>=]", cell))
    )


def _groups(rows: Sequence[Row], header_characters: int) -> list[list[Row]]:
    """The rows in groups that make a passage each."""
    groups: list[list[Row]] = []
    length = 0
    for row in rows:
        characters = len(_shown(row)) + 1
        if not groups or length + characters > BLOCK_CHARACTERS:
            groups.append([])
            length = header_characters
        groups[-1].append(row)
        length += characters
    return groups


def _shown(row: Row) -> str:
    return "| " + " | ".join(row) + " |"
