"""The reading order of a page: text in columns is read column by column, whatever order it was drawn in.

A page is cut into strips between which nothing is written; neighbouring strips that leave the same gutters free make
a band. A band whose parts look like prose (long lines, hardly a hole) is read part after part; any other band, a form
or a table without rules, and a page without columns keep the order in which they were drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingestion.parsers.lines import PageTable
from ingestion.parsers.pdf_page import Box, Word

Element = list[Word] | PageTable
Interval = tuple[float, float]

WORD_GAP = 0.9
MIN_GUTTER = 7.0
MIN_LINES = 3
MIN_CHARACTERS = 14
MIN_WIDTH_SHARE = 0.55
MIN_FILL = 0.5
SHRINK = 0.18


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line with no wide gap in it, or a whole table; ``rank`` is the place of its line as drawn."""

    box: Box
    rank: int
    element: Element

    @property
    def characters(self) -> int:
        return sum(len(word.text) + 1 for word in self.element) if isinstance(self.element, list) else 0

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2


@dataclass(slots=True)
class Band:
    """Neighbouring strips, with the intervals that they all leave free."""

    pieces: list[Piece]
    free: list[Interval]
    strips: int = 1
    columns: list[list[Piece]] = field(default_factory=list)


def in_reading_order(elements: Sequence[Element]) -> list[Element]:
    """The lines and tables of a page in the order in which they are read."""
    pieces = [piece for rank, element in enumerate(elements) for piece in _pieces(element, rank)]
    if len(pieces) < 2 * MIN_LINES:
        return list(elements)
    bands = _bands(_strips(pieces), (min(p.box[0] for p in pieces), max(p.box[2] for p in pieces)))
    for band in bands:
        band.columns = _columns(band)
    if not any(band.columns for band in bands):
        return list(elements)
    ordered: list[Element] = []
    for band in bands:
        for column in band.columns or [sorted(band.pieces, key=lambda piece: piece.rank)]:
            ordered += _joined(column)
    return ordered


def _pieces(element: Element, rank: int) -> list[Piece]:
    if isinstance(element, PageTable):
        return [Piece(element.box, rank, element)]
    parts: list[list[Word]] = [[element[0]]]
    for last, word in pairwise(element):
        if word.left - last.right > WORD_GAP * last.height or word.left < last.left:
            parts.append([])
        parts[-1].append(word)
    return [Piece(_around(words), rank, words) for words in parts]


def _around(words: Sequence[Word]) -> Box:
    return (
        min(word.left for word in words),
        min(word.bottom for word in words),
        max(word.right for word in words),
        max(word.top for word in words),
    )


def _strips(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces in groups between which a straight line across the page meets nothing, from the top."""
    strips: list[list[Piece]] = []
    floor = 0.0
    for piece in sorted(pieces, key=lambda piece: -piece.box[3]):
        bottom, top = piece.box[1], piece.box[3]
        margin = SHRINK * min(top - bottom, 20)
        if not strips or top - margin < floor:
            strips.append([])
            floor = bottom + margin
        strips[-1].append(piece)
        floor = min(floor, bottom + margin)
    return strips


def _bands(strips: Sequence[list[Piece]], page: Interval) -> list[Band]:
    bands: list[Band] = []
    for strip in strips:
        free = _free(strip, page)
        if bands:
            last = bands[-1]
            common = _common(last.free, free)
            kept, had = len(_gutters(common, page)), len(_gutters(last.free, page))
            if kept >= had and (had > 0 or not _gutters(free, page)):
                last.pieces += strip
                last.free = common
                last.strips += 1
                continue
        bands.append(Band(list(strip), free))
    return bands


def _free(strip: Sequence[Piece], page: Interval) -> list[Interval]:
    """The intervals of the width of the page that a strip leaves free."""
    free: list[Interval] = []
    end = page[0] - MIN_GUTTER
    for piece in sorted(strip, key=lambda piece: piece.box[0]):
        if piece.box[0] - end >= MIN_GUTTER:
            free.append((end, piece.box[0]))
        end = max(end, piece.box[2])
    return [*free, (end, page[1] + MIN_GUTTER)] if page[1] + MIN_GUTTER > end else free


def _common(first: Sequence[Interval], second: Sequence[Interval]) -> list[Interval]:
    both = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return [(start, end) for start, end in both if end - start >= MIN_GUTTER]


def _gutters(free: Sequence[Interval], page: Interval) -> list[Interval]:
    """The free intervals inside the page: those at its edges are margins."""
    return [(start, end) for start, end in free if start > page[0] and end < page[1]]


def _columns(band: Band) -> list[list[Piece]]:
    """The columns of a band, from the left; none when it is not made of columns of prose."""
    edges = sorted((start + end) / 2 for start, end in band.free)
    parts: dict[int, list[Piece]] = {}
    for piece in band.pieces:
        parts.setdefault(sum(piece.middle > edge for edge in edges), []).append(piece)
    columns = [sorted(parts[place], key=lambda piece: (-piece.box[3], piece.box[0])) for place in sorted(parts)]
    return columns if len(columns) > 1 and all(map(_is_prose, columns)) else []


def _is_prose(column: Sequence[Piece]) -> bool:
    lines = [piece for piece in column if isinstance(piece.element, list)]
    if len(lines) < MIN_LINES:
        return False
    width = max(piece.box[2] for piece in lines) - min(piece.box[0] for piece in lines)
    height = max(piece.box[3] for piece in column) - min(piece.box[1] for piece in column)
    return (
        median(piece.box[2] - piece.box[0] for piece in lines) >= MIN_WIDTH_SHARE * width
        and median(piece.characters for piece in lines) >= MIN_CHARACTERS
        and sum(piece.box[3] - piece.box[1] for piece in column) >= MIN_FILL * height
    )


def _joined(pieces: Sequence[Piece]) -> list[Element]:
    """The pieces of one line put together again."""
    joined: list[Element] = []
    rank = -1
    for piece in pieces:
        last = joined[-1] if joined else None
        if piece.rank == rank and isinstance(last, list) and isinstance(piece.element, list):
            joined[-1] = last + piece.element
        else:
            joined.append(piece.element)
        rank = piece.rank
    return joined
