"""Recognise the natures of an expense in its label: folded French, what is taken away or replaced left out."""

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
    """A nature with the words of the lexicon that made it recognised, and their places in the text."""

    nature: Nature
    words: str
    places: frozenset[int]


class _Word(NamedTuple):
    """A content word: its place among all the tokens of the text, its stem."""

    place: int
    stem: str


def natures_in(texts: Iterable[str], book: GreenBook) -> tuple[Found, ...]:
    """The natures that texts name, in the order of the lexicon, without those that a more precise one hides."""
    found: dict[str, Found] = {}
    for text in texts:
        for one in _read(_tokens(text), book.reading):
            found.setdefault(one.nature.id, one)
    hidden = {name for one in found.values() for name in one.nature.over}
    return tuple(found[name] for name in book.natures if name in found and name not in hidden)


def _read(words: Sequence[str], reading: Reading) -> tuple[Found, ...]:
    kept = _bought(words, reading)
    start, end = _replaced(kept, reading)
    bought = tuple(_named(kept[end:], reading))
    if end and bought:
        return (*_named(kept[:start], reading), *bought)
    return tuple(_named(kept, reading))


def _bought(words: Sequence[str], reading: Reading) -> Sequence[str]:
    """The words before «en remplacement de …»; all of them when nothing stands before."""
    for cue in (phrase.split() for phrase in reading.instead_of):
        for place in range(1, len(words)):
            if words[place : place + len(cue)] == cue:
                return words[:place]
    return words


def _replaced(words: Sequence[str], reading: Reading) -> tuple[int, int]:
    """The span of what is replaced in «remplacement de A par B»; 0, 0 when nothing is."""
    starts = [place for place, word in enumerate(words) if word.startswith(reading.replaces)]
    ends = [place for place, word in enumerate(words) if word in reading.by and starts and place > starts[0]]
    return (starts[0], ends[0]) if ends else (0, 0)


def _named(words: Sequence[str], reading: Reading) -> list[Found]:
    """The natures named, without those whose words a more precise one takes for itself."""
    found = list(_found(words, reading))
    taken = [(name, one.places) for one in found for name in one.nature.within]
    return [one for one in found if not any(name == one.nature.id and places & one.places for name, places in taken)]


def _found(words: Sequence[str], reading: Reading) -> Iterator[Found]:
    content = _content(words)
    present = {word.stem for word in content}
    for nature, phrases in _lexicon():
        for phrase, stems in phrases:
            if not present.issuperset(stems):
                continue
            spans = [
                span for span in _spans(content, stems, reading.gap) if not _is_taken_away(words, span[0], reading)
            ]
            if spans:
                yield Found(nature, phrase, frozenset(spans[0]))
                break


def _spans(content: Sequence[_Word], stems: Sequence[str], gap: int) -> Iterator[tuple[int, ...]]:
    """The places of a phrase: its stems in order, few other content words between them."""
    for index, word in enumerate(content):
        if word.stem == stems[0]:
            rest = _following(content[index + 1 :], stems[1:], gap)
            if rest is not None:
                yield (word.place, *rest)


def _following(content: Sequence[_Word], stems: Sequence[str], gap: int) -> tuple[int, ...] | None:
    if not stems:
        return ()
    for index, word in enumerate(content[: gap + 1]):
        if word.stem == stems[0]:
            rest = _following(content[index + 1 :], stems[1:], gap)
            if rest is not None:
                return (word.place, *rest)
    return None


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
