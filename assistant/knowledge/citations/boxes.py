"""From the boxes of characters to the rectangles that a highlighter would draw."""

from collections.abc import Iterable
from dataclasses import dataclass

SAME_LINE = 0.5  # share of the lower box's height that two boxes of one line have in common
WORD_GAP = 1.2  # heights of line; a wider gap is another column or cell


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in points from its bottom left."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def joined(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            left=min(self.left, other.left),
            bottom=min(self.bottom, other.bottom),
            right=max(self.right, other.right),
            top=max(self.top, other.top),
        )


def line_boxes(characters: Iterable[Box]) -> list[Box]:
    """One box for each run of characters on one line, in reading order."""
    lines: list[Box] = []
    for box in characters:
        if lines and _continues(lines[-1], box):
            lines[-1] = lines[-1].joined(box)
        else:
            lines.append(box)
    return lines


def _continues(line: Box, box: Box) -> bool:
    shared = min(line.top, box.top) - max(line.bottom, box.bottom)
    height = min(line.height, box.height)
    gap = box.left - line.right
    return shared > SAME_LINE * height and -height < gap < WORD_GAP * max(line.height, box.height)
