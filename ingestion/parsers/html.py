"""HTML: the main content of a page, without its menus, with its headings, lists and tables."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.markup import add_element, grid_of, line_of, tag
from ingestion.parsers.model import ParsedText, TextBuilder
from ingestion.parsers.plain import decode

META_PREFIX = "jalon:"
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
NOT_BELIEVED = frozenset({"utf-8", "utf8", "utf-16", "unicode", "iso-8859-1", "latin-1", "us-ascii", "ascii"})
NO_CONTENT = "page sans texte principal : elle ne contient que des menus ou des liens. Ajoutez la page qu'ils désignent"
MIN_WORDS = 12  # outside links, for a page to be more than a menu
# The names that trafilatura gives to the elements of the content that it has found.
RENAMED = {"row": "tr", "lb": "br", "quote": "blockquote", "list": "ul", "item": "li"}


def parse(data: bytes, path: Path) -> ParsedText:
    """The main text of an HTML page; raises ParseError when the page has none."""
    tree = _tree(decode_page(data))
    builder = TextBuilder()
    builder.metadata = {
        str(meta.get("name"))[len(META_PREFIX) :]: str(meta.get("content"))
        for meta in tree.iter("meta")
        if str(meta.get("name", "")).startswith(META_PREFIX) and meta.get("content")
    }
    title = tree.findtext(".//title") or path.stem
    if not _is_menu(tree):
        _main_content(tree, builder)
    if builder.is_empty:
        raise ParseError(NO_CONTENT)
    return builder.build(title=builder.metadata.get("title", title))


def add_fragment(fragment: str, builder: TextBuilder) -> None:
    """Add all the blocks of a piece of HTML that is content as a whole."""
    if fragment.strip():
        add_element(_tree(fragment), builder)


def decode_page(data: bytes) -> str:
    """The characters of a page: its bytes are believed before the charset that it declares."""
    declared = DECLARED.search(data[:4096])
    name = declared[1].decode("ascii", errors="replace").lower() if declared else ""
    if name and name not in NOT_BELIEVED:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data)


def _tree(text: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ParseError("page HTML illisible") from error


def _is_menu(tree: Any) -> bool:
    """Whether nearly all the words of a page are links."""
    body = tree.find("body")
    words = len(line_of(body).split()) if body is not None else 0
    linked = sum(len(line_of(link).split()) for link in tree.iter("a"))
    return linked > 0 and words - linked < MIN_WORDS and linked > 0.8 * words


def _main_content(tree: Any, builder: TextBuilder) -> None:
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "0"  # a short page is read as a long one, not as one run of words
    for table in list(tree.iter("table")):
        _unfold(table)
    page = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        favor_recall=True,
        config=config,
    )
    body = getattr(page, "body", None)
    if body is not None:
        add_element(_as_html(body), builder)


def _unfold(table: Any) -> None:
    """Give a table one cell a place and its caption before it: trafilatura knows no spans."""
    from lxml import etree

    if next(table.iterdescendants("table"), None) is not None:
        return
    for caption in list(table.iter("caption")):
        before = etree.Element("p")
        before.text = line_of(caption)
        caption.drop_tree()
        table.addprevious(before)
    for row, texts in zip(list(table.iter("tr")), grid_of(table).rows, strict=True):
        cells = [cell for cell in row if tag(cell) in {"td", "th"}]
        name = "th" if cells and all(tag(cell) == "th" for cell in cells) else "td"
        for cell in cells:
            row.remove(cell)
        for text in texts:
            etree.SubElement(row, name).text = text


def _as_html(body: Any) -> Any:
    """The content that trafilatura found, under the names of HTML."""
    page = deepcopy(body)
    for element in page.iter():
        role = str(element.get("rend", ""))
        match element.tag:
            case "head":
                element.tag = role if re.fullmatch("h[1-6]", role) else "p"  # a «summary» heads only its «details»
            case "list" if role == "dl":
                element.tag = "dl"
            case "item" if role.startswith(("dt", "dd")):
                element.tag = role[:2]
            case "cell":
                element.tag = "th" if element.get("role") == "head" else "td"
            case name if name in RENAMED:
                element.tag = RENAMED[name]
    return page
