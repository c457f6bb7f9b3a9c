"""What a page holds that could run: the detector of the tests on hostile texts, and the texts."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

PAYLOADS = tuple((Path(__file__).parent / "xss.txt").read_text(encoding="utf-8").splitlines())
# The elements that the templates use: any other comes from a text that was read as markup.
OURS = {
    *("html", "head", "meta", "title", "link", "body", "header", "main", "nav", "section", "aside", "article"),
    *("h1", "h2", "h3", "h4", "p", "a", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "strong", "em", "code"),
    *(
        "blockquote",
        "mark",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "form",
        "fieldset",
        "legend",
    ),
    *("input", "select", "option", "optgroup", "textarea", "button", "datalist", "details", "summary", "time", "hr"),
    *("figure", "figcaption", "img", "noscript", "output", "script", "abbr", "svg", "g", "rect", "path", "line"),
    *("circle", "desc", "polygon", "tspan", "text", "br", "label", "pre", "ins", "del", "dfn", "meter"),
}
ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "srcset", "xlink:href", "poster"})
SAFE_ADDRESS = re.compile(r"https?:|data:,$|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x20]")
DRAWINGS = frozenset({"chart", "thumb"})
DRAWN = frozenset({"g", "rect", "path", "line", "text", "circle", "title", "desc", "polygon", "tspan"})


def dangers(page: str) -> Iterator[str]:
    """What could run in a page or change where it leads, as the parser of a browser would see it."""
    for node in html.document_fromstring(page).iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag not in OURS:
            yield f"<{node.tag}>"
        yield from _wrong_element(node)
        for name, value in ((str(name), str(value)) for name, value in node.attrib.items()):
            if name.startswith("on") or name in {"style", "srcdoc"}:
                yield f"{node.tag} {name}"
            if name in ADDRESSES and not SAFE_ADDRESS.match(CONTROLS.sub("", value)):
                yield f"{node.tag} {name}={value[:60]}"


def _wrong_element(node: html.HtmlElement) -> Iterator[str]:
    if node.tag == "script" and (not node.get("src", "").startswith("/static/") or node.text):
        yield "<script>"
    if node.tag == "link" and not node.get("href", "").startswith(("/static/", "data:,")):
        yield "<link>"
    if node.tag == "img" and not node.get("src", "").startswith(("/api/", "/aide/")):
        yield "<img>"
    if node.tag == "meta" and node.get("http-equiv"):
        yield "<meta http-equiv>"
    if node.tag == "svg" and (
        node.get("class") not in DRAWINGS or {child.tag for child in node.iterdescendants()} - DRAWN
    ):
        yield "<svg>"
