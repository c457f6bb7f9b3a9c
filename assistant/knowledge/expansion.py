"""Widen a query with what official texts call what people say: the lexicon's terms, each worth less than a word said.

A row speaks for a query as far as the query holds its words, rare ones counting more; what an acronym stands for must
be there whole. A term must be found with all its words, and is never worth more than the words that brought it. The
weights were chosen on the judged sets (``docs/retrieval.md``): laws are the furthest from how people speak, so that
loose associations of words help there most.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache

from assistant.domain import DocumentKind, Frozen
from assistant.knowledge.lexicon import Lexicon, load_lexicon
from assistant.language import content_stems

WEIGHT = 0.4  # of a term against the words that brought it
ASSOCIATION_WEIGHTS = {DocumentKind.REGULATION: 0.35, DocumentKind.FUNDING: 0.15, DocumentKind.PROJECT: 0.15}
SPOKEN = 0.5  # share of a row's words, by rarity, that the query must hold; of what an acronym stands for, all
CAPITALS = re.compile(r"\b[A-ZÀ-Ý][A-ZÀ-Ý0-9]+\b")

Term = tuple[str, ...]
Rarity = Callable[[str], float]
Pair = tuple[str, str]


class Expansion(Frozen):
    """Terms for the same words of a query, of which the best in a text counts; each with the boost of its score.

    ``is_loose`` when they are associates of a word rather than other names of a thing.
    """

    words: Term
    is_loose: bool
    terms: tuple[tuple[Term, float], ...]


class Expander:
    """The pairs of a lexicon (said, official), found by any word of what is said."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms = _Table(_pairs(lexicon))
        self._associates = _Table((row.word, other) for row in lexicon.associations for other in row.associates)
        self._names = {_words(one.expansion) for one in lexicon.acronyms}
        self._common = {_words(one.acronym) for one in lexicon.acronyms if one.is_common_word}

    def expand(
        self, query: str, stems: Sequence[str], rarity: Rarity, kind: DocumentKind | None = None
    ) -> list[Expansion]:
        """What the lexicon adds to a query on documents of a kind; ``stems`` are its words as searched."""
        asked = frozenset(stems)
        capitals = {_words(word) for word in CAPITALS.findall(query)}
        loose = ASSOCIATION_WEIGHTS[kind] if kind else min(ASSOCIATION_WEIGHTS.values())
        found: dict[tuple[Term, bool], dict[Term, float]] = defaultdict(dict)
        for table, weight in ((self._terms, WEIGHT), (self._associates, loose)):
            is_loose = table is self._associates
            for words in table.rows_of(asked):
                shared = tuple(word for word in words if word in asked)
                told, total = sum(map(rarity, shared)), sum(map(rarity, words))
                if self._speaks(words, told, total, capitals):
                    for term in table.terms_of(words):
                        boost = weight * told / total * min(1.0, told / (sum(map(rarity, term)) or 1.0))
                        if not asked.issuperset(term) and boost > found[shared, is_loose].get(term, 0.0):
                            found[shared, is_loose][term] = boost
        return [
            Expansion(words=words, is_loose=is_loose, terms=tuple(terms.items()))
            for (words, is_loose), terms in found.items()
            if terms
        ]

    def _speaks(self, words: Term, told: float, total: float, capitals: Collection[Term]) -> bool:
        """Whether a row counts: enough of its words are asked, and an acronym that is also a word has its capitals."""
        enough = bool(total) and told / total >= (1.0 if words in self._names else SPOKEN)
        return enough and (words not in self._common or words in capitals)


class _Table:
    """Pairs of what is said and a term for it, by the words of what is said."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._rows: dict[str, dict[Term, dict[Term, None]]] = defaultdict(dict)
        for said, official in pairs:
            words, term = _words(said), _words(official)
            if term and not set(term) <= set(words):
                for word in words:
                    self._rows[word].setdefault(words, {})[term] = None

    def rows_of(self, asked: Iterable[str]) -> Iterable[Term]:
        """What is said that has one of some words, once each."""
        return dict.fromkeys(words for stem in sorted(asked) for words in self._rows.get(stem, ()))

    def terms_of(self, words: Term) -> Iterable[Term]:
        """The terms for what is said."""
        return self._rows[words[0]][words]


def _words(text: str) -> Term:
    return tuple(dict.fromkeys(content_stems(text)))


def _pairs(lexicon: Lexicon) -> Iterator[Pair]:
    for row in lexicon.plain_expressions:
        yield from ((row.plain, official) for official in row.administrative)
    for acronym in lexicon.acronyms:
        yield acronym.acronym, acronym.expansion
        yield acronym.expansion, acronym.acronym
    for group in lexicon.synonym_groups:
        yield from ((said, other) for said in group.members for other in group.members if other != said)


@cache
def expander() -> Expander:
    """The expander over the lexicon that ships."""
    return Expander(load_lexicon())
