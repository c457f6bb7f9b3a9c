"""Tables as Markdown rows, cut into groups that each begin with the heading rows, so that each explains itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.parsers.model import BlockKind, TextBuilder

GROUP_CHARACTERS = 1100  # under the target size of a passage: a group is one


@dataclass(frozen=True)
class Grid:
    """The texts of the cells, row by row; the first ``header_rows`` rows are headings."""

    rows: Sequence[Sequence[str]]
    header_rows: int = 1


def add_grid(builder: TextBuilder, grid: Grid) -> None:
    """Add a table, one block a group of rows; rows without any text are left out."""
    lines = [_line(row) for row in grid.rows]
    head = [line for line in lines[: grid.header_rows] if line]
    body = [line for line in lines[grid.header_rows :] if line]
    for group in groups(body, GROUP_CHARACTERS - sum(map(len, head))) if body else [[]]:
        builder.add(BlockKind.TABLE, "\n".join([*head, *group]))


def groups(lines: Sequence[str], characters: int) -> Iterator[list[str]]:
    """Consecutive lines in groups of at most ``characters``, one line at least in each."""
    group: list[str] = []
    size = 0
    for line in lines:
        if group and size + len(line) > characters:
            yield group
            group, size = [], 0
        group.append(line)
        size += len(line) + 1
    if group:
        yield group


def _line(row: Sequence[str]) -> str:
    cells = [" ".join(cell.split()) for cell in row]
    return f"| {' | '.join(cells)} |" if any(cells) else ""
