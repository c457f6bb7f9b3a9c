"""The chapters of the guide, from Markdown to pages: without network, and without any markup that could run."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup
from PIL import Image

from assistant.domain import Frozen
from assistant.errors import NotFoundError
from assistant.language import fold

SHIPPED = Path(str(files("assistant.web") / "handbook"))  # in an installed Jalon
SOURCES = Path(__file__).parents[2] / "docs"  # in a working copy
CONTENTS, GLOSSARY = "README", "glossaire"
WORD = re.compile(r"^## (.+)\n", re.MULTILINE)
CHAPTER = re.compile(r"(?:\.\./guide/)?(?P<name>[\w-]+)\.md(?P<anchor>#[\w-]+)?")
IMAGE = re.compile(r"\.\./images/(?:guide/)?(?P<name>[\w-]+\.png)")
NOT_LETTERS = re.compile(r"[^a-z0-9]+")
TAGS = {
    *("h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "blockquote", "img", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "div"),
}
TABLE = re.compile(r'<table aria-label="([^"]*)">')
SCROLLED = r'<div class="scroll" tabindex="0" role="region" aria-label="\1"><table aria-label="\1">'
ATTRIBUTES = {
    "a": {"href"}, "pre": {"tabindex"}, "div": {"class", "tabindex", "role", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading"}, "table": {"aria-label"}, "th": {"scope"},
    **{name: {"id"} for name in ("h1", "h2", "h3", "h4")},
}  # fmt: skip


class Chapter(Frozen):
    """A chapter: its name in the address, its title, its source."""

    name: str
    title: str
    text: str


def chapters() -> Sequence[Chapter]:
    """The chapters in their order, the glossary last; the table of contents is not one."""
    return [one for one in _read().values() if one.name != CONTENTS]


def chapter(name: str) -> Chapter:
    """A chapter by its name; raises NotFoundError."""
    found = _read().get(name)
    if found is None:
        raise NotFoundError(f"Le chapitre « {name[:60]} » n'existe pas. Le sommaire du guide est sur la page Aide.")
    return found


def image(name: str) -> Path:
    """The file of an image of the guide; raises NotFoundError."""
    folder = _folder("images")
    found = next((one for one in folder.rglob("*.png") if one.name == name), None)
    if found is None:
        raise NotFoundError(f"L'image « {name[:60]} » n'existe pas.")
    return found


@cache
def definition(word: str) -> Markup:
    """What the glossary says of a word; raises NotFoundError."""
    _, *parts = WORD.split(chapter(GLOSSARY).text)
    found = next((text for name, text in zip(parts[::2], parts[1::2], strict=True) if fold(name) == fold(word)), None)
    if found is None:
        raise NotFoundError(f"Le glossaire ne définit pas « {word[:60]} ».")
    return html_of(Chapter(name=GLOSSARY, title=word, text=found))


@cache
def html_of(chapter: Chapter) -> Markup:
    """A chapter as HTML, where only what a text needs is left; its links lead to the pages of the guide."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(chapter.text)
    _name(tokens, chapter.title)
    for inner in (inner for token in tokens for inner in token.children or ()):
        _lead(inner)
    written = parser.renderer.render(tokens, parser.options, {})
    written = TABLE.sub(SCROLLED, written).replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')
    return Markup(nh3.clean(written, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}))  # noqa: S704


def anchor_of(heading: str) -> str:
    """The anchor of a heading: «À vérifier» is at «a-verifier»."""
    return NOT_LETTERS.sub("-", fold(heading)).strip("-")


def _name(tokens: Sequence[Any], title: str) -> None:
    """Give each heading its anchor, and each table the name of the heading that it stands under."""
    heading, numbers = title, count(1)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[place + 1].content
            token.attrSet("id", anchor_of(heading))
        elif token.type == "table_open":
            token.attrSet("aria-label", f"{heading}, tableau {next(numbers)}")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "fence":
            token.info = ""


def _lead(token: Any) -> None:
    """Make the links and the images of a text lead to pages of the server."""
    if token.type == "link_open" and (link := CHAPTER.fullmatch(str(token.attrGet("href")))):
        token.attrSet("href", f"/aide/{link['name']}{link['anchor'] or ''}")
    elif token.type == "image" and (found := IMAGE.fullmatch(str(token.attrGet("src")))):
        with Image.open(image(found["name"])) as opened:
            width, height = opened.size
        shown = {"src": f"/aide/images/{found['name']}", "width": width, "height": height, "loading": "lazy"}
        token.attrs |= shown  # a size keeps the place of what is not read yet


@cache
def _read() -> dict[str, Chapter]:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(_folder("guide").glob("*.md"))}
    return {name: Chapter(name=name, title=_title(text), text=text) for name, text in texts.items()}


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ").strip()


def _folder(name: str) -> Path:
    return SHIPPED / name if SHIPPED.is_dir() else SOURCES / name
