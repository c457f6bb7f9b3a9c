"""DOCX: headings, paragraphs, lists, text boxes and tables in the order of the document; notes at their call."""

import io
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.grid import Grid, add_grid
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder
from ingestion.parsers.office import UNPACK_ERRORS, check_archive
from ingestion.parsers.properties import keyword_metadata
from ingestion.parsers.wordprocessing import flatten, name, value

CONTENTS_STYLE = re.compile(r"(?:toc|tm) \d", re.IGNORECASE)
HEADING_STYLE = re.compile(r"(?:heading|titre)\s*(\d)", re.IGNORECASE)
LIST_STYLE = re.compile(r"(?:list|liste)\b\D*(\d)?", re.IGNORECASE)
TITLE_STYLES = frozenset({"title", "titre"})
MAX_STYLE_CHAIN = 20


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of a Word document; raises ParseError when it is damaged."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
        flatten(document)
        builder = TextBuilder()
        builder.metadata = keyword_metadata(document.core_properties.keywords or "")
        _Reader(builder, _styles(document)).add_all(document.element.body)
        title = document.core_properties.title
    except (PackageNotFoundError, XMLSyntaxError, KeyError, AttributeError, TypeError, *UNPACK_ERRORS) as error:
        raise ParseError("document Word endommagé ou d'un autre format") from error
    return builder.build(title=title or builder.first_heading or path.stem)


class _Style:
    """A paragraph style with those that it is based on, nearest first."""

    def __init__(self, chain: list[Any]) -> None:
        self._chain = chain

    @cached_property
    def names(self) -> list[str]:
        return [value(style.find(name("w:name"))).lower() for style in self._chain]

    @cached_property
    def heading_level(self) -> int | None:
        """The level of a heading style, whatever it was called: by its name or its place in the outline."""
        for style, called in zip(self._chain, self.names, strict=True):
            if match := HEADING_STYLE.match(called):
                return int(match[1])
            if called in TITLE_STYLES:
                return 1
            if (level := outline_level(style)) is not None:
                return level
        return None

    @cached_property
    def list_level(self) -> int | None:
        """The level of a list style, from 0."""
        if match := LIST_STYLE.match(self.names[0]) if self.names else None:
            return int(match[1] or 1) - 1
        return next((level for style in self._chain if (level := numbering_level(style)) is not None), None)

    @property
    def is_contents(self) -> bool:
        return any(CONTENTS_STYLE.match(called) for called in self.names)


def outline_level(element: Any) -> int | None:
    """The outline level (from 1) that the properties of a paragraph or a style give."""
    level = value(element.find(f"{name('w:pPr')}/{name('w:outlineLvl')}"))
    return int(level) + 1 if level.isdigit() and int(level) < 9 else None


def numbering_level(element: Any) -> int | None:
    """The list level (from 0) that the properties of a paragraph or a style give."""
    numbering = element.find(f"{name('w:pPr')}/{name('w:numPr')}")
    if numbering is None or value(numbering.find(name("w:numId"))) == "0":
        return None
    level = value(numbering.find(name("w:ilvl")))
    return int(level) if level.isdigit() else 0


def _styles(document: Any) -> dict[str, _Style]:
    found = {style.get(name("w:styleId"), ""): style for style in document.styles.element.iter(name("w:style"))}
    return {key: _Style(list(_chain(key, found))) for key in found}


def _chain(key: str, found: dict[str, Any]) -> Iterator[Any]:
    for _ in range(MAX_STYLE_CHAIN):
        if key not in found:
            return
        yield found[key]
        key = value(found[key].find(name("w:basedOn")))


class _Reader:
    def __init__(self, builder: TextBuilder, styles: dict[str, _Style]) -> None:
        self._builder = builder
        self._styles = styles
        self._items: list[str] = []

    def add_all(self, body: Any) -> None:
        """Add the paragraphs and tables of a body."""
        for element in body:
            if element.tag == name("w:p"):
                self._paragraph(element)
            elif element.tag == name("w:tbl"):
                self._flush_list()
                add_grid(self._builder, _grid(element))
        self._flush_list()

    def _paragraph(self, paragraph: Any) -> None:
        style = self._styles.get(str(paragraph.style or ""), _Style([]))
        heading = outline_level(paragraph) or style.heading_level
        own = numbering_level(paragraph)
        level = own if own is not None else style.list_level
        if heading is None and level is not None and paragraph.text.strip():
            self._items.append(f"{'  ' * level}- {' '.join(paragraph.text.split())}")
            return
        self._flush_list()
        if heading is not None:
            self._builder.heading(paragraph.text, heading)
        elif not style.is_contents:
            self._builder.add(BlockKind.PARAGRAPH, paragraph.text)

    def _flush_list(self) -> None:
        self._builder.add(BlockKind.LIST, "\n".join(self._items))
        self._items.clear()


def _grid(table: Any) -> Grid:
    """The cells of a table; one that spans rows is repeated in each, one that spans columns is read once."""
    rows: list[list[str]] = []
    above: dict[int, str] = {}
    header_rows = 0
    for row in table.findall(name("w:tr")):
        cells: list[str] = []
        place = 0
        for cell in row.findall(name("w:tc")):
            merge = cell.find(f"{name('w:tcPr')}/{name('w:vMerge')}")
            continues = merge is not None and value(merge) != "restart"
            text = above.get(place, "") if continues else _cell(cell)
            above[place] = text
            cells.append(text)
            span = value(cell.find(f"{name('w:tcPr')}/{name('w:gridSpan')}"))
            place += int(span) if span.isdigit() else 1
        is_header = row.find(f"{name('w:trPr')}/{name('w:tblHeader')}") is not None
        header_rows += is_header and header_rows == len(rows)
        rows.append(cells)
    return Grid(rows=rows, header_rows=header_rows or 1)


def _cell(cell: Any) -> str:
    """The words of a cell; those of a table inside it follow in their order."""
    return " ".join(" ".join(paragraph.text for paragraph in cell.iter(name("w:p"))).split())
