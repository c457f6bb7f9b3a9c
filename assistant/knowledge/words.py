"""The words of many short texts held in memory, to measure all of them against a query at once."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.language import stem_words

Places = NDArray[np.intp]


class WordTable:
    """Which texts hold which words; a text is given by its folded words, and known by its place, from 0."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        words: dict[str, list[int]] = defaultdict(list)
        stems: dict[str, list[int]] = defaultdict(list)
        self._count = 0
        for text in texts:
            said = dict.fromkeys(text)
            for word in said:
                words[word].append(self._count)
            for stem in dict.fromkeys(stem_words(said)):
                stems[stem].append(self._count)
            self._count += 1
        self._words = {word: np.array(places, dtype=np.intp) for word, places in words.items()}
        self._stems = {stem: np.array(places, dtype=np.intp) for stem, places in stems.items()}

    def __len__(self) -> int:
        return self._count

    def holding(self, stems: Sequence[str]) -> Places:
        """The texts that hold all of some stems."""
        found = self._stems.get(stems[0], _NOWHERE)
        for stem in stems[1:]:
            found = np.intersect1d(found, self._stems.get(stem, _NOWHERE), assume_unique=True)
        return found

    def writing(self, word: str) -> Places:
        """The texts that hold a word as it is written, folded."""
        return self._words.get(word, _NOWHERE)

    def rarity(self, stem: str) -> float:
        """The weight of a word as BM25 has it: the fewer texts hold it, the more it tells."""
        holding = max(len(self._stems.get(stem, _NOWHERE)), 1)
        return math.log(1 + (max(self._count, holding) - holding + 0.5) / (holding + 0.5))

    def weights(self) -> NDArray[np.float64]:
        """The weight of all the words of each text."""
        weights = np.zeros(self._count)
        for stem, places in self._stems.items():
            weights[places] += self.rarity(stem)
        return weights

    def beginning(self, letters: str) -> Iterator[tuple[str, int]]:
        """The words that begin with some letters, and how many texts hold each."""
        return ((word, len(places)) for word, places in self._words.items() if word.startswith(letters))


_NOWHERE: Places = np.array([], dtype=np.intp)
