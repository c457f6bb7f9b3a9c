"""Read hurried and misspelt French: the spellings of ``spelling.toml``, then the words near to those that matter."""

import re
import tomllib
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from assistant.domain import Frozen
from assistant.language.text import fold, stop_words

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 6  # letters of a word that may be misspelt: shorter ones are too near to one another
LONG = 8  # letters from which one may be wrong, once those that sound alike are one
WRONG_LETTERS = 1
DOUBLED = re.compile(r"(.)\1")


class Vocabulary(Frozen):
    """Folded words: those ``sought`` in place of misspelt ones, and those ``known`` that are never taken for others."""

    sought: frozenset[str]
    known: frozenset[str]


class _Spellings:
    """The content of ``spelling.toml``."""

    def __init__(self) -> None:
        text = (files("assistant.language") / "spelling.toml").read_text(encoding="utf-8")
        content = tomllib.loads(text)
        self.kept = frozenset(content["kept"])
        self.words: dict[str, str] = content["words"]
        self.phrases: dict[str, str] = content["phrases"]
        self.sounds: list[tuple[str, str]] = content["sounds"]

    @cached_property
    def phrase_pattern(self) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(map(re.escape, self.phrases)) + r")\b", re.IGNORECASE)


@cache
def _spellings() -> _Spellings:
    return _Spellings()


def respell(text: str, vocabulary: Vocabulary) -> str:
    """A text whose misspelt words are those of a vocabulary (folded words); the others keep their letters.

    A word is taken for another when both begin and sound alike, but for one letter. A capitalised word inside a
    sentence is a name, and is left alone.
    """
    phrased = _spellings().phrase_pattern.sub(lambda match: _spellings().phrases[match[0].lower()], text)
    return WORD.sub(lambda match: _respelt(match, vocabulary), phrased)


def _respelt(match: re.Match[str], vocabulary: Vocabulary) -> str:
    word = match[0]
    folded = fold(word)
    if folded in _spellings().words and not _touches_a_digit(match):
        return _spellings().words[folded]
    if len(folded) < SHORTEST or (match.start() and word[0].isupper()):
        return word
    return _nearest(folded, vocabulary) or word


def _touches_a_digit(match: re.Match[str]) -> bool:
    """Whether letters are glued to a number, as a unit is."""
    return bool(match.start()) and match.string[match.start() - 1].isdigit()


@lru_cache(maxsize=8192)
def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """The word of the vocabulary that a word misspells; None for a known word, and for one that is near to none."""
    from rapidfuzz.distance import OSA

    if word in stop_words() | _spellings().kept or f"{word}s" in vocabulary.known:
        return None
    if any(word.startswith(known) for known in vocabulary.known):
        return None
    sounds = [_sound(form) for form in sorted({word, word.rstrip("sx")})]
    limit = WRONG_LETTERS if len(word) >= LONG else 0
    distances = {
        candidate: min(OSA.distance(_sound(candidate), sound) for sound in sounds)
        for candidate in sorted(vocabulary.sought)
        if len(candidate) >= SHORTEST and _sound(candidate)[0] == sounds[0][0]
    }
    best = min(distances, key=lambda one: (distances[one], OSA.distance(one, word)), default=None)
    return best if best is not None and distances[best] <= limit else None


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    for letters, sound in _spellings().sounds:
        word = word.replace(letters, sound)
    return DOUBLED.sub(r"\1", word)
