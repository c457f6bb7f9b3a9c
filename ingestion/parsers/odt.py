"""ODT: headings, paragraphs, lists and tables in the order of the document."""

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder
from ingestion.parsers.office import check_archive
from ingestion.parsers.properties import keyword_metadata


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of an OpenDocument text; raises ParseError when it is damaged."""
    from odf import meta as odf_meta
    from odf.dc import Title
    from odf.opendocument import load

    check_archive(data)
    try:
        document = load(io.BytesIO(data))
    except (ExpatError, SAXException, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise ParseError("document OpenDocument endommagé ou d'un autre format") from error
    builder = TextBuilder()
    keywords = ";".join(_text(node) for node in document.meta.getElementsByType(odf_meta.Keyword))
    builder.metadata = keyword_metadata(keywords)
    for node in getattr(document, "text", document.body).childNodes:
        _add(node, builder)
    titles = [_text(node) for node in document.meta.getElementsByType(Title)]
    return builder.build(title=next(iter(titles), "") or builder.first_heading or path.stem)


def _add(node: Any, builder: TextBuilder) -> None:
    match getattr(node, "qname", ("", ""))[1]:
        case "h":
            builder.heading(_text(node), int(node.getAttribute("outlinelevel") or 1))
        case "p":
            builder.add(BlockKind.PARAGRAPH, _text(node))
        case "list":
            builder.add(BlockKind.LIST, "\n".join(f"- {item}" for item in _items(node)))
        case "table":
            builder.add(BlockKind.TABLE, _table(node))
        case "section" | "index-body":
            for child in node.childNodes:
                _add(child, builder)


def _items(node: Any) -> list[str]:
    texts = (" ".join(_text(item).split()) for item in node.childNodes)
    return [text for text in texts if text]


def _table(node: Any) -> str:
    from odf.table import TableCell, TableRow

    rows = []
    for row in node.getElementsByType(TableRow):
        cells = [text for cell in row.getElementsByType(TableCell) for text in _cell(cell)]
        if any(cells):
            rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _cell(cell: Any) -> list[str]:
    """The text of a cell, once for each column that it is repeated in."""
    text = " ".join(_text(cell).split())
    return [text] * (int(cell.getAttribute("numbercolumnsrepeated") or 1) if text else 1)


def _text(node: Any) -> str:
    name = getattr(node, "qname", ("", ""))[1]
    if name in {"s", "tab"}:
        return " "
    if name == "line-break":
        return "\n"
    if name in {"annotation", "note-citation"}:
        return ""
    if name == "note":
        return f" ({' '.join(''.join(map(_text, node.childNodes)).split())})"
    if getattr(node, "data", None) is not None:
        return str(node.data)
    separator = "\n" if name in {"list-item", "table-cell", "list"} else ""
    return separator.join(_text(child) for child in getattr(node, "childNodes", ()))
