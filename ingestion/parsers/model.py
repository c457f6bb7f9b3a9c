"""What a parser gives: the whole normalised text, and the blocks that structure it."""

import re
import unicodedata
from enum import StrEnum

from pydantic import Field

from assistant.domain import Frozen

CONTROL = re.compile(r"[^\S\n]+|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff]")
SOFT_HYPHEN = re.compile("\u00ad\n?")


class BlockKind(StrEnum):
    """Nature of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"


class Block(Frozen):
    """A span of the text, under its headings (outermost first); ``page`` counts from 1, None without pages."""

    kind: BlockKind
    start: int
    end: int
    page: int | None
    heading_path: tuple[str, ...]


class ParsedText(Frozen):
    """A parsed document. Blocks are disjoint, in order, and cover all but white space.

    ``warnings`` say, in French, what could not be read; ``metadata`` holds what the document tells of itself.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    metadata: dict[str, str] = Field(default_factory=dict)


class TextBuilder:
    """Builds a ParsedText block by block, keeping the current path of headings."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._headings: list[tuple[int, str]] = []
        self.warnings: list[str] = []
        self.metadata: dict[str, str] = {}

    def heading(self, text: str, level: int, *, page: int | None = None) -> None:
        """A heading of a level (1 is the outermost); it closes those of its level and below."""
        clean = clean_line(text)
        if not clean:
            return
        self._headings = [entry for entry in self._headings if entry[0] < level] + [(level, clean)]
        self._append(BlockKind.HEADING, clean, page)

    def add(self, kind: BlockKind, text: str, *, page: int | None = None) -> None:
        """A block under the current headings; an empty one is nothing. The items of a list keep their indent."""
        clean = clean_list(text) if kind is BlockKind.LIST else clean_text(text)
        if clean:
            self._append(kind, clean, page)

    def _append(self, kind: BlockKind, text: str, page: int | None) -> None:
        path = tuple(heading for _, heading in self._headings)
        start = self._length
        self._blocks.append(Block(kind=kind, start=start, end=start + len(text), page=page, heading_path=path))
        self._parts.append(text)
        self._length += len(text) + 2

    @property
    def is_empty(self) -> bool:
        """Whether nothing readable was added."""
        return not self._blocks

    @property
    def first_heading(self) -> str:
        """The text of the first heading, or an empty string."""
        return next((block.heading_path[-1] for block in self._blocks if block.kind is BlockKind.HEADING), "")

    def build(self, *, title: str) -> ParsedText:
        """The parsed text, its blocks separated by an empty line."""
        return ParsedText(
            title=clean_line(title),
            text="\n\n".join(self._parts),
            blocks=tuple(self._blocks),
            warnings=tuple(self.warnings),
            metadata=self.metadata,
        )


def clean_text(text: str) -> str:
    """NFC text without control characters; runs of spaces are one, line ends are ``\\n``, no line is padded."""
    unified = unicodedata.normalize("NFC", SOFT_HYPHEN.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    spaced = CONTROL.sub(lambda match: _kept_space(match[0]), unified)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", spaced)).strip()


def _kept_space(run: str) -> str:
    if not run.isspace():
        return ""
    return run if run in {"\u00a0", "\u202f"} else " "


def clean_list(text: str) -> str:
    """The same for a list, where two spaces before an item are a level."""
    items = ((line, clean_text(line)) for line in text.split("\n"))
    lines = (f"{' ' * (len(line) - len(line.lstrip(' ')))}{clean}" for line, clean in items if clean)
    return "\n".join(lines).strip()


def clean_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean_text(text).split("\n"))
