"""Cut a passage into what can be quoted by itself: whole sentences, list items after the sentence that introduces them,
table rows under their header. A piece that the passage cuts, at its start or its end, is left out.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from assistant.domain import Frozen
from assistant.language import split_sentences

ITEM = re.compile(r"(?:[-•*–]|\d{1,2}[.)])\s+")
TABLE_RULE = re.compile(r"[|:\s-]+")
CUT_START = re.compile(r"(?:\d+ )?[a-zà-ÿ]")  # the number of a page may stand before what goes on
ENDS = (".", "!", "?", "…", "»", ")")
CONTINUES = (*ENDS, ":", ";")
ELISION = " […] "
CELL = " | "
HEADING_WORDS = 3
BOLD = "**"


class SegmentKind(StrEnum):
    """What a segment is in its passage."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


class Segment(Frozen):
    """A quotable piece: ``own`` in the words of the passage, ``intro`` the sentence before its list, ``labels`` the
    header of its table, one for each cell of ``cells``; ``table`` numbers the tables of the passage.
    """

    kind: SegmentKind
    own: str
    intro: str = ""
    follows_intro: bool = False
    labels: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    table: int = 0

    @property
    def text(self) -> str:
        """The segment as quoted: «Seuil : 10 000 m² | Échéance : 1er juillet 2026»."""
        if self.kind is SegmentKind.ROW:
            return CELL.join(f"{label} : {cell}" if label else cell for label, cell in self.told)
        if self.intro:
            return f"{self.intro}{' ' if self.follows_intro else ELISION}{self.own}"
        return self.own

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """The cells of a row that say something, each with its label."""
        return tuple((label, cell) for label, cell in zip(self.labels, self.cells, strict=True) if cell)


class _Block(Frozen):
    """Lines that go together: a paragraph, a list item or a table."""

    kind: SegmentKind
    lines: tuple[str, ...]
    is_numbered: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def segments(text: str) -> list[Segment]:
    """The quotable pieces of a text, in order."""
    blocks = list(_blocks(text))
    found: list[Segment] = []
    intro, first_item = "", True
    for index, block in enumerate(blocks):
        if block.kind is SegmentKind.ROW:
            found += _rows(block, table=index)
        elif block.kind is SegmentKind.ITEM:
            follows = first_item and not block.is_numbered  # a quotation leaves the number out
            found.append(
                Segment(kind=SegmentKind.ITEM, own=block.text.replace(BOLD, ""), intro=intro, follows_intro=follows)
            )
            first_item = False
            continue
        else:
            sentences = _whole(block.text, is_first=index == 0, is_last=index == len(blocks) - 1)
            found += [Segment(kind=SegmentKind.SENTENCE, own=one) for one in sentences if not one.endswith(":")]
        intro = _introduction(block)
        first_item = True
    return found


def _blocks(text: str) -> Iterator[_Block]:
    kind, lines, is_open, is_numbered = SegmentKind.SENTENCE, list[str](), False, False
    for raw in text.split("\n"):
        line = _bare(raw)
        if not line:
            is_open = False
            continue
        line_kind = _kind(line)
        if lines and _goes_on(line, line_kind, kind, lines[-1], is_open=is_open):
            lines.append(line)
        else:
            if lines:
                yield _Block(kind=kind, lines=tuple(lines), is_numbered=is_numbered)
            is_numbered = line[0].isdecimal()
            kind, lines = line_kind, [ITEM.sub("", line, count=1) if line_kind is SegmentKind.ITEM else line]
        is_open = True
    if lines:
        yield _Block(kind=kind, lines=tuple(lines), is_numbered=is_numbered)


def _kind(line: str) -> SegmentKind:
    if line.startswith("|"):
        return SegmentKind.ROW
    return SegmentKind.ITEM if ITEM.match(line) else SegmentKind.SENTENCE


def _goes_on(line: str, line_kind: SegmentKind, kind: SegmentKind, last: str, *, is_open: bool) -> bool:
    """Whether a line goes on with the block before it; a page sets an empty line inside a sentence at times."""
    if line_kind is SegmentKind.ROW or kind is SegmentKind.ROW:
        return is_open and line_kind is kind
    if line_kind is SegmentKind.ITEM:
        return False
    return is_open or (line[0].islower() and not last.endswith(CONTINUES))


def _bare(line: str) -> str:
    return " ".join(line.removeprefix("> ").split())


def _whole(text: str, *, is_first: bool, is_last: bool) -> list[str]:
    """The sentences of a paragraph, but for one that the passage cuts."""
    sentences = split_sentences(text)
    if is_first and sentences and CUT_START.match(sentences[0]):
        sentences = sentences[1:]
    if is_last and len(sentences) > 1 and not sentences[-1].endswith(CONTINUES):
        sentences = sentences[:-1]
    return [one.replace(BOLD, "") for one in _with_run_in_heading(sentences)]


def _with_run_in_heading(sentences: list[str]) -> list[str]:
    """The sentences of a paragraph, a heading run into it («Procédure adaptée.») joined to the first one; one in bold
    is already.
    """
    if len(sentences) > 1 and len(sentences[0].split()) <= HEADING_WORDS and sentences[0].endswith("."):
        return [f"{sentences[0]} {sentences[1]}", *sentences[2:]]
    return sentences


def _introduction(block: _Block) -> str:
    """The last sentence of a paragraph when it introduces what follows."""
    last = split_sentences(block.text)[-1] if block.kind is SegmentKind.SENTENCE else ""
    return last.replace(BOLD, "") if last.endswith(":") else ""


def _rows(block: _Block, *, table: int) -> Iterator[Segment]:
    rows = [_cells(line) for line in block.lines if not TABLE_RULE.fullmatch(line)]
    header, body = (rows[0], rows[1:]) if len(rows) > 1 else ([""] * len(rows[0]) if rows else [], rows)
    for row in body:
        cells = (*row, *[""] * len(header))[: max(len(header), len(row))]
        labels = (*header, *[""] * len(cells))[: len(cells)]
        yield Segment(kind=SegmentKind.ROW, own=CELL.join(row), labels=tuple(labels), cells=tuple(cells), table=table)


def _cells(line: str) -> list[str]:
    return [cell.replace(BOLD, "").strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
