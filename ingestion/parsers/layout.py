"""From the lines and tables of pages to headings, paragraphs, lists and tables."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingestion.parsers.lines import Element, Line, PageTable
from ingestion.parsers.model import BlockKind, TextBuilder
from ingestion.parsers.table_blocks import TableBlocks

LARGER = 1.12
SAME_SIZE = 0.93
HEADING_MAX_CHARACTERS = 160
HEADING_MAX_LINES = 6
SENTENCE_ENDS = (".", "!", "?", ":", ";")
SYMBOL_BULLET = re.compile(r"^[•●▪◦‣⁃■–—-]\s*(?=\S)|^[oO]\s+(?=\S)")
BULLET = re.compile(SYMBOL_BULLET.pattern + r"|^(?:\d{1,2}[.)]|[a-z]\))\s+\S")
LINE_HYPHEN = re.compile(r"[\x02\u00ad\ufffe]$|(?<=[^\W\d_])-$")
LETTERS = re.compile(r"[^\W\d_]+")

Levels = dict[tuple[float, bool], int]


def add_elements(builder: TextBuilder, pages: Sequence[Sequence[Element]]) -> None:
    """Add what pages hold as headings, lists, paragraphs and tables."""
    lines = [element for page in pages for element in page if isinstance(element, Line)]
    levels = _heading_levels(lines, _body_height(lines))
    words = _whole_words(lines)
    tables = TableBlocks(builder)
    group: list[Line] = []
    goes_on = False
    for element in (element for page in pages for element in page):
        if group and (isinstance(element, PageTable) or not _continues(group[-1], element, levels)):
            _flush(builder, group, levels, words)
            group = []
        if isinstance(element, PageTable):
            rows = [tuple(join_lines(cell.split("\n"), words) for cell in row) for row in element.rows]
            tables.add(element, rows, goes_on=goes_on)
        else:
            group.append(element)
        goes_on = isinstance(element, PageTable)
    if group:
        _flush(builder, group, levels, words)


def _whole_words(lines: Sequence[Line]) -> set[str]:
    """The words of a document, in lower case, without the two halves of those that a line end cuts."""
    words: set[str] = set()
    after_cut = False
    for line in lines:
        found = LETTERS.findall(line.text.lower())
        is_cut = LINE_HYPHEN.search(line.text) is not None
        words.update(found[after_cut : len(found) - is_cut])
        after_cut = is_cut
    return words


def _body_height(lines: Sequence[Line]) -> float:
    heights: Counter[float] = Counter()
    for line in lines:
        heights[line.height] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


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
    if len(line.text) > HEADING_MAX_CHARACTERS or SYMBOL_BULLET.match(line.text):
        return None
    if not re.search(r"[^\W\d_]{2}", line.text):
        return None
    return levels.get((line.height, line.is_bold))


def _continues(previous: Line, line: Line, levels: Levels) -> bool:
    if previous.page != line.page or _level(previous, levels) != _level(line, levels):
        return False
    drop = previous.bottom - line.bottom
    if _level(line, levels) is not None:
        return 0 < drop < 1.8 * line.height
    if BULLET.match(line.text):
        return False
    height = max(line.height, previous.height, 1.0)
    if drop < -height:  # the text goes on at the top of another column, unless it had come to an end
        return not previous.text.endswith(SENTENCE_ENDS)
    return drop <= 1.65 * height or previous.height == 0.0


def _flush(builder: TextBuilder, group: Sequence[Line], levels: Levels, words: set[str]) -> None:
    text = join_lines([line.text for line in group], words)
    level = _level(group[0], levels) if len(group) <= HEADING_MAX_LINES else None
    if level is not None and not text.endswith((".", ";", ",")):
        builder.heading(text, level, page=group[0].page)
    else:
        kind = BlockKind.LIST if BULLET.match(text) else BlockKind.PARAGRAPH
        builder.add(kind, text, page=group[0].page)


def join_lines(lines: Sequence[str], words: set[str]) -> str:
    """One text of the lines of a paragraph; a word cut by a hyphen is joined unless its hyphen is its own.

    ``words`` are those of the document, in lower case: «peut-être» keeps its hyphen because «peutêtre» is not one, and
    so does «LANGUEDOC-ROUSSILLON» since capitals are not cut.
    """
    text = lines[0]
    for line in lines[1:]:
        hyphen = LINE_HYPHEN.search(text)
        if hyphen is None:
            text = f"{text} {line}"
            continue
        stem = text[: hyphen.start()]
        head = re.findall(r"[^\W\d_]*$", stem)[0]
        tail = re.findall(r"^[^\W\d_]*", line)[0]
        text = f"{stem}-{line}" if _keeps_hyphen(head, tail, words) else f"{stem}{line}"
    return text.replace("\x02", "").replace("\ufffe", "")


def _keeps_hyphen(head: str, tail: str, words: set[str]) -> bool:
    if not tail:
        return True
    if f"{head}{tail}".lower() in words:
        return False
    capitals = len(head) > 1 and head.isupper() and tail[0].isupper()
    proper = tail[0].isupper() and not head.isupper()
    return capitals or proper or (head.lower() in words and tail.lower() in words)
