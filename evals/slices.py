"""The measures of the cases that share a trait, and the cases that fared worst."""

from collections import defaultdict
from collections.abc import Sequence

from evals.record import CaseResult, Estimate, SuiteResult
from evals.statistics import means
from evals.suite import Suite

WORST = 20


def by_slice(suite: Suite, cases: Sequence[CaseResult]) -> dict[str, dict[str, dict[str, Estimate]]]:
    """The estimates by slice, value and metric; only of slices that part the cases."""
    groups: dict[str, dict[str, list[CaseResult]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        for name, values in case.slices.items():
            for value in values.split():
                groups[name][value].append(case)
    return {
        name: {value: means([one.scores for one in some], suite.shares) for value, some in sorted(parts.items())}
        for name, parts in groups.items()
        if len(parts) > 1
    }


def worst(suite: Suite, result: SuiteResult, count: int = WORST) -> list[CaseResult]:
    """The cases furthest from perfect, those that broke first; perfect ones are left out.

    Where no metric is a share, those that take the most of what less is better of.
    """
    judged = [(_shortfall(suite, result, case), case) for case in result.cases]
    found = sorted((pair for pair in judged if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].id))
    return [case for _, case in found[:count]]


def _shortfall(suite: Suite, result: SuiteResult, case: CaseResult) -> float:
    """How far a case is from 1 on the metrics that are shares, or over the means of those that are not."""
    if case.error:
        return float("inf")
    if suite.shares:
        return sum(1 - case.scores[name] for name in sorted(suite.shares & case.scores.keys()))
    means_of = {one.name: result.metrics[one.name].mean for one in suite.metrics if one.name in case.scores}
    return sum(case.scores[name] / mean - 1 for name, mean in means_of.items() if mean)
