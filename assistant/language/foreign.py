"""Tell English from French by its small words, so that who writes it is told that Jalon answers in French."""

from functools import cache
from importlib.resources import files

from assistant.language.text import normalise, stop_words

ENGLISH_WORDS = 3


def is_english(text: str) -> bool:
    """Whether a text has several English words, and more of them than of French ones."""
    words = normalise(text).split()
    english = sum(word in _english() for word in words)
    french = sum(word in stop_words() and word not in _english() for word in words)
    return english >= ENGLISH_WORDS and english > french


@cache
def _english() -> frozenset[str]:
    return frozenset((files("assistant.language") / "english.txt").read_text(encoding="utf-8").split())
