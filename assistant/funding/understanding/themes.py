"""Which themes and places of the taxonomy a request names: the words of their cues, one after the other.

Words are compared by their stems when these are long enough to tell them apart, else but for their plural: «habitants»
has the stem of «habitation». A cue writes «=» before a word to be compared but for its plural, and begins with «~» when
it counts only if no other cue of its group is said.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.funding.request import FacetName
from assistant.funding.understanding.heard import Heard, facet_of
from assistant.funding.understanding.lexicon import Theme, themes
from assistant.language import stem_words, stop_words
from assistant.language.plain import PAUSE, STOP, PlainText

WINDOW = 4  # content words before a cue, among which the word that it asks for must stand
LONG_STEM = 6  # letters
SHORT_WORD = 3  # letters: «bus», «gaz» have no plural
IGNORED = stop_words() - {"car", "ete"}  # «camping-car» is no camping, «confort d'été» no comfort
WEAK = "~"
EXACT = "="
PLURALS = frozenset("sx")


@dataclass(frozen=True, slots=True)
class _Word:
    """A content word of the text: what it is compared by, and its span in the plain text."""

    keys: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Match:
    """Cues that a text holds: ``words[first:last]``."""

    theme: Theme
    first: int
    last: int
    is_weak: bool


def read_themes(text: PlainText) -> Heard:
    """The themes and places that a text names, in order; a longer cue hides the shorter ones inside it."""
    words = _content(text)
    named: dict[str, _Match] = {}
    matches = tuple(_longest(tuple(_matches(words))))
    sure = {match.theme.group for match in matches if not match.is_weak}
    for match in matches:
        if not match.is_weak or match.theme.group not in sure:
            named.setdefault(match.theme.name, match)
    return Heard(
        facets=tuple(
            facet_of(text, FacetName.THEME, name, name, (words[match.first].start, words[match.last - 1].end))
            for name, match in named.items()
        )
    )


def _content(text: PlainText) -> tuple[_Word, ...]:
    """The content words; a stop or a pause keeps its place, so that no cue runs over it."""
    kept = [
        token
        for token in text.tokens
        if token.text in {STOP, PAUSE} or (len(token.text) > 1 and token.text not in IGNORED)
    ]
    return tuple(_Word(keys=_keys(token.text), start=token.start, end=token.end) for token in kept)


def _matches(words: Sequence[_Word]) -> Iterator[_Match]:
    for first, word in enumerate(words):
        for cue in (cue for key in word.keys for cue in _cues().get(key, ())):
            last = first + len(cue.keys)
            said = last <= len(words) and all(
                key in other.keys for key, other in zip(cue.keys, words[first:last], strict=True)
            )
            before = (key for other in words[max(0, first - WINDOW) : first] for key in other.keys)
            if said and (not cue.after or not cue.after.isdisjoint(before)):
                yield _Match(theme=cue.theme, first=first, last=last, is_weak=cue.is_weak)


def _longest(matches: Sequence[_Match]) -> Iterator[_Match]:
    """The matches that do not lie inside a longer one."""
    for match in matches:
        length = match.last - match.first
        hidden = (
            other.first <= match.first and match.last <= other.last and other.last - other.first > length
            for other in matches
        )
        if not any(hidden):
            yield match


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue as compared, its theme, and the words of which one must stand before it."""

    keys: tuple[str, ...]
    theme: Theme
    after: frozenset[str]
    is_weak: bool


@cache
def _cues() -> dict[str, list[_Cue]]:
    """The cues, by their first word."""
    found: dict[str, list[_Cue]] = defaultdict(list)
    for theme in themes():
        after = frozenset(map(_key, theme.after))
        for cue in theme.cues:
            keys = tuple(_key(word) for word in cue.removeprefix(WEAK).split() if word not in IGNORED)
            found[keys[0]].append(_Cue(keys=keys, theme=theme, after=after, is_weak=cue.startswith(WEAK)))
    return found


def _key(word: str) -> str:
    """What a word of a cue is compared by."""
    stem = stem_words([word])[0]
    return stem if len(stem) >= LONG_STEM and not word.startswith(EXACT) else _singular(word)


@lru_cache(maxsize=8192)
def _keys(word: str) -> frozenset[str]:
    """What a word of a text may be compared by."""
    return frozenset((stem_words([word])[0], _singular(word)))


def _singular(word: str) -> str:
    """A word but for its plural."""
    bare = word.removeprefix(EXACT)
    return EXACT + (bare[:-1] if len(bare) > SHORT_WORD and bare[-1] in PLURALS else bare)
