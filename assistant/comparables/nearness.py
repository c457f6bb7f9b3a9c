"""How near each title is to a project: what it says of its subject, and what the search of words and vectors gives."""

from dataclasses import dataclass

import numpy as np

from assistant.calculators.comparables import SEARCH_WEIGHT
from assistant.comparables.register import OperationRegister, Shares
from assistant.comparables.subject import Subject
from assistant.domain import DocumentKind
from assistant.knowledge import Knowledge

SEARCHED = 100  # passages
LEAST_WORDS = 0.1  # of the subject, which a title found by the search alone must say: less is chance


@dataclass(frozen=True)
class TitleNearness:
    """From 0 to 1, by place in a register: ``subject``, what each title says of a subject, and ``searched``, what the
    search gives it of its best.
    """

    subject: Shares
    searched: Shares

    def order(self) -> list[int]:
        """The places of the titles that are near at all, the nearest first."""
        near = self.subject + SEARCH_WEIGHT * self.searched
        return [int(place) for place in np.argsort(-near, kind="stable")[: np.count_nonzero(near)]]


def nearness_of(
    query: str, subject: Subject, register: OperationRegister, knowledge: Knowledge
) -> TitleNearness | None:
    """How near the titles of a register are to a description and its subject; None when they know nothing of it."""
    shares = register.subject_shares(subject) if subject else np.zeros(len(register))
    if not register.knows(shares):
        return None
    searched = _searched(query, register, knowledge)
    searched[(shares == 0) & (register.word_shares(subject) < LEAST_WORDS)] = 0.0
    return TitleNearness(shares, searched)


def _searched(query: str, register: OperationRegister, knowledge: Knowledge) -> Shares:
    """The score of each title in the search of passages, as a share of the best."""
    scores = np.zeros(len(register))
    found = knowledge.nearest(query, kind=DocumentKind.PROJECT, limit=SEARCHED, per_document=1)
    for passage, score in found:
        place = register.place_of(passage.document_id)
        if place is not None:
            scores[place] = max(scores[place], score)
    best = scores.max(initial=0.0)
    return register.best_by_title(scores) / best if best else scores
