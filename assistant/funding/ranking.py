"""The order of the aids found: the score of the search, corrected by what is known of aids.

Each correction is small, says why in one sentence, and is measured alone in ``docs/retrieval.md``; a weight of 0 takes
it away.
"""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from assistant.domain import Aid, Beneficiary
from assistant.funding.criteria import Criterion, Verdict
from assistant.funding.criteria.model import KIND, OPERATION
from assistant.language import content_stems

Scores = NDArray[np.float64]
LOCAL = frozenset({Beneficiary.COMMUNE, Beneficiary.EPCI, Beneficiary.DEPARTMENT, Beneficiary.REGION})
USUAL_LENGTH = 1500  # characters of a record
SHORTEST = 200
NEIGHBOURS = 10
NAME_TIMES = 3  # the name of a record tells more than its text
REMEMBERED = 8192  # records: the same aids come back from search to search
ALIKE = 0.8  # resemblance from which two records are copies
WEIGHTS: Mapping[str, float] = {
    "length": 0.1,  # a long record holds the words of anything: power of its length that divides its score
    "neighbours": 0.2,  # records alike answer alike: share of its score that a record has from the nearest ones
    "authorities": 0.2,  # Jalon serves authorities: share that an aid which is not for them loses, unless asked for
    "copies": 0.1,  # a copy of a record seen above tells nothing new: share of the best score that it loses
    "wish": 0.1,  # the operation and the kind of help that are wanted: share that an aid without them loses
}


def told_of(aid: Aid) -> str:
    """What the record says that the aid pays for."""
    return "\n".join((aid.name, aid.description, aid.eligibility, *aid.categories))


def rescored(
    found: Sequence[tuple[Aid, float, Sequence[Criterion]]],
    beneficiary: Beneficiary | None,
    weights: Mapping[str, float] = WEIGHTS,
) -> list[float]:
    """The corrected scores of aids found with their scores and verdicts, between 0 and 1, in the same order."""
    if not found:
        return []
    scores: Scores = np.array([score for _, score, _ in found])
    lengths = np.array([max(len(told_of(aid)), SHORTEST) for aid, _, _ in found])
    scores = scores * (lengths / USUAL_LENGTH) ** -weights["length"]
    scores = scores / (scores.max() or 1.0)
    likeness = _likeness([aid for aid, _, _ in found])
    scores = (1 - weights["neighbours"]) * scores + weights["neighbours"] * _of_neighbours(scores, likeness)
    for index, (aid, _, criteria) in enumerate(found):
        if beneficiary is None and aid.audiences and not LOCAL & set(aid.audiences):
            scores[index] *= 1 - weights["authorities"]
        unmet = [one for one in criteria if one.criterion in (KIND, OPERATION) and one.verdict is not Verdict.YES]
        scores[index] *= (1 - weights["wish"]) ** len(unmet)
    return [float(score) for score in _without_copies(scores, likeness, weights["copies"])]


def _of_neighbours(scores: Scores, likeness: Scores) -> Scores:
    """For each record the mean score of the most alike, weighted by how much they are."""
    nearest = np.sort(likeness, axis=1)[:, -NEIGHBOURS:][:, :1]  # the likeness of the last neighbour that counts
    kept = np.where(likeness >= nearest, likeness, 0.0)
    total = kept.sum(axis=1)
    means: Scores = np.divide(kept @ scores, total, out=scores.copy(), where=total > 0)
    return means


def _without_copies(scores: Scores, likeness: Scores, weight: float) -> Scores:
    """The scores, less ``weight`` for a record that is alike one of a better score."""
    corrected, seen = scores.copy(), list[int]()
    for index in np.argsort(-scores, kind="stable"):
        if seen and likeness[index, seen].max() >= ALIKE:
            corrected[index] -= weight
        else:
            seen.append(int(index))
    return corrected


def _likeness(aids: Sequence[Aid]) -> Scores:
    """The cosine of the words of records two by two, rare words weighing more; 0 of a record with itself."""
    bags = [_bag(aid.name, told_of(aid)) for aid in aids]
    rows = np.repeat(np.arange(len(bags)), [len(bag.words) for bag in bags])
    words, columns = np.unique(np.concatenate([bag.words for bag in bags]), return_inverse=True)
    rarity = np.log(1 + len(bags) / np.bincount(columns, minlength=len(words)))
    values = np.concatenate([bag.weights for bag in bags]) * rarity[columns]
    norms = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(bags)))
    vectors = csr_array((values / norms[rows], (rows, columns)), shape=(len(bags), len(words)))
    likeness: Scores = (vectors @ vectors.T).toarray()
    np.fill_diagonal(likeness, 0.0)
    return likeness


class _Bag(NamedTuple):
    """The words of a record, by their place in the vocabulary met so far, and how much each is said."""

    words: NDArray[np.int64]
    weights: Scores


@lru_cache(maxsize=REMEMBERED)
def _bag(name: str, told: str) -> _Bag:
    counted = Counter(content_stems(name) * NAME_TIMES + content_stems(told))
    words = np.array([_place(stem) for stem in counted], dtype=np.int64)
    return _Bag(words, 1 + np.log(np.array(list(counted.values()), dtype=np.float64)))


@cache
def _place(stem: str) -> int:
    """A number for each stem met, the same until the program ends."""
    return next(_PLACES)


_PLACES = itertools.count()
