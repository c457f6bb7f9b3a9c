"""Which themes and places of the taxonomy a request names: the stems of their cues, one after the other."""

from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Frozen
from assistant.funding.request import FacetName
from assistant.funding.understanding.heard import Heard, facet_of
from assistant.funding.understanding.lexicon import Theme, themes
from assistant.language import stem_words, stop_words
from assistant.language.plain import PAUSE, STOP, PlainText
from assistant.language.text import content_words

WINDOW = 4  # content words before a cue, among which the word that it asks for must stand


class _Word(Frozen):
    """A content word of the text: its stem and its span in the plain text."""

    stem: str
    start: int
    end: int


class _Match(Frozen):
    """Cues that a text holds: ``words[first:last]``."""

    theme: Theme
    first: int
    last: int


def read_themes(text: PlainText) -> Heard:
    """The themes and places that a text names, in order; a longer cue hides the shorter ones inside it."""
    words = _content(text)
    named: dict[str, _Match] = {}
    for match in _longest(tuple(_matches(words))):
        named.setdefault(match.theme.name, match)
    return Heard(
        facets=tuple(
            facet_of(
                text, FacetName.THEME, name, name, (words[match.first].start, words[match.last - 1].end)
            )
            for name, match in named.items()
        )
    )


def _content(text: PlainText) -> tuple[_Word, ...]:
    """The content words; a stop or a pause keeps its place, so that no cue runs over it."""
    kept = [
        token
        for token in text.tokens
        if token.text in {STOP, PAUSE} or (len(token.text) > 1 and token.text not in stop_words())
    ]
    stems = stem_words(token.text for token in kept)
    return tuple(
        _Word(stem=stem, start=token.start, end=token.end) for token, stem in zip(kept, stems, strict=True)
    )


def _matches(words: Sequence[_Word]) -> Iterator[_Match]:
    for first, word in enumerate(words):
        for stems, theme, after in _cues().get(word.stem, ()):
            last = first + len(stems)
            said = tuple(other.stem for other in words[first:last]) == stems
            before = {other.stem for other in words[max(0, first - WINDOW) : first]}
            if said and (not after or after & before):
                yield _Match(theme=theme, first=first, last=last)


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


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], Theme, frozenset[str]]]]:
    """The stems of each cue, its theme and the stems of which one must stand before, by the first stem."""
    found: dict[str, list[tuple[tuple[str, ...], Theme, frozenset[str]]]] = {}
    for theme in themes():
        after = frozenset(stem_words(theme.after))
        for cue in theme.cues:
            stems = tuple(stem_words(content_words(cue)))
            found.setdefault(stems[0], []).append((stems, theme, after))
    return found
