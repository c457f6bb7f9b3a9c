"""HTML: the main content of a page, without its menus, with its headings, lists and tables."""

from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder

META_PREFIX = "jalon:"


def parse(data: bytes, path: Path) -> ParsedText:
    """The main text of an HTML page; raises ParseError when the page has none."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fromstring(data, parser=lxml_html.HTMLParser(encoding=_encoding(data), huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ParseError("page HTML illisible") from error
    builder = TextBuilder()
    builder.metadata = {
        str(meta.get("name"))[len(META_PREFIX) :]: str(meta.get("content"))
        for meta in tree.iter("meta")
        if str(meta.get("name", "")).startswith(META_PREFIX) and meta.get("content")
    }
    title = tree.findtext(".//title") or path.stem
    _main_content(tree, builder)
    return builder.build(title=builder.metadata.get("title", title))


def _encoding(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _main_content(tree: Any, builder: TextBuilder) -> None:
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "0"  # a short page is read as a long one, not as one run of words

    page = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        favor_recall=True,
        config=config,
    )
    body = getattr(page, "body", None)
    if body is None:
        return
    for element in body.iter("head", "p", "list", "table", "quote"):
        parent = element.getparent()
        if parent is None or parent.tag not in {"item", "cell", "quote"}:
            _add(element, builder)


def _add(element: Any, builder: TextBuilder) -> None:
    text = " ".join(" ".join(element.itertext()).split())
    match element.tag:
        case "head":
            builder.heading(text, int(str(element.get("rend", "h2"))[-1]))
        case "list":
            items = (" ".join(" ".join(item.itertext()).split()) for item in element.iterchildren("item"))
            builder.add(BlockKind.LIST, "\n".join(f"- {item}" for item in items if item))
        case "table":
            builder.add(BlockKind.TABLE, _table(element))
        case _:
            builder.add(BlockKind.PARAGRAPH, text)


def _table(table: Any) -> str:
    rows = []
    for row in table.iterchildren("row"):
        cells = [" ".join(" ".join(cell.itertext()).split()) for cell in row.iterchildren("cell")]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)
