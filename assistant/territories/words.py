"""The words of names and texts, spelled one way: «St-Denis s/ Loire» reads «saint denis sur loire»."""

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.language import fold

WORD = re.compile(r"[^\W_]+")
SPELLED_OUT = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "lez": "les",
    "mt": "mont",
    "bg": "bourg",
}
ARTICLES = ("la ", "le ", "les ", "l ")
LINKS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l"})


class Word(NamedTuple):
    """A word of a text, ``text[start:end]``, and its spelling in the index."""

    key: str
    start: int
    end: int


def read_words(text: str) -> list[Word]:
    """The words of a text, abbreviations spelled out; a «sur» stands for the bar of «Châlons/Marne»."""
    words: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        key = _spelled(match[0])
        if words:
            between = text[end : match.start()]
            if words[-1].key == "s" and between[:1] in {"/", " "}:
                words[-1] = words[-1]._replace(key="sur")
            elif between.strip() == "/":
                words.append(Word("sur", match.start(), match.start()))
        words.append(Word(key, match.start(), match.end()))
        end = match.end()
    return words


def name_key(name: str) -> str:
    """A name as the index spells it."""
    if "/" in name or " s " in name:
        return " ".join(word.key for word in read_words(name))
    return " ".join([_spelled(word) for word in WORD.findall(name)])


def without_article(key: str) -> str:
    """A key without the article that begins it."""
    return next((key[len(article) :] for article in ARTICLES if key.startswith(article)), key)


def without_links(key: str) -> str:
    """A key without the small words that begin it: «du pays d ancenis» is «pays d ancenis»."""
    words = key.split()
    while len(words) > 1 and words[0] in LINKS:
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=65536)
def _spelled(word: str) -> str:
    folded = fold(word)
    return SPELLED_OUT.get(folded, folded)
