"""From the lines of pages to headings and paragraphs."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingestion.parsers.model import BlockKind, TextBuilder

LARGER = 1.12
SAME_SIZE = 0.96
HEADING_MAX_CHARACTERS = 160
EDGE_LINES = 2
MIN_REPETITIONS = 3
BULLET = re.compile(r"^(?:[•●▪◦‣⁃–—-]|\d{1,2}[.)]|[a-z]\)|[oO])\s+\S")
LINE_HYPHEN = re.compile(r"[\x02\u00ad\ufffe]$|(?<=[^\W\d_])-$")
NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, the place of its first character (points from the bottom left), its height."""

    text: str
    page: int
    left: float = 0.0
    bottom: float = 0.0
    height: float = 0.0
    is_bold: bool = False


def drop_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without their running headers, footers and page numbers."""
    edges = Counter(key for lines in pages for key in {_running_key(line) for line in _edge(lines)})
    limit = max(MIN_REPETITIONS, len(pages) // 3)
    running = {key for key, count in edges.items() if count >= limit}
    return [
        [line for line in lines if not (line in _edge(lines) and (_running_key(line) in running))] for lines in pages
    ]


def _edge(lines: Sequence[Line]) -> list[Line]:
    by_height = sorted(lines, key=lambda line: line.bottom)
    return [*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]]


def _running_key(line: Line) -> str:
    return NUMBERS.sub("#", line.text).lower()


def add_lines(builder: TextBuilder, pages: Sequence[Sequence[Line]]) -> None:
    """Add the lines of pages as headings, lists and paragraphs."""
    lines = [line for page in pages for line in page]
    body = _body_height(lines)
    levels = _heading_levels(lines, body)
    words = set(re.findall(r"[^\W\d_]+", " ".join(line.text for line in lines).lower()))
    group: list[Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, levels):
            _flush(builder, group, levels, words)
            group = []
        group.append(line)
    if group:
        _flush(builder, group, levels, words)


def _body_height(lines: Sequence[Line]) -> float:
    heights: Counter[float] = Counter()
    for line in lines:
        heights[line.height] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


Levels = dict[tuple[float, bool], int]


def _heading_levels(lines: Sequence[Line], body: float) -> Levels:
    """The level of each style that is a heading's: larger than the body, or bold where the body is not."""
    if not body:
        return {}
    weight: Counter[bool] = Counter()
    for line in lines:
        weight[line.is_bold] += len(line.text)
    body_is_bold = weight[True] > weight[False]
    styles = {(line.height, line.is_bold) for line in lines}
    larger = [style for style in styles if style[0] > body * LARGER]
    bold = [style for style in styles if style[1] and not body_is_bold and body * 0.95 <= style[0] <= body * LARGER]
    sizes = _distinct_sizes(height for height, _ in larger)
    levels = {style: sum(size * SAME_SIZE > style[0] for size in sizes) + 1 for style in larger}
    return levels | dict.fromkeys(bold, len(sizes) + 1)


def _distinct_sizes(heights: Iterable[float]) -> list[float]:
    """The sizes of the headings, largest first: an accent or a slanted letter does not make another size."""
    sizes: list[float] = []
    for height in sorted(heights, reverse=True):
        if not sizes or height < sizes[-1] * SAME_SIZE:
            sizes.append(height)
    return sizes


def _level(line: Line, levels: Levels) -> int | None:
    if len(line.text) > HEADING_MAX_CHARACTERS or not re.search(r"[^\W\d_]{2}", line.text):
        return None
    return levels.get((line.height, line.is_bold))


def _continues(previous: Line, line: Line, levels: Levels) -> bool:
    if previous.page != line.page or _level(previous, levels) != _level(line, levels):
        return False
    if _level(line, levels) is not None:
        return 0 < previous.bottom - line.bottom < 1.8 * line.height
    if BULLET.match(line.text):
        return False
    drop = previous.bottom - line.bottom
    return drop <= 1.65 * max(line.height, previous.height, 1.0) or previous.height == 0.0


def _flush(builder: TextBuilder, group: Sequence[Line], levels: Levels, words: set[str]) -> None:
    text = join_lines([line.text for line in group], words)
    level = _level(group[0], levels)
    if level is not None and not text.endswith((".", ";", ",")):
        builder.heading(text, level, page=group[0].page)
    else:
        kind = BlockKind.LIST if BULLET.match(text) else BlockKind.PARAGRAPH
        builder.add(kind, text, page=group[0].page)


def join_lines(lines: Sequence[str], words: set[str]) -> str:
    """One text of the lines of a paragraph; a word cut by a hyphen is joined unless its hyphen is its own.

    ``words`` are those of the document, in lower case: «peut-être» keeps its hyphen because «peutêtre» is not one.
    """
    text = lines[0]
    for line in lines[1:]:
        hyphen = LINE_HYPHEN.search(text)
        if hyphen is None:
            text = f"{text} {line}"
            continue
        stem = text[: hyphen.start()]
        head = re.findall(r"[^\W\d_]*$", stem)[0].lower()
        tail = re.findall(r"^[^\W\d_]*", line)[0].lower()
        own_hyphen = text.endswith("-") and f"{head}{tail}" not in words and head in words and tail in words
        text = f"{text}{line}" if own_hyphen or not tail else f"{stem}{line}"
    return text.replace("\x02", "").replace("\ufffe", "")
