"""The measures of a ranking, and an estimate of what a threshold keeps when only a sample has been judged."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import ir_measures
import numpy as np
from ir_measures import P, nDCG
from numpy.typing import NDArray

from benchmarks.comparables.judged import Description, Grades

CUT = 10
BIN = 0.05  # of nearness
LOWEST = 0.3
Rank = Callable[[str], Sequence[int]]
Values = NDArray[np.float64]


class Ranked(NamedTuple):
    """Precision at 10 and nDCG@10 of a system, description by description, and how many of its tops are unjudged."""

    precision: Values
    ndcg: Values
    unjudged: int


def measure(descriptions: Sequence[Description], grades: Mapping[int, Grades], rank: Rank) -> Ranked:
    """Run a system over descriptions; what is not judged counts as irrelevant."""
    tops = {one.id: list(rank(one.text))[:CUT] for one in descriptions}
    run = {
        str(name): {str(place): float(CUT - position) for position, place in enumerate(top)}
        for name, top in tops.items()
    }
    asked = {str(one.id): {str(place): grade for place, grade in grades[one.id].items()} for one in descriptions}
    found: dict[tuple[str, str], float] = {
        (str(metric.measure), metric.query_id): metric.value
        for metric in ir_measures.iter_calc((P @ CUT, nDCG @ CUT), asked, run)
    }
    values = [
        np.array([found.get((str(one), str(description.id)), 0.0) for description in descriptions])
        for one in (P @ CUT, nDCG @ CUT)
    ]
    unjudged = sum(place not in grades[name] for name, top in tops.items() for place in top)
    return Ranked(values[0], values[1], unjudged)


class Kept(NamedTuple):
    """What a threshold keeps: estimated precision and recall, means over descriptions."""

    threshold: float
    precision: float
    recall: float

    @property
    def score(self) -> float:
        """F 0.5, which counts precision twice: a wrong operation spoils a median, a missing one does not."""
        total = 0.25 * self.precision + self.recall
        return 1.25 * self.precision * self.recall / total if total else 0.0


def thresholds(nearness: Mapping[int, Values], grades: Mapping[int, Grades]) -> list[Kept]:
    """What each threshold keeps.

    Judgements are a sample: in each bin of nearness, the share of the judged operations that are relevant stands for
    all those of the bin, drawn towards that of the same bin of all descriptions where few were judged.
    """
    edges = np.round(np.arange(LOWEST, 1 + BIN / 2, BIN), 2)
    counts = {name: _counts(values, grades[name], edges) for name, values in nearness.items()}
    total = sum(judged for _, judged in counts.values())
    usual = (total[:, 1] + 0.5) / (total.sum(axis=1) + 1)
    shares = {name: (judged[:, 1] + usual) / (judged.sum(axis=1) + 1) for name, (_, judged) in counts.items()}
    relevant = {name: everything * shares[name] for name, (everything, _) in counts.items()}
    kept = []
    for first, threshold in enumerate(edges):
        some = [name for name, (everything, _) in counts.items() if everything[first:].sum()]
        precision = [relevant[name][first:].sum() / counts[name][0][first:].sum() for name in some]
        recall = [found[first:].sum() / max(found.sum(), 1e-9) for found in relevant.values()]
        kept.append(Kept(float(threshold), float(np.mean(precision)), float(np.mean(recall))))
    return kept


def _counts(nearness: Values, grades: Grades, edges: Values) -> tuple[Values, Values]:
    """In each bin, all the operations, and those judged irrelevant and relevant."""
    bins = np.searchsorted(edges, nearness + 1e-9, side="right") - 1
    everything = np.bincount(bins[bins >= 0], minlength=len(edges)).astype(float)
    judged = np.zeros((len(edges), 2))
    for place, grade in grades.items():
        if bins[place] >= 0:
            judged[bins[place], grade] += 1
    return everything, judged
