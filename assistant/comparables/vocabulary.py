"""How descriptions and titles of operations speak: the words of ``words.toml``, ready to be looked up."""

import re
import tomllib
from collections.abc import Iterable
from enum import IntFlag
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from assistant.domain import Frozen
from assistant.language import content_words, normalise, stem_words


class Nature(IntFlag):
    """What an operation does, apart from what it does it to; several may hold, none when its title does not say."""

    BUILD = 1
    RENEW = 2
    EXTEND = 4
    BUY = 8
    STUDY = 16
    DEMOLISH = 32


UNTOLD = Nature(0)


class Natures(Frozen):
    """The words of each nature; ``any`` are those that tell none."""

    build: str
    renew: str
    extend: str
    buy: str
    study: str
    demolish: str
    any: str


class Vocabulary(Frozen):
    """The words of descriptions and titles, as the data file gives them."""

    generic: str
    framing: tuple[str, ...]
    context: str
    vague: str
    named_sites: str
    alike: tuple[str, ...]
    phrases: dict[str, str]
    natures: Natures


class Reading(NamedTuple):
    """A text as compared: the words of its object, and what is done to it."""

    words: tuple[str, ...]
    nature: Nature


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships."""
    text = (files("assistant.comparables") / "words.toml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(tomllib.loads(text))


@cache
def _generic_stems() -> frozenset[str]:
    """The stems of the words that do not tell a subject."""
    return _stems(load_vocabulary().generic)


@cache
def named_sites() -> frozenset[str]:
    """The words that a proper name follows."""
    return frozenset(load_vocabulary().named_sites.split())


@cache
def framing() -> tuple[re.Pattern[str], ...]:
    """The patterns, on folded text, of what presents a project without telling it."""
    return tuple(map(re.compile, load_vocabulary().framing))


@cache
def vague_words() -> frozenset[str]:
    """The words that tell no object by themselves."""
    return frozenset(content_words(load_vocabulary().vague))


@cache
def context_clause() -> re.Pattern[str]:
    """A complement of a folded text that tells for whom or where, with its opening word."""
    return re.compile(rf"\b(?:{load_vocabulary().context.strip()})\b[^,;.:()]*")


def read_words(text: str) -> Reading:
    """The words of a text that tell its object, and the nature that its other words tell."""
    acts, generic, nature, kept = _acts(), _generic_stems(), UNTOLD, []
    words = content_words(_in_common_phrases(text))
    for word, stem in zip(words, stem_words(words), strict=True):
        if word in acts:
            nature |= acts[word]
        elif stem not in generic and not word.isdigit():
            kept.append(word)
    return Reading(tuple(kept), nature)


def _in_common_phrases(text: str) -> str:
    """The normalised text, with what is written in several words as the words that stand for it."""
    pattern, meanings = _phrases()
    return pattern.sub(lambda match: meanings[match.lastindex or 1], normalise(text))


@cache
def _phrases() -> tuple[re.Pattern[str], dict[int, str]]:
    """One pattern with a group for each phrase, and what each group stands for."""
    phrases = load_vocabulary().phrases
    pattern = "|".join(f"({phrase})" for phrase in phrases)
    return re.compile(rf"\b(?:{pattern})\b"), dict(enumerate(phrases.values(), start=1))


def act_words() -> Iterable[str]:
    """The words that tell what is done."""
    return _acts()


def is_told(word: str) -> bool:
    """Whether a folded word is one of those of the vocabulary."""
    (stem,) = stem_words([word])
    return word in _acts() or stem in _generic_stems() or stem in _heads()


def common_word(word: str) -> str:
    """The word that stands for all those that titles use for one thing."""
    (stem,) = stem_words([word])
    return _heads().get(stem, word)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem_words(content_words(words)))


@cache
def _acts() -> dict[str, Nature]:
    found: dict[str, Nature] = {}
    for name, words in load_vocabulary().natures:
        told = UNTOLD if name == "any" else Nature[name.upper()]
        for word in (form for one in content_words(words) for form in (one, f"{one}s")):
            found[word] = found.get(word, UNTOLD) | told
    return found


@cache
def _heads() -> dict[str, str]:
    lines = [content_words(line) for line in load_vocabulary().alike]
    return {stem: words[0] for words in lines for stem in stem_words(words)}
