"""The order of the aids found: the score of the search, corrected by what is known of aids.

Each correction is small, says why in one sentence, and is measured alone in ``docs/retrieval.md``; a weight of 0 takes
it away.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Aid, Beneficiary
from assistant.funding.criteria import Criterion, Verdict
from assistant.funding.criteria.model import KIND, OPERATION
from assistant.language import content_stems

Scores = NDArray[np.float64]
LOCAL = frozenset({Beneficiary.COMMUNE, Beneficiary.EPCI, Beneficiary.DEPARTMENT, Beneficiary.REGION})
USUAL_LENGTH = 1500  # characters of a record
SHORTEST = 200
NEIGHBOURS = 10
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
    bags = [Counter(content_stems(aid.name) * 3 + content_stems(told_of(aid))) for aid in aids]
    holding = Counter(stem for bag in bags for stem in bag)
    places = {stem: place for place, (stem, count) in enumerate(holding.items())}
    vectors = np.zeros((len(bags), len(places)))
    for row, bag in enumerate(bags):
        for stem, count in bag.items():
            vectors[row, places[stem]] = (1 + math.log(count)) * math.log(1 + len(bags) / holding[stem])
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = np.divide(vectors, norms, out=vectors, where=norms > 0)
    likeness: Scores = vectors @ vectors.T
    np.fill_diagonal(likeness, 0.0)
    return likeness
