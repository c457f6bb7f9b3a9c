"""A run and a comparison as text, for the terminal."""

from collections.abc import Iterator, Mapping, Sequence

from evals.gates import ALPHA, Difference
from evals.record import RunRecord, SuiteResult
from evals.report.words import interval, number
from evals.suite import Suite


def run_text(record: RunRecord, suites: Mapping[str, Suite]) -> str:
    """The measures of each suite, then the gates that fail and how many pass."""
    return "\n".join(_run_lines(record, suites))


def _run_lines(record: RunRecord, suites: Mapping[str, Suite]) -> Iterator[str]:
    for result in record.suites:
        yield f"{result.name} : {result.title}"
        yield from _suite_lines(result, suites[result.name])
    failed = [gate for gate in record.gates if not gate.passed]
    for gate in failed:
        yield f"ÉCHEC  {gate.suite}, {gate.metric} : {gate.told}"
    passed = len(record.gates) - len(failed)
    seconds, commit = number(record.seconds), record.versions.commit
    yield f"{passed} garde-fous sur {len(record.gates)} passent, en {seconds} s ({commit})."


def _suite_lines(result: SuiteResult, suite: Suite) -> Iterator[str]:
    if result.skipped:
        yield f"    non lancée : {result.skipped}"
    for metric in suite.metrics:
        if metric.name in result.metrics:
            yield f"    {metric.title:<36} {interval(result.metrics[metric.name], metric.unit)}"


def comparison_text(found: Sequence[Difference]) -> str:
    """What each metric has lost or won, and whether chance explains it."""
    lines = (
        f"{one.suite}, {one.metric} : {number(-one.loss.mean)} ({number(-one.loss.high)} à {number(-one.loss.low)}), "
        f"{one.loss.cases} cas, {_told(one)}"
        for one in found
    )
    return "\n".join(lines) or "Aucun cas commun aux deux rapports."


def _told(one: Difference) -> str:
    if one.p_value < ALPHA:
        return f"perte significative (p = {number(one.p_value)})"
    return "gain" if one.loss.high < 0 else "pas de perte significative"
