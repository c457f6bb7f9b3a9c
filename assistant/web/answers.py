"""An answer as HTML for a page without JavaScript: bold, notes, doubts and lists, everything else escaped."""

import re

from markupsafe import Markup, escape

SIGNS = re.compile(r"(\*\*[^*]+\*\*|\[\d+\]|\(non vérifié\))")
NOTE = re.compile(r"\[(\d+)\]")


def answer_html(text: str, turn: int) -> Markup:
    """The paragraphs of an answer; its notes lead to the sources of the ``turn``."""
    return Markup("").join(_paragraph(part, turn) for part in text.split("\n\n") if part.strip())


def _paragraph(text: str, turn: int) -> Markup:
    lines = [line for line in text.split("\n") if line.strip()]
    if not all(line.startswith("- ") for line in lines):
        return Markup("<p>{}</p>").format(_inline(text, turn))
    return Markup("<ul>{}</ul>").format(
        Markup("").join(Markup("<li>{}</li>").format(_inline(line[2:], turn)) for line in lines)
    )


def _inline(text: str, turn: int) -> Markup:
    return Markup("").join(_sign(part, turn) for part in SIGNS.split(text))


def _sign(part: str, turn: int) -> Markup:
    if part.startswith("**") and part.endswith("**") and len(part) > len("****"):
        return Markup("<strong>{}</strong>").format(part[2:-2])
    if part == "(non vérifié)":
        return Markup('<span class="unverified">{}</span>').format(part)
    if note := NOTE.fullmatch(part):
        return Markup('<a href="#source-{0}-{1}" aria-label="Source {1}">[{1}]</a>').format(turn, note[1])
    return escape(part)
