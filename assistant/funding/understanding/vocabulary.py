"""The words that matter to a funding request, towards which misspelt ones are corrected."""

import tomllib
from functools import cache
from importlib.resources import files

from assistant.funding.understanding.lexicon import themes
from assistant.language import normalise, stop_words
from assistant.language.plain import PlainText
from assistant.language.spelling import Vocabulary

SHORTEST = 5  # letters


def in_plain_french(text: str) -> PlainText:
    """A request with its hurried and misspelt words as Jalon knows them."""
    return PlainText(text, _vocabulary())


@cache
def _vocabulary() -> Vocabulary:
    folder = files("assistant.funding.understanding.lexicon")
    content = tomllib.loads((folder / "vocabulary.toml").read_text(encoding="utf-8"))
    cues = (phrase for theme in themes() for phrase in (theme.name, *theme.cues, *theme.after))
    sought = _words(content["words"], *cues) - stop_words()
    return Vocabulary(sought=sought, known=sought | _words(content["kept"]))


def _words(*phrases: str) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in normalise(phrase).split() if len(word) >= SHORTEST)
