"""The HTML fragments of records as plain text: paragraphs and lists are kept, markup and scripts are not."""

import re

SPACES = re.compile(r"[^\S\n]+")
LIST_TAGS = {"ul", "ol"}
BLOCK_TAGS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "table", "blockquote", "section"}


def plain_text(fragment: str) -> str:
    """An HTML fragment as text; its paragraphs are separated by an empty line."""
    return "\n\n".join(plain_blocks(fragment))


def plain_blocks(fragment: str) -> list[str]:
    """The blocks of an HTML fragment; a list is one block whose items start with «- »."""
    if not fragment.strip():
        return []
    if "<" not in fragment:
        parts = (_tidy(part) for part in re.split(r"\n\s*\n|\s{6,}", fragment))
        return [part for part in parts if part]
    from lxml import etree
    from lxml import html as lxml_html

    try:
        # in a block of its own, since lxml takes a text that begins by «<html» for a whole page, and fails without body
        root = lxml_html.fragment_fromstring(f"<div>{fragment}</div>", create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [_tidy(re.sub(r"<[^>]*>", " ", fragment))]
    for element in root.xpath(".//script|.//style"):
        element.drop_tree()
    for element in root.iter():
        if element.tag == "br":
            element.tail = "\n" + (element.tail or "")
        elif element.tag == "li":
            element.text = "\ue001- " + (element.text or "").lstrip()
        elif element.tag in BLOCK_TAGS | LIST_TAGS:
            element.text = "\ue002" + (element.text or "")
            element.tail = "\ue002" + (element.tail or "")
    raw = _tidy_marks(root.text_content())
    return [block for block in (_tidy(part) for part in raw.split("\ue002")) if block]


def _tidy_marks(text: str) -> str:
    return re.sub(r"\s*\ue001\s*", "\n", re.sub(r"\ue001- \s*\ue002\s*", "\ue001- ", text))


def _tidy(text: str) -> str:
    lines = (SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line != "-")
