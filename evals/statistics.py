"""Intervals and tests, always the same for the same measures: every draw is seeded."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from scipy.stats import binomtest, permutation_test

from evals.record import Estimate

RESAMPLES = 5000
LEVEL = 0.95
SEED = 20261130


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of one value or more, with its bootstrap interval over cases."""
    found = np.asarray(values, dtype=float)
    low, high = _bounds(found)
    return Estimate(mean=float(found.mean()), low=low, high=high, cases=len(found))


def share(values: Sequence[float]) -> Estimate:
    """The mean of shares of 1, with Wilson's bounds where all are 0 or all 1: a bootstrap would call that certain."""
    found = estimate(values)
    if found.low < found.high or found.mean not in (0, 1):
        return found
    bounds = binomtest(round(found.mean) * found.cases, found.cases).proportion_ci(LEVEL, method="wilson")
    return found.model_copy(update={"low": float(bounds.low), "high": float(bounds.high)})


def _bounds(values: np.ndarray) -> tuple[float, float]:
    if np.ptp(values) == 0:
        return float(values[0]), float(values[0])
    draws = np.random.default_rng(SEED).integers(0, len(values), size=(RESAMPLES, len(values)))
    low, high = np.quantile(values[draws].mean(axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def loss_p_value(losses: Sequence[float]) -> float:
    """How likely a mean loss this large is when the two runs are alike: paired permutation test, one-sided.

    ``losses`` are by case, of the second run against the first. Exact for few cases, by seeded draws for many.
    """
    if not any(losses):
        return 1.0
    tested = permutation_test(
        (np.asarray(losses, dtype=float),),
        np.mean,
        permutation_type="samples",
        alternative="greater",
        n_resamples=RESAMPLES,
        rng=np.random.default_rng(SEED),
    )
    return float(tested.pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values adjusted for being looked at together (Holm 1979), in the order given."""
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda place: p_values[place])):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return adjusted


def means(scores: Sequence[Mapping[str, float]], shares: Collection[str]) -> dict[str, Estimate]:
    """The estimate of each metric over the cases that have it; those that are ``shares`` go from 0 to 1."""
    names = dict.fromkeys(name for one in scores for name in one)
    values = {name: [one[name] for one in scores if name in one] for name in names}
    return {name: (share if name in shares else estimate)(found) for name, found in values.items()}
