"""The straight lines that a page of pdfium draws: strokes, thin rectangles and the sides of the others."""

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from ingestion.parsers.pdf_page import Box, turned

THIN = 3.0
MIN_RULE = 0.5
MAX_PATHS = 6000
MAX_SEGMENTS = 1000
MAX_DEPTH = 4
WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A straight line across or down a page, ``at`` its height or its abscissa."""

    is_vertical: bool
    at: float
    start: float
    end: float
    is_drawn: bool = True  # or else it is the side of a background

    @classmethod
    def of_box(cls, box: Box, is_drawn: bool) -> "Rule":
        """The line that a thin box draws."""
        left, bottom, right, top = box
        if right - left < top - bottom:
            return cls(True, (left + right) / 2, bottom, top, is_drawn)
        return cls(False, (bottom + top) / 2, left, right, is_drawn)


def page_rules(page: Any, quarter_turns: int) -> list[Rule]:
    """The rules of a page, once turned so that its text reads upright."""
    rules = (Rule.of_box(turned(box, quarter_turns), is_drawn) for box, is_drawn in _thin_boxes(page))
    return [rule for rule in rules if rule.end - rule.start >= MIN_RULE]


def _thin_boxes(page: Any) -> Iterator[tuple[Box, bool]]:
    from pypdfium2 import raw

    walker = _Paths(raw)
    for count, (path, matrix) in enumerate(walker.of_page(page.raw)):
        if count >= MAX_PATHS:
            return
        yield from walker.lines(path, matrix)


class _Paths:
    """The paths of a page through the C interface of pdfium."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._left, self._bottom, self._right, self._top = (ctypes.c_float() for _ in range(4))
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._matrix = raw.FS_MATRIX()

    def of_page(self, page: Any) -> Iterator[tuple[Any, Matrix]]:
        raw = self._raw
        objects = (raw.FPDFPage_GetObject(page, place) for place in range(raw.FPDFPage_CountObjects(page)))
        yield from self._in(objects, IDENTITY, depth=0)

    def _in(self, objects: Iterable[Any], matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
        raw = self._raw
        for item in objects:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                yield item, matrix
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                inner = (raw.FPDFFormObj_GetObject(item, n) for n in range(raw.FPDFFormObj_CountObjects(item)))
                yield from self._in(inner, _product(self._own_matrix(item), matrix), depth + 1)

    def _own_matrix(self, item: Any) -> Matrix:
        self._raw.FPDFPageObj_GetMatrix(item, self._matrix)
        own = self._matrix
        return own.a, own.b, own.c, own.d, own.e, own.f

    def lines(self, path: Any, matrix: Matrix) -> Iterator[tuple[Box, bool]]:
        raw = self._raw
        if not self._is_seen(path):
            return
        if matrix is IDENTITY and (thin := self._thin_bounds(path)):
            yield thin, True
            return
        count = raw.FPDFPath_CountSegments(path)
        if count > MAX_SEGMENTS:
            return
        yield from self._straight(path, count, _product(self._own_matrix(path), matrix))

    def _is_seen(self, path: Any) -> bool:
        """Whether a path draws anything: a clipping path does not, nor does a white background."""
        self._raw.FPDFPath_GetDrawMode(path, self._fill, self._stroke)
        if self._stroke.value:
            return True
        red, green, blue, alpha = self._colour
        self._raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
        return bool(self._fill.value and alpha.value and min(red.value, green.value, blue.value) < WHITE)

    def _thin_bounds(self, path: Any) -> Box | None:
        if not self._raw.FPDFPageObj_GetBounds(path, self._left, self._bottom, self._right, self._top):
            return None
        box = (self._left.value, self._bottom.value, self._right.value, self._top.value)
        return box if min(box[2] - box[0], box[3] - box[1]) < THIN else None

    def _straight(self, path: Any, count: int, matrix: Matrix) -> Iterator[tuple[Box, bool]]:
        """The sides of each shape of a path that go straight across or down; a thin shape is one line."""
        for points in self._shapes(path, count, matrix):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            if min(box[2] - box[0], box[3] - box[1]) < THIN:
                yield box, True
                continue
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) < 1:
                    yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), bool(self._stroke.value)

    def _shapes(self, path: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        raw = self._raw
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        for place in range(count):
            segment = raw.FPDFPath_GetPathSegment(path, place)
            raw.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            x, y = self._x.value, self._y.value
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points
                points = []
            points.append((a * x + c * y + e, b * x + d * y + f))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if len(points) > 1:
            yield points


def _product(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
