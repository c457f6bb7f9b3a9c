"""Every past operation held in memory, with the words of its title: a project is compared with all of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from assistant.calculators.comparables import SAME_SUBJECT, Publication, group_publications, operation_of
from assistant.comparables.subject import Subject
from assistant.comparables.vocabulary import Nature, common_word, read_words
from assistant.domain import FundedOperation
from assistant.knowledge import Relevance, WordTable
from assistant.language import normalise, stem_words
from assistant.storage import KnowledgeStore

OTHER_NATURE = 0.4  # what a title that does something else to the same object is worth: less than COUNTED_FROM
# What one is worth that does not say what it does: works on what exists are the rule, and the rest is said.
UNTOLD_NATURE = {Nature.BUILD: 0.6, Nature.EXTEND: 0.6, Nature.STUDY: OTHER_NATURE, Nature.DEMOLISH: OTHER_NATURE}
UNTOLD_WORKS = 0.85
SMALLEST = 1e-6  # in the place of 0, under what is 0 itself
CONTEXT = 0.3  # part of the likeness that rests on what a description says of whom and where
FOCUS = 0.4  # part of the likeness that a title loses as it speaks of other things
# A subject is theirs when a title tells it, or when so many titles are that near it: among many, a few come near any
# words by chance (docs/comparables.md).
KNOWN_FROM = 0.2
KNOWN_BY = 0.0003  # of the titles: ten of 35,000, one of a few

Shares = NDArray[np.float64]


class OperationRegister:
    """The operations of one state of the knowledge, each once whatever the number of its grants."""

    def __init__(self, publications: Sequence[Publication]) -> None:
        self.groups = group_publications(publications)
        self._built: dict[int, FundedOperation] = {}
        readings = [read_words(group[0].operation.title) for group in self.groups]
        self._places = {one.document_id: place for place, group in enumerate(self.groups) for one in group}
        self._natures = np.array([reading.nature for reading in readings], dtype=np.uint8)
        titles = [normalise(group[0].operation.title) for group in self.groups]
        self._same_title = np.unique(titles, return_inverse=True)[1]
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
        told = self._told(subject, Relevance.of_table)
        asked = sum(map(self.titles.rarity, dict.fromkeys(stem_words((*subject.words, *subject.context)))))
        focus = np.minimum(1.0, told * asked / self._weights)
        return told * (1 - FOCUS + FOCUS * focus) * self._nature_shares(subject.nature)

    def word_shares(self, subject: Subject) -> Shares:
        """How much of a subject's words each title says, from 0 to 1, by place; a single word in common counts too."""
        return self._told(subject, Relevance.words_of_table)

    def knows(self, shares: Shares) -> bool:
        """Whether these operations have a subject, by how near each title is to it."""
        enough = ceil(KNOWN_BY * len(self))
        tells, near = (shares >= SAME_SUBJECT).sum(), (shares >= KNOWN_FROM).sum()
        return bool(tells or near >= max(enough, 1))

    def best_by_title(self, scores: Shares) -> Shares:
        """For each place, the best score of the operations with the same title."""
        best = np.zeros(len(self))
        np.maximum.at(best, self._same_title, scores)
        return best[self._same_title]

    def place_of(self, document_id: str) -> int | None:
        """The place of the operation that a document publishes; None when it publishes none."""
        return self._places.get(document_id)

    def _told(self, subject: Subject, measure: Callable[[Relevance, WordTable], Shares]) -> Shares:
        """How much of a subject each title says, by itself or by the lexicon's terms, its complements weighing less."""

        def said(words: Sequence[str]) -> Shares:
            return measure(Relevance(" ".join(words), self.titles.rarity), self.titles)

        told = said(subject.words)
        return told + CONTEXT * (said((*subject.words, *subject.context)) - told) if subject.context else told

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
