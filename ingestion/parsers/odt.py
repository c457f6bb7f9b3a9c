"""ODT: headings, paragraphs, lists, frames and tables in the order of the document; notes where they are called."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.grid import Grid, add_grid
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder
from ingestion.parsers.odf import DAMAGED, DRAW, OFFICE, STYLE, TABLE, TEXT, count, open_content, properties, words

HEADING_STYLE = re.compile(r"(?:heading|titre)_20_(\d+)$", re.IGNORECASE)
TITLE_STYLES = frozenset({"Title", "Titre"})
CONTAINERS = frozenset({f"{TEXT}section", f"{TEXT}numbered-paragraph", f"{OFFICE}text", f"{DRAW}text-box"})
MAX_REPEATED = 1000


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of an OpenDocument text; raises ParseError when it is damaged."""
    root = open_content(data)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ParseError(DAMAGED)
    builder = TextBuilder()
    title, builder.metadata = properties(data)
    _Reader(builder, _parent_styles(root)).add(body)
    return builder.build(title=title or builder.first_heading or path.stem)


def _parent_styles(root: Any) -> Mapping[str, str]:
    """The named style behind each automatic one: a heading that was centred by hand is still a heading."""
    return {
        style.get(f"{STYLE}name", ""): style.get(f"{STYLE}parent-style-name", "")
        for style in root.iter(f"{STYLE}style")
    }


class _Reader:
    def __init__(self, builder: TextBuilder, parent_styles: Mapping[str, str]) -> None:
        self._builder = builder
        self._parent_styles = parent_styles

    def add(self, node: Any) -> None:
        """Add a node and what it holds."""
        match node.tag:
            case tag if tag in CONTAINERS:
                for child in node:
                    self.add(child)
            case tag if tag in {f"{TEXT}h", f"{TEXT}p"}:
                self._paragraph(node)
            case tag if tag == f"{TEXT}list":
                self._list(node)
            case tag if tag == f"{TABLE}table":
                add_grid(self._builder, _grid(node))
            case tag if tag == f"{DRAW}frame":
                self._boxes(node)

    def _paragraph(self, node: Any) -> None:
        level = self._level(node)
        if level is None:
            self._builder.add(BlockKind.PARAGRAPH, words(node))
        else:
            self._builder.heading(words(node), level)
        self._boxes(node)

    def _level(self, node: Any) -> int | None:
        if node.tag == f"{TEXT}h":
            return count(node, f"{TEXT}outline-level", 10)
        style = str(node.get(f"{TEXT}style-name", ""))
        named = self._parent_styles.get(style) or style
        match = HEADING_STYLE.match(named)
        return int(match[1]) if match else 1 if named in TITLE_STYLES else None

    def _boxes(self, node: Any) -> None:
        """The text boxes anchored in a paragraph, after it."""
        for box in node.iter(f"{DRAW}text-box"):
            if next(box.iterancestors(f"{DRAW}text-box"), None) is None:
                self.add(box)

    def _list(self, node: Any) -> None:
        """A list whose items are headings is the numbering of these; any other is a list."""
        if next(node.iter(f"{TEXT}h"), None) is not None:
            for child in node.iter(f"{TEXT}h", f"{TEXT}p"):
                self._paragraph(child)
            return
        self._builder.add(BlockKind.LIST, "\n".join(_items(node, 0)))
        self._boxes(node)


def _items(node: Any, level: int) -> Iterator[str]:
    for item in node:
        own = [" ".join(words(child).split()) for child in item if child.tag in {f"{TEXT}p", f"{TEXT}h"}]
        if any(own):
            yield f"{'  ' * level}- {' '.join(own)}"
        for inner in item:
            if inner.tag == f"{TEXT}list":
                yield from _items(inner, level + 1)


def _grid(table: Any) -> Grid:
    """The cells of a table; one that spans rows is repeated in each, one that spans columns is read once."""
    rows: list[list[str]] = []
    spanning: dict[int, tuple[int, str]] = {}
    header_rows = 0
    for row in _rows(table):
        cells: list[str] = []
        place = 0
        for cell in row:
            if cell.tag == f"{TABLE}covered-table-cell":
                left, above = spanning.get(place, (0, ""))
                if left:
                    cells.append(above)
                    spanning[place] = left - 1, above
                place += 1
            elif cell.tag == f"{TABLE}table-cell":
                text = _cell(cell)
                times = count(cell, f"{TABLE}number-columns-repeated", MAX_REPEATED) if text else 1
                spanning[place] = count(cell, f"{TABLE}number-rows-spanned", MAX_REPEATED) - 1, text
                cells += [text] * times
                place += times
        rows.append(cells)
        header_rows += row.getparent().tag == f"{TABLE}table-header-rows"
    return Grid(rows=rows, header_rows=header_rows or 1)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table itself, not those of a table inside its cells."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}:
            yield from _rows(child)


def _cell(cell: Any) -> str:
    """The words of a cell; those of a list or a table inside it follow in their order."""
    return " ".join(" ".join(words(part) for part in cell.iter(f"{TEXT}p", f"{TEXT}h")).split())
