"""The gates: a run fails on a broken promise, or on a significant loss beyond a margin against its baseline."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.domain import Frozen
from evals.record import CaseResult, Estimate, GateVerdict, ScoredCase, ScoredSuite, SuiteResult
from evals.statistics import estimate, holm, loss_p_value
from evals.suite import Gate, Metric, Suite

ALPHA = 0.05
SHOWN = 5  # cases named by a verdict


class Difference(Frozen):
    """What a metric has lost from one run to another on the cases of both; positive is worse."""

    suite: str
    metric: str
    loss: Estimate
    p_value: float


class _Tested(NamedTuple):
    gate: Gate
    difference: Difference


def judge(
    suites: Sequence[Suite], results: Sequence[SuiteResult], baselines: Mapping[str, ScoredSuite]
) -> list[GateVerdict]:
    """The verdict of each gate of the suites that were run; the tests of a run are adjusted together.

    What a model judges stops nothing, not even by an error.
    """
    declared = {suite.name: suite for suite in suites}
    verdicts: list[GateVerdict] = []
    tested: list[_Tested] = []
    for result in results:
        if result.skipped or declared[result.name].by_model:
            continue
        verdicts += _errors(result)
        for gate in declared[result.name].gates:
            if gate.least is not None:
                verdicts.append(_promise(gate, gate.least, result))
            elif found := _difference(declared[result.name], gate, result, baselines):
                tested.append(_Tested(gate, found))
            else:
                verdicts.append(_without_baseline(gate, result.name))
    adjusted = holm([one.difference.p_value for one in tested])
    return verdicts + [_loss(one, p_value) for one, p_value in zip(tested, adjusted, strict=True)]


def differences(suite: Suite, before: ScoredSuite, after: ScoredSuite) -> Iterator[Difference]:
    """What each metric has lost from one run to another, on the cases that both have unchanged."""
    pairs = [
        (before.cases[name].scores, case.scores)
        for name, case in after.cases.items()
        if name in before.cases and before.cases[name].digest == case.digest
    ]
    for metric in suite.metrics:
        losses = [_lost(metric, old[metric.name], new[metric.name]) for old, new in pairs if _both(metric, old, new)]
        if losses:
            yield Difference(suite=suite.name, metric=metric.name, loss=estimate(losses), p_value=loss_p_value(losses))


def _both(metric: Metric, old: Mapping[str, float], new: Mapping[str, float]) -> bool:
    return metric.name in old and metric.name in new


def _lost(metric: Metric, old: float, new: float) -> float:
    return old - new if metric.higher_is_better else new - old


def _difference(
    suite: Suite, gate: Gate, result: SuiteResult, baselines: Mapping[str, ScoredSuite]
) -> Difference | None:
    before = baselines.get(suite.name)
    if before is None:
        return None
    cases = {one.id: ScoredCase(digest=one.digest, scores=one.scores) for one in result.cases}
    after = before.model_copy(update={"cases": cases})
    return next((one for one in differences(suite, before, after) if one.metric == gate.metric), None)


def _errors(result: SuiteResult) -> Iterator[GateVerdict]:
    broken = [case for case in result.cases if case.error]
    if broken:
        told = f"{len(broken)} cas en erreur : {_named(broken)}. Le premier : {broken[0].error}"
        yield GateVerdict(suite=result.name, metric="erreurs", passed=False, told=told)


def _promise(gate: Gate, least: float, result: SuiteResult) -> GateVerdict:
    under = [case for case in result.cases if case.scores.get(gate.metric, least) < least]
    told = f"chaque cas vaut au moins {least:g}"
    if under:
        told = f"{len(under)} cas sous {least:g} : {_named(under)}"
    return GateVerdict(suite=result.name, metric=gate.metric, passed=not under, told=told)


def _named(cases: Sequence[CaseResult]) -> str:
    more = f" et {len(cases) - SHOWN} autres" if len(cases) > SHOWN else ""
    return ", ".join(case.id for case in cases[:SHOWN]) + more


def _without_baseline(gate: Gate, suite: str) -> GateVerdict:
    told = "pas de référence à laquelle comparer : « jalon evals accept » en écrit une"
    return GateVerdict(suite=suite, metric=gate.metric, passed=True, told=told)


def _loss(tested: _Tested, p_value: float) -> GateVerdict:
    gate, (found, margin) = tested.gate, (tested.difference, tested.gate.margin or 0.0)
    passed = not (found.loss.mean > margin and p_value < ALPHA)
    told = (
        f"perte moyenne {found.loss.mean:+.3f} ({found.loss.low:+.3f} à {found.loss.high:+.3f}) sur {found.loss.cases} "
        f"cas, marge {margin:g}, p = {p_value:.3f}"
    )
    told = told.replace(".", ",")  # as a French reader expects a number
    return GateVerdict(suite=found.suite, metric=gate.metric, passed=passed, told=told, p_value=p_value)
