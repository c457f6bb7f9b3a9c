"""How much of what a query asks a text speaks of: an absolute measure, where a search score only orders its results."""

import math
import re
from collections.abc import Callable, Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.expansion import Expansion, expander
from assistant.knowledge.words import WordTable
from assistant.language import content_stems, content_words, stem_words

# The relevance from which a passage is about the query. On the judged questions it keeps 97 % (CNIL) and 92 % (CRPA) of
# the right passages among the first six, and leaves out nearly all that a question about something else brings
# (docs/decisions/0003-relevance.md).
RELEVANCE_FLOOR = 0.25
HALF = 0.5
LONG_QUERY = 3  # content words, from which one word in common proves nothing
OTHER_WORDS = 0.7  # of a word's weight, when a text says it by a term of the lexicon
ASSOCIATES = 0.3  # when it holds only a word that goes with it
PROPER_NAME = re.compile(r"(?<=[^\W\d_][ ’'])[A-ZÀ-Ý][a-zà-ÿ]+")  # a capital inside a sentence


class Relevance:
    """Measures texts against one query; ``ignored`` are words that do not tell what the query is about."""

    def __init__(self, query: str, rarity: Callable[[str], float], ignored: Collection[str] = ()) -> None:
        words = [word for word in content_words(query) if not word.isdigit()]
        wanted = {stem: word for stem, word in zip(stem_words(words), words, strict=True) if stem not in ignored}
        self._weights = {stem: rarity(stem) for stem in sorted(wanted)}
        names = {word for name in PROPER_NAME.findall(query) for word in content_words(name)}
        self._names = {stem: word for stem, word in wanted.items() if word in names}
        self._expansions = expander().expand(query, list(self._weights), rarity)

    @property
    def weights(self) -> Mapping[str, float]:
        """The stems of the query that count and what each weighs, rare ones more."""
        return self._weights

    def of(self, text: str) -> float:
        """The share of the query's words found in a text, from 0 to 1, rare words weighing more.

        A proper name counts as it is written, without its stem. A text that shares a single word with a longer query,
        or the lesser word of two, is worth 0; any text is worth 1 for a query without words.
        """
        total = math.fsum(self._weights.values())
        if not total:
            return 1.0
        stems = frozenset(content_stems(text))
        words = frozenset(content_words(text)) if self._names else frozenset()
        said = {stem for stem in self._weights if stem in stems and self._is_named(stem, words)}
        shares = dict.fromkeys(said, 1.0)
        for one in self._expansions:
            if _stands_in(one, stems):
                share = ASSOCIATES if one.is_loose else OTHER_WORDS
                shares |= {stem: max(share, shares.get(stem, 0.0)) for stem in one.words}
        found = math.fsum(self._weights[stem] * shares[stem] for stem in sorted(shares)) / total
        alone = len(self._weights) > 1 and sum(share > ASSOCIATES for share in shares.values()) < 2
        if alone and (len(self._weights) >= LONG_QUERY or found < HALF):
            return 0.0
        return round(found, 4)

    def of_table(self, texts: WordTable) -> NDArray[np.float64]:
        """The same measure, for each text of a table."""
        shares = self._shares(texts)
        found = self._weighed(shares)
        if len(shares) > 1:
            alone = (shares > ASSOCIATES).sum(axis=0) < 2
            found[alone & ((len(shares) >= LONG_QUERY) | (found < HALF))] = 0.0
        return np.round(found, 4)

    def words_of_table(self, texts: WordTable) -> NDArray[np.float64]:
        """The share of the query's words in each text of a table, a single word in common counting too."""
        return np.round(self._weighed(self._shares(texts)), 4)

    def _weighed(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        weights = np.array(list(self._weights.values()))
        total = math.fsum(weights)
        return np.asarray(weights @ shares / total) if total else np.ones(shares.shape[1])

    def _shares(self, texts: WordTable) -> NDArray[np.float64]:
        """How much of each word of the query (a row) each text of a table says."""
        shares = np.zeros((len(self._weights), len(texts)))
        rows = {stem: row for row, stem in enumerate(self._weights)}
        for stem, row in rows.items():
            shares[row, texts.holding((stem,))] = 1.0
            if stem in self._names:
                shares[row] = 0.0
                shares[row, texts.writing(self._names[stem])] = 1.0
        for one in self._expansions:
            worth = ASSOCIATES if one.is_loose else OTHER_WORDS
            for places in (texts.holding(term) for term, _ in one.terms):
                for row in (rows[stem] for stem in one.words):
                    shares[row, places] = np.maximum(shares[row, places], worth)
        return shares

    def _is_named(self, stem: str, words: Collection[str]) -> bool:
        return stem not in self._names or self._names[stem] in words


def _stands_in(expansion: Expansion, stems: frozenset[str]) -> bool:
    return any(stems.issuperset(term) for term, _ in expansion.terms)
