"""Blocks of HTML: headings, paragraphs, lists with their levels, definition lists, tables with their headings."""

from typing import Any

from ingestion.parsers.grid import Grid, add_grid
from ingestion.parsers.model import BlockKind, TextBuilder

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu"})
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "contenu", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "p", "pre",
    "section", "summary", "table", "tr", *HEADINGS, *LISTS,
})  # fmt: skip
DROPPED = frozenset({"head", "script", "style", "noscript", "template", "title"})
MAX_SPAN = 200
MAX_REPEATED = 20_000  # cells that the spans of a table may add


def add_element(element: Any, builder: TextBuilder) -> None:
    """Add the blocks of an element, in the order in which they are read."""
    _Walk(builder).run(element)


class _Walk:
    """Gathers the words of a paragraph until a block begins or ends."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._words: list[str] = []

    def run(self, element: Any) -> None:
        self._visit(element)
        self._flush()

    def _visit(self, element: Any) -> None:
        name = tag(element)
        if name in DROPPED or not name:
            return
        if name in BLOCKS:
            self._flush()
        if name in HEADINGS:
            self._builder.heading(line_of(element), HEADINGS[name])
        elif name in LISTS:
            self._builder.add(BlockKind.LIST, "\n".join(list_items(element)))
        elif name == "dl":
            self._builder.add(BlockKind.LIST, "\n".join(_definitions(element)))
        elif name == "table" and not _is_layout(element):
            self._table(element)
        else:
            self._inside(element)
        if name in BLOCKS:
            self._flush()

    def _inside(self, element: Any) -> None:
        if tag(element) == "br":
            self._words.append("\n")
        self._words.append(_spaced(element.text))
        for child in element:
            self._visit(child)
            self._words.append(_spaced(child.tail))

    def _table(self, element: Any) -> None:
        for caption in element.iter("caption"):
            self._builder.add(BlockKind.PARAGRAPH, line_of(caption))
        add_grid(self._builder, grid_of(element))

    def _flush(self) -> None:
        self._builder.add(BlockKind.PARAGRAPH, "".join(self._words))
        self._words.clear()


def tag(element: Any) -> str:
    """The name of an element in lower case; empty for a comment or a processing instruction."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _spaced(text: str | None) -> str:
    """Text without its line ends: only ``br`` makes one."""
    return (text or "").replace("\r", " ").replace("\n", " ")


def line_of(element: Any) -> str:
    """The words of an element on one line; a line break or a block inside separates words."""
    parts: list[str] = []
    _gather(element, parts)
    return " ".join("".join(parts).split())


def _gather(element: Any, parts: list[str], *, skip: frozenset[str] = frozenset()) -> None:
    name = tag(element)
    if name in DROPPED or not name:
        return
    if name in BLOCKS or name in {"br", "td", "th"}:
        parts.append(" ")
    parts.append(element.text or "")
    for child in element:
        if tag(child) not in skip:
            _gather(child, parts, skip=skip)
        parts.append(child.tail or "")
    if name in BLOCKS:
        parts.append(" ")


def list_items(element: Any, level: int = 0) -> list[str]:
    """The items of a list, those of a list inside it set back by two spaces a level."""
    lines: list[str] = []
    for child in element:
        if tag(child) in LISTS:
            lines += list_items(child, level + 1)
            continue
        parts: list[str] = []
        _gather(child, parts, skip=LISTS)
        if words := " ".join("".join(parts).split()):
            lines.append(f"{'  ' * level}- {words}")
        for inner in child:
            if tag(inner) in LISTS:
                lines += list_items(inner, level + 1)
    return lines


def _definitions(element: Any) -> list[str]:
    """«- terme : définition», one line a definition."""
    lines: list[str] = []
    terms: list[str] = []
    defined = False
    for child in element.iter("dt", "dd"):
        words = line_of(child)
        if tag(child) == "dt":
            terms = [words] if defined else [*terms, words]
            defined = False
        elif words:
            lines.append(f"- {', '.join(terms)} : {words}" if terms else f"- {words}")
            defined = True
    return lines


def _is_layout(table: Any) -> bool:
    """Whether a table only lays out a page: one cell, or tables inside its cells."""
    return sum(1 for _ in table.iter("td", "th")) < 2 or next(table.iterdescendants("table"), None) is not None


def grid_of(table: Any) -> Grid:
    """The cells of a table; a cell that spans several rows or columns is repeated in each."""
    rows: list[list[str]] = []
    pending: dict[tuple[int, int], str] = {}
    header_rows = repeated = 0
    for number, row in enumerate(table.iter("tr")):
        cells: list[str] = []
        found = [cell for cell in row if tag(cell) in {"td", "th"}]
        for cell in found:
            _fill(cells, pending, number)
            text, across, down = line_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")
            repeated += across * down - 1
            if repeated > MAX_REPEATED:
                across = down = 1
            for offset in range(across):
                for below in range(1, down):
                    pending[number + below, len(cells) + offset] = text
            cells += [text] * across
        _fill(cells, pending, number)
        rows.append(cells)
        is_header = bool(found) and all(tag(cell) == "th" for cell in found)
        if is_header and header_rows == number:
            header_rows += 1
    return Grid(rows=rows, header_rows=header_rows or 1)


def _fill(cells: list[str], pending: dict[tuple[int, int], str], row: int) -> None:
    while (row, len(cells)) in pending:
        cells.append(pending.pop((row, len(cells))))


def _span(cell: Any, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 6 else 1
