"""An answer as HTML: bold, notes, figures, doubts and lists, everything else escaped."""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

SIGNS = re.compile(r"(\*\*[^*]+\*\*|\[\d+\]|\(non vérifié\))")
NOTE = re.compile(r"\[(\d+)\]")
PUNCTUATION = re.compile(r" (?=[»:;?!%€])|(?<=«) |(?<=\d) (?=\d{3}\b)")  # no line begins with it, or inside a number
Figures = Mapping[str, str]
"""The address that opens each figure of an answer, by the figure as it is written."""


def answer_html(text: str, turn: str | int, figures: Figures | None = None) -> Markup:
    """The paragraphs of an answer; its notes lead to the sources of the ``turn``, its figures to what proves them."""
    words = _Words(turn, figures or {})
    return Markup("").join(words.paragraph(part) for part in text.split("\n\n") if part.strip())


def bound(text: str) -> str:
    """A text whose punctuation stays with the word before it."""
    return PUNCTUATION.sub("\N{NO-BREAK SPACE}", text)


class _Words:
    """The words of one answer: each figure opens its proof where it is first written, once a line."""

    def __init__(self, turn: str | int, figures: Figures) -> None:
        self._turn = turn
        self._figures = figures
        longest_first = sorted(figures, key=len, reverse=True)
        self._pattern = (
            re.compile(rf"(?<![\w,.])({'|'.join(map(re.escape, longest_first))})(?!\w)") if figures else None
        )

    def paragraph(self, text: str) -> Markup:
        lines = [line for line in text.split("\n") if line.strip()]
        if not all(line.startswith("- ") for line in lines):
            return Markup("<p>{}</p>").format(self._line(text))
        return Markup("<ul>{}</ul>").format(
            Markup("").join(Markup("<li>{}</li>").format(self._line(line[2:])) for line in lines)
        )

    def _line(self, text: str) -> Markup:
        return Markup("").join(self._sign(part) for part in SIGNS.split(text))

    def _sign(self, part: str) -> Markup:
        if part.startswith("**") and part.endswith("**") and len(part) > len("****"):
            return Markup("<strong>{}</strong>").format(self._with_figures(part[2:-2]))
        if part == "(non vérifié)":
            return Markup('<span class="unverified">{}</span>').format(part)
        if note := NOTE.fullmatch(part):
            return Markup('<a href="#source-{0}-{1}" aria-label="Source {1}">[{1}]</a>').format(self._turn, note[1])
        return self._with_figures(part)

    def _with_figures(self, text: str) -> Markup:
        parts: Sequence[str] = self._pattern.split(text) if self._pattern else [text]
        return Markup("").join(
            Markup('<a class="figure" href="{}">{}</a>').format(self._figures[part], bound(part))
            if place % 2
            else escape(bound(part))
            for place, part in enumerate(parts)
        )
