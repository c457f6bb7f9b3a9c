"""Ruled tables of a page: the cells that pdfplumber finds between the rules that pdfium draws, and their text.

The reading of a page by pdfplumber is slow, so only its search of cells is used, on the
lines of pdfium; without it a table is read as text.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from ingestion.parsers.lines import PageTable
from ingestion.parsers.pdf_page import Box, Word
from ingestion.parsers.pdf_rules import Rule

SNAP = 2.0
JOIN = 4.0
TOUCH = 3.0
MAX_RULES = 600
MAX_CELL_CHARACTERS = 2500
MAX_LONE_CELL_CHARACTERS = 800
LONE_ROW_WIDTH = 0.7
MAX_SPANNING_CHARACTERS = 80

Edge = dict[str, Any]  # as pdfplumber has them: heights go down
Cells = tuple[tuple[Box | None, ...], ...]


def find_grids(rules: Sequence[Rule]) -> list[Cells]:
    """The tables that rules draw, of two columns or more; the sides of backgrounds count where no rule is drawn."""
    return _grids([rule for rule in rules if rule.is_drawn]) or _grids(rules)


def _grids(rules: Sequence[Rule]) -> list[Cells]:
    down = sum(rule.is_vertical for rule in rules)
    if down < 2 or len(rules) - down < 2:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    merged = merge_edges([_edge(rule) for rule in rules], SNAP, SNAP, JOIN, JOIN)
    if len(merged) > MAX_RULES:
        return []
    closed = merge_edges([*merged, *_closing_edges(merged)], SNAP, SNAP, JOIN, JOIN)
    cells = intersections_to_cells(edges_to_intersections(closed, TOUCH, TOUCH))
    grids = [_grid(group) for group in cells_to_tables(cells)]
    return [grid for grid in grids if len(grid[0]) >= 2]


def _edge(rule: Rule) -> Edge:
    if rule.is_vertical:
        return {
            "orientation": "v",
            "x0": rule.at,
            "x1": rule.at,
            "top": -rule.end,
            "bottom": -rule.start,
            "width": 0.0,
            "height": rule.end - rule.start,
        }
    return {
        "orientation": "h",
        "x0": rule.start,
        "x1": rule.end,
        "top": -rule.at,
        "bottom": -rule.at,
        "width": rule.end - rule.start,
        "height": 0.0,
    }


def _closing_edges(edges: Sequence[Edge]) -> Iterator[Edge]:
    """The side that a table leaves open, as at the end of a page: its rules stop there together, none closes them."""
    down = [edge for edge in edges if edge["orientation"] == "v"]
    across = [edge for edge in edges if edge["orientation"] == "h"]
    for end in ("top", "bottom"):
        for at, first, last in _open_ends(down, across, end, ("x0", "x1"), ("top", "bottom")):
            yield _edge(Rule(False, -at, first, last))
    for end in ("x0", "x1"):
        for at, first, last in _open_ends(across, down, end, ("top", "bottom"), ("x0", "x1")):
            yield _edge(Rule(True, at, -last, -first))


def _open_ends(
    edges: Sequence[Edge], others: Sequence[Edge], end: str, side: tuple[str, str], along: tuple[str, str]
) -> Iterator[tuple[float, float, float]]:
    """Where three parallel rules or more stop at one place and no other goes: the place, the first and the last."""
    ordered = sorted(edges, key=lambda edge: float(edge[end]))
    while ordered:
        at = float(ordered[0][end])
        group = [edge for edge in ordered if edge[end] - at <= TOUCH]
        ordered = ordered[len(group) :]
        first, last = min(float(edge[side[0]]) for edge in group), max(float(edge[side[0]]) for edge in group)
        goes_on = any(
            edge[along[0]] < at - 2 * TOUCH and edge[along[1]] > at + 2 * TOUCH and first <= edge[side[0]] <= last
            for edge in edges
        )
        closed = any(
            abs(edge[end] - at) <= 2 * TOUCH and edge[side[0]] < last and edge[side[1]] > first for edge in others
        )
        if len(group) >= 3 and not goes_on and not closed:
            yield at, first, last


def _grid(cells: Sequence[Box]) -> Cells:
    lefts = sorted({cell[0] for cell in cells})
    tops = sorted({cell[1] for cell in cells})
    found = {(cell[1], cell[0]): (cell[0], -cell[3], cell[2], -cell[1]) for cell in cells}
    return tuple(tuple(found.get((top, left)) for left in lefts) for top in tops)


def take_tables(lines: Sequence[list[Word]], grids: Sequence[Cells], page: int) -> list[list[Word] | PageTable]:
    """The lines of a page with its tables in the place of their words."""
    elements: list[list[Word] | PageTable] = list(lines)
    for cells in grids:
        elements = _with_table(elements, cells, page)
    return elements


def _with_table(elements: Sequence[list[Word] | PageTable], cells: Cells, page: int) -> list[list[Word] | PageTable]:
    boxes = [box for row in cells for box in row if box]
    inside: dict[Box, list[Word]] = {box: [] for box in boxes}
    rest: list[list[Word] | PageTable] = []
    place: int | None = None
    for element in elements:
        if isinstance(element, PageTable):
            rest.append(element)
            continue
        outside = []
        for word in element:
            box = _holder(word, boxes)
            if box is None:
                outside.append(word)
            else:
                inside[box].append(word)
        if len(outside) < len(element) and place is None:
            place = len(rest) + (bool(outside) and outside[0] is element[0])
        if outside:
            rest.append(outside)
    rows = _rows(cells, {box: _text(words) for box, words in inside.items()})
    around = _around(boxes)
    if place is None or not _is_table(rows) or (len(rows) == 1 and not _is_wide(around, elements)):
        return list(elements)
    rest.insert(place, PageTable(page, around, rows))
    return rest


def _is_wide(box: Box, elements: Sequence[list[Word] | PageTable]) -> bool:
    """Whether a box takes most of the width of a page: a lone row does, a few frames around words do not."""
    words = [word for element in elements if isinstance(element, list) for word in element]
    width = max(word.right for word in words) - min(word.left for word in words)
    return box[2] - box[0] >= LONE_ROW_WIDTH * width


def _holder(word: Word, boxes: Sequence[Box]) -> Box | None:
    x, y = (word.left + word.right) / 2, (word.bottom + word.top) / 2
    return next((box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _text(words: Sequence[Word]) -> str:
    """The text of a cell, its lines joined."""
    lines: list[list[Word]] = []
    for word in words:
        last = lines[-1][-1] if lines else None
        if last and abs(last.bottom - word.bottom) < 0.5 * word.height and word.left >= last.left:
            lines[-1].append(word)
        else:
            lines.append([word])
    texts = [" ".join(word.text for word in line) for line in lines]
    return "\n".join(texts).replace("|", "/")


def _rows(cells: Cells, texts: dict[Box, str]) -> tuple[tuple[str, ...], ...]:
    """The rows that hold text; a short cell that spans several rows is repeated in each of them."""
    rows: list[tuple[str, ...]] = []
    columns = range(len(cells[0]))
    filled = [column for column in columns if any(texts[box] for row in cells if (box := row[column]))]
    above: dict[int, Box] = {}
    for row in cells:
        shown: list[str] = []
        for column in filled:
            box = row[column]
            if box:
                above[column] = box
                shown.append(texts[box])
            elif (spanning := above.get(column)) and _spans(spanning, row):
                shown.append(texts[spanning] if len(texts[spanning]) <= MAX_SPANNING_CHARACTERS else "")
        if any(texts[box] for box in row if box):
            rows.append(tuple(shown))
    return tuple(rows)


def _spans(box: Box, row: Sequence[Box | None]) -> bool:
    """Whether a cell from above goes down along a row."""
    own = [other for other in row if other]
    return bool(own) and box[1] < max(other[3] for other in own) - TOUCH


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells hold data: the axes of a chart and a frame around a page have rules too."""
    shared = sum(sum(map(bool, row)) >= 2 for row in rows)
    longest = max((len(cell) for row in rows for cell in row), default=0)
    limit = MAX_CELL_CHARACTERS if len(rows) > 1 else MAX_LONE_CELL_CHARACTERS
    return shared >= 1 and 2 * shared >= len(rows) and longest <= limit
