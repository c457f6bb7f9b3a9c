"""Recognise the natures of an expense in its label: folded and stemmed French, taken away or replaced things left out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assistant.calculators.greenbudget.book import GreenBook, Nature, Reading, load_book
from assistant.language import fold, stem_words, stop_words

TOKEN = re.compile(r"[^\W_]+|[,;:.!?()+/]|\s[-–]\s")
ABSENT_WITHIN = 2  # words
WORD_WITH_PLURAL = 4  # letters from which a final «s» or «x» is a plural


class Found(NamedTuple):
    """A nature with the words of the lexicon that made it recognised."""

    nature: Nature
    words: str


class _Word(NamedTuple):
    """A content word: its place among all the tokens of the text, its stem."""

    place: int
    stem: str


def natures_in(texts: Iterable[str], book: GreenBook) -> tuple[Found, ...]:
    """The natures that texts name, in the order of the lexicon, without those that a more precise one hides."""
    found: dict[str, Found] = {}
    for text in texts:
        for one in _read(_tokens(text), book):
            found.setdefault(one.nature.id, one)
    hidden = {name for one in found.values() for name in one.nature.over}
    return tuple(found[name] for name in book.natures if name in found and name not in hidden)


def _read(words: Sequence[str], book: GreenBook) -> tuple[Found, ...]:
    whole = tuple(_found(words, book.reading))
    cut = _replaced(words, book.reading)
    if cut is None:
        return whole
    bought = tuple(_found(words[cut[1] :], book.reading))
    return (*_found(words[: cut[0]], book.reading), *bought) if bought else whole


def _replaced(words: Sequence[str], reading: Reading) -> tuple[int, int] | None:
    """The span of what is replaced in «remplacement de A par B»."""
    starts = [place for place, word in enumerate(words) if word.startswith(reading.replaces)]
    ends = [place for place, word in enumerate(words) if word in reading.by and starts and place > starts[0]]
    return (starts[0], ends[0]) if ends else None


def _found(words: Sequence[str], reading: Reading) -> Iterator[Found]:
    content = _content(words)
    for nature, phrases in _lexicon():
        for phrase, stems in phrases:
            places = _places(content, stems, reading.gap)
            if any(not _is_taken_away(words, place, reading) for place in places):
                yield Found(nature, phrase)
                break


def _places(content: Sequence[_Word], stems: Sequence[str], gap: int) -> Iterator[int]:
    """Where a phrase begins: its stems in order, few other content words between them."""
    for index, word in enumerate(content):
        if word.stem == stems[0] and _follows(content[index + 1 :], stems[1:], gap):
            yield word.place


def _follows(content: Sequence[_Word], stems: Sequence[str], gap: int) -> bool:
    if not stems:
        return True
    near = [place for place, word in enumerate(content[: gap + 1]) if word.stem == stems[0]]
    return any(_follows(content[place + 1 :], stems[1:], gap) for place in near)


def _is_taken_away(words: Sequence[str], place: int, reading: Reading) -> bool:
    """Whether what begins at a place is absent («sans …») or taken away («dépose de …»)."""
    for distance, word in enumerate(reversed(words[max(0, place - reading.reach) : place])):
        if word in reading.stops or not word[0].isalnum():
            return False
        if word.startswith(reading.removed) or (distance < ABSENT_WITHIN and word in reading.absent):
            return True
    return False


def _tokens(text: str) -> list[str]:
    """The folded words and the punctuation of a text."""
    return TOKEN.findall(fold(text))


def _content(words: Sequence[str]) -> tuple[_Word, ...]:
    kept = [(place, word) for place, word in enumerate(words) if len(word.strip()) > 1 and word not in stop_words()]
    stems = stem_words(_singular(word) for _, word in kept)
    return tuple(_Word(place, stem) for (place, _), stem in zip(kept, stems, strict=True))


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= WORD_WITH_PLURAL and word[-1] in "sx" else word


@cache
def _lexicon() -> tuple[tuple[Nature, tuple[tuple[str, tuple[str, ...]], ...]], ...]:
    """Each nature with its phrases and their stems."""
    return tuple(
        (nature, tuple((phrase, tuple(word.stem for word in _content(_tokens(phrase)))) for phrase in nature.words))
        for nature in load_book().natures.values()
    )
