"""What a page is made of once read: lines and tables, in reading order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, the place of its first character (points from the bottom left), its height."""

    text: str
    page: int
    left: float = 0.0
    bottom: float = 0.0
    height: float = 0.0
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page: the lines of each cell, row by row; a cell merged into its left neighbour is left out.

    ``box`` is left, bottom, right, top.
    """

    page: int
    box: tuple[float, float, float, float]
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        return " ".join(cell for row in self.rows for cell in row)

    @property
    def bottom(self) -> float:
        return self.box[1]


Element = Line | PageTable
