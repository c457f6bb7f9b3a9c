"""Read hurried and misspelt French: the spellings of ``spelling.toml``, then the words near to those that matter."""

import re
import tomllib
from collections import defaultdict
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from assistant.domain import Frozen
from assistant.language.text import fold, stop_words

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 6  # letters of a word that may be misspelt: shorter ones are too near to one another
LONG = 8  # letters from which one may be wrong, once those that sound alike are one
WRONG_LETTERS = 1
ELIDED = frozenset("ld")
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


class Respelling(Frozen):
    """A part of a text, ``text[start:end]``, that is read as ``replacement``."""

    start: int
    end: int
    replacement: str


def respell(text: str, vocabulary: Vocabulary) -> str:
    """A text whose misspelt words are those of a vocabulary (folded words); the others keep their letters.

    A word is taken for another when both begin and sound alike, but for one letter. A capitalised word inside a
    sentence is a name, and is left alone.
    """
    read, done = [], 0
    for part in respellings(text, vocabulary):
        read += [text[done : part.start], part.replacement]
        done = part.end
    return "".join([*read, text[done:]])


def respellings(text: str, vocabulary: Vocabulary) -> tuple[Respelling, ...]:
    """What ``respell`` changes in a text, in order."""
    phrases = [
        Respelling(start=match.start(), end=match.end(), replacement=_spellings().phrases[match[0].lower()])
        for match in _spellings().phrase_pattern.finditer(text)
    ]
    taken = {position for phrase in phrases for position in range(phrase.start, phrase.end)}
    words = [
        Respelling(start=match.start(), end=match.end(), replacement=respelt)
        for match in WORD.finditer(text)
        if match.start() not in taken and (respelt := _respelt(match, vocabulary)) != match[0]
    ]
    return tuple(sorted((*phrases, *words), key=lambda part: part.start))


def _respelt(match: re.Match[str], vocabulary: Vocabulary) -> str:
    word = match[0]
    folded = fold(word)
    if folded in _spellings().words and not _touches_a_digit(match):
        return _spellings().words[folded]
    if len(folded) < SHORTEST or (match.start() and word[0].isupper()):
        return word
    return _nearest(folded, vocabulary) or _unglued(folded, vocabulary) or word


def _touches_a_digit(match: re.Match[str]) -> bool:
    """Whether letters are glued to a number, as a unit is."""
    return bool(match.start()) and match.string[match.start() - 1].isdigit()


def _unglued(word: str, vocabulary: Vocabulary) -> str | None:
    """A word whose elided article has lost its apostrophe («leclairage»); None when it is no such word."""
    if word[0] not in ELIDED or _is_known(word, vocabulary):
        return None
    return f"{word[0]}'{word[1:]}" if word[1:] in vocabulary.sought and word not in _french() else None


@lru_cache(maxsize=8192)
def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """The word of the vocabulary that a word misspells; None for a known word, and for one that is near to none."""
    from rapidfuzz.distance import OSA

    if len(word) < SHORTEST or _is_known(word, vocabulary):
        return None
    sounds = [_sound(form) for form in sorted({word, word.rstrip("sx")})]
    limit = WRONG_LETTERS if len(word) >= LONG else 0
    by_sound = _by_sound(vocabulary)
    keys = {key for sound in sounds for key in (_shortened(sound) if limit else {sound})}
    distances = {
        candidate: min(OSA.distance(_sound(candidate), sound) for sound in sounds)
        for candidate in sorted({candidate for key in keys for candidate in by_sound.get(key, ())})
        if _sound(candidate)[0] == sounds[0][0]
    }
    best = min(distances, key=lambda one: (distances[one], OSA.distance(one, word)), default=None)
    return best if best is not None and distances[best] <= limit and word not in _french() else None


@cache
def _french() -> frozenset[str]:
    """Folded words of common French, which are spelt right; read when a first word seems misspelt (0.4 s)."""
    from spellchecker import SpellChecker

    return frozenset(map(fold, SpellChecker(language="fr").word_frequency.words()))


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word stands for itself: it is known, or begins or ends as a known one."""
    if word in stop_words() | _spellings().kept or f"{word}s" in vocabulary.known:
        return True
    return any(word[:length] in vocabulary.known for length in range(1, len(word) + 1))


@lru_cache(maxsize=8)
def _by_sound(vocabulary: Vocabulary) -> dict[str, set[str]]:
    """The words sought, by how they sound and by how they sound with one letter less."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in vocabulary.sought:
        if len(word) >= SHORTEST:
            for key in _shortened(_sound(word)):
                found[key].add(word)
    return found


def _shortened(sound: str) -> set[str]:
    """A sound, and what it is with one letter less: two that differ by one letter share one of these."""
    return {sound} | {sound[:place] + sound[place + 1 :] for place in range(len(sound))}


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    for letters, sound in _spellings().sounds:
        word = word.replace(letters, sound)
    return DOUBLED.sub(r"\1", word)
