"""Every past operation held in memory, with the words of its title: a project is compared with all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.calculators.comparables import Publication, group_publications, operation_of
from assistant.comparables.subject import Subject
from assistant.comparables.vocabulary import Nature, common_word, read_words
from assistant.domain import FundedOperation
from assistant.knowledge import Relevance, WordTable
from assistant.language import stem_words
from assistant.storage import KnowledgeStore

OTHER_NATURE = 0.4  # what a title that does something else to the same object is worth: less than SUBJECT_FLOOR
# What one is worth that does not say what it does: works on what exists are the rule, and the rest is said.
UNTOLD_NATURE = {Nature.BUILD: 0.6, Nature.EXTEND: 0.6, Nature.STUDY: OTHER_NATURE, Nature.DEMOLISH: OTHER_NATURE}
UNTOLD_WORKS = 0.85
SMALLEST = 1e-6  # in the place of 0, under what is 0 itself
CONTEXT = 0.3  # part of the likeness that rests on what a description says of whom and where
FOCUS = 0.4  # part of the likeness that a title loses as it speaks of other things
# From which a title is about the subject. Chosen, with FOCUS, on half of the judged descriptions: 80 % of what it keeps
# there is relevant, 75 % on the other half (docs/comparables.md).
SUBJECT_FLOOR = 0.45

Shares = NDArray[np.float64]


class OperationRegister:
    """The operations of one state of the knowledge, each once whatever the number of its grants."""

    def __init__(self, publications: Sequence[Publication]) -> None:
        self.groups = group_publications(publications)
        self._built: dict[int, FundedOperation] = {}
        readings = [read_words(group[0].operation.title) for group in self.groups]
        self._natures = np.array([reading.nature for reading in readings], dtype=np.uint8)
        self.titles = WordTable(map(_forms, (words for words, _ in readings)))
        self._weights = np.maximum(self.titles.weights(), SMALLEST)

    @classmethod
    def of(cls, store: KnowledgeStore) -> "OperationRegister":
        """The operations that a store holds."""
        return cls([Publication(document_id, operation) for document_id, operation in store.all_operations()])

    def __len__(self) -> int:
        return len(self.groups)

    def subject_shares(self, subject: Subject) -> Shares:
        """How near each title is to a subject, from 0 to 1, by place: how much of the subject it says, less for what it
        says besides, and for doing something else.
        """
        told = self._told(subject.words)
        if subject.context:
            told += CONTEXT * (self._told((*subject.words, *subject.context)) - told)
        asked = sum(map(self.titles.rarity, dict.fromkeys(stem_words((*subject.words, *subject.context)))))
        focus = np.minimum(1.0, told * asked / self._weights)
        return told * (1 - FOCUS + FOCUS * focus) * self._nature_shares(subject.nature)

    def _told(self, words: Sequence[str]) -> Shares:
        """How much of some words each title says, by itself or by the lexicon's terms for them."""
        return Relevance(" ".join(words), self.titles.rarity).of_table(self.titles)

    def _nature_shares(self, nature: Nature) -> Shares:
        if not nature:
            return np.ones(len(self))
        untold = max(UNTOLD_NATURE.get(one, UNTOLD_WORKS) for one in nature)
        return np.where(self._natures & nature, 1.0, np.where(self._natures == 0, untold, OTHER_NATURE))

    def operation(self, place: int) -> FundedOperation:
        """The operation at a place."""
        if place not in self._built:
            self._built[place] = operation_of(self.groups[place])
        return self._built[place]

    @cached_property
    def schemes(self) -> tuple[str, ...]:
        """The schemes, from the one that gave most often."""
        counts = Counter(publication.operation.scheme for group in self.groups for publication in group)
        return tuple(scheme for scheme, _ in counts.most_common())


def _forms(words: Iterable[str]) -> Iterator[str]:
    """The words as they are written, for what the lexicon says of them, and as all titles would say them."""
    for word in words:
        yield word
        yield common_word(word)
