"""The order of the aids found: the score of the search, corrected by what is known of aids.

Each correction is small, says why in one sentence, and is measured alone in ``docs/funding.md``; a weight of 0 takes it
away.
"""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from assistant.domain import Aid, Beneficiary
from assistant.funding.criteria import Criterion, Verdict
from assistant.funding.criteria.model import BUILDING, EVENT, KIND, NEW_BUILDING, OPERATION
from assistant.language import content_stems

Scores = NDArray[np.float64]
LOCAL = frozenset({Beneficiary.COMMUNE, Beneficiary.EPCI, Beneficiary.DEPARTMENT, Beneficiary.REGION})
USUAL_LENGTH = 1500  # characters of a record
SHORTEST = 200
NEIGHBOURS = 10
NAME_TIMES = 3  # the name of a record tells more than its text
REMEMBERED = 8192  # records: the same aids come back from search to search
WISHED = frozenset({KIND, OPERATION, NEW_BUILDING})  # what is wanted, which an aid may not pay for
NAMED_FOR = frozenset({BUILDING, EVENT})  # what an aid is named for, which the request is not about
ALIKE = 0.8  # resemblance from which two records are copies
SATURATION, LENGTHENING = 1.2, 0.75  # the usual k1 and b of BM25
WEIGHTS: Mapping[str, float] = {
    "purpose": 0.2,  # what an aid pays for is not its financer nor its contact: share of the score by those words alone
    "length": 0.1,  # a long record holds the words of anything: power of its length that divides its score
    "neighbours": 0.2,  # records alike answer alike: share of its score that a record has from the nearest ones
    "authorities": 0.2,  # Jalon serves authorities: share that an aid which is not for them loses, unless asked for
    "copies": 0.1,  # a copy of a record seen above tells nothing new: share of the best score that it loses
    "named for": 0.6,  # an aid named for crèches is not for a town hall: share that it loses
    "wish": 0.1,  # the operation and the kind of help that are wanted: share that an aid without them loses
}


def told_of(aid: Aid) -> str:
    """What the record says that the aid pays for."""
    return "\n".join((aid.name, aid.description, aid.eligibility, *aid.categories))


def rescored(
    found: Sequence[tuple[Aid, float, Sequence[Criterion]]],
    beneficiary: Beneficiary | None,
    asked: Mapping[str, float],
    weights: Mapping[str, float] = WEIGHTS,
) -> list[float]:
    """The corrected scores of aids found with their scores and verdicts, between 0 and 1, in the same order.

    ``asked`` are the stems of the request and what each weighs.
    """
    if not found:
        return []
    scores: Scores = np.array([score for _, score, _ in found])
    lengths = np.array([max(len(told_of(aid)), SHORTEST) for aid, _, _ in found])
    scores = scores * (lengths / USUAL_LENGTH) ** -weights["length"]
    scores = scores / (scores.max() or 1.0)
    bags = [_bag(aid.name, told_of(aid)) for aid, _, _ in found]
    likeness = _likeness(bags)
    scores = (1 - weights["neighbours"]) * scores + weights["neighbours"] * _of_neighbours(scores, likeness)
    for index, (aid, _, criteria) in enumerate(found):
        if beneficiary is None and aid.audiences and not LOCAL & set(aid.audiences):
            scores[index] *= 1 - weights["authorities"]
        unmet = [one.criterion for one in criteria if one.verdict is not Verdict.YES]
        scores[index] *= (1 - weights["wish"]) ** len(WISHED.intersection(unmet))
        if NAMED_FOR.intersection(unmet):
            scores[index] *= 1 - weights["named for"]
    scores = scores / (scores.max() or 1.0)
    scores = (1 - weights["purpose"]) * scores + weights["purpose"] * _of_purpose(bags, asked)
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


def _of_purpose(bags: Sequence["_Bag"], asked: Mapping[str, float]) -> Scores:
    """How much records speak of a request in what they pay for: their BM25 as shares of the best."""
    sizes = np.array([bag.counts.sum() for bag in bags])
    wearing = SATURATION * (1 - LENGTHENING + LENGTHENING * sizes / (sizes.mean() or 1.0))
    known = {_PLACES[stem]: weight for stem, weight in asked.items() if stem in _PLACES}
    rows, words, counts = _together(bags)
    places = np.array(sorted(known), dtype=np.int64)
    said = np.isin(words, places)
    rows, words, counts = rows[said], words[said], counts[said]
    weights = np.array([known[int(word)] for word in words])
    scores = np.bincount(rows, weights=weights * counts / (counts + wearing[rows]), minlength=len(bags))
    shares: Scores = scores / (scores.max() or 1.0)
    return shares


def _likeness(bags: Sequence["_Bag"]) -> Scores:
    """The cosine of the words of records two by two, rare words weighing more; 0 of a record with itself."""
    rows, everything, counts = _together(bags)
    words, columns = np.unique(everything, return_inverse=True)
    rarity = np.log(1 + len(bags) / np.bincount(columns, minlength=len(words)))
    values = (1 + np.log(counts)) * rarity[columns]
    norms = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(bags)))
    vectors = csr_array((values / norms[rows], (rows, columns)), shape=(len(bags), len(words)))
    likeness: Scores = (vectors @ vectors.T).toarray()
    np.fill_diagonal(likeness, 0.0)
    return likeness


def _together(bags: Sequence["_Bag"]) -> tuple[NDArray[np.int64], NDArray[np.int64], Scores]:
    """The words of all records, one after the other: the row of the record, the word, how many times."""
    rows = np.repeat(np.arange(len(bags)), [len(bag.words) for bag in bags])
    return rows, np.concatenate([bag.words for bag in bags]), np.concatenate([bag.counts for bag in bags])


class _Bag(NamedTuple):
    """The words of a record, by their place in the vocabulary met so far, and how many times each is said."""

    words: NDArray[np.int64]
    counts: Scores


@lru_cache(maxsize=REMEMBERED)
def _bag(name: str, told: str) -> _Bag:
    counted = Counter(content_stems(name) * NAME_TIMES + content_stems(told))
    words = np.array([_PLACES.setdefault(stem, next(_NUMBERS)) for stem in counted], dtype=np.int64)
    return _Bag(words, np.array(list(counted.values()), dtype=np.float64))


_PLACES: dict[str, int] = {}  # a number for each stem met in records, the same until the program ends
_NUMBERS = itertools.count()
