"""A gate stops a loss that is beyond its margin and significant, and a promise broken by a single case."""

import pytest

from evals.cases import Case
from evals.record import CaseResult, SuiteResult, case_digest
from evals.statistics import means
from evals.suite import Gate, Metric, Suite
from tests.evals.conftest import failed


def suite(*gates: Gate, higher: bool = True) -> Suite:
    return Suite(
        name="s", title="S", datasets=(), run=lambda case, world: None, score=lambda case, output: {},
        metrics=(Metric(name="m", title="M", higher_is_better=higher),), gates=gates,
    )  # fmt: skip


def results(values: list[float], *, changed: int = 0, error: str | None = None) -> list[SuiteResult]:
    """A suite whose cases have these values; the first ``changed`` are not the cases of the others."""
    cases = []
    for number, value in enumerate(values):
        given = {"query": f"{number}{'!' if number < changed else ''}"}
        case = Case(id=str(number), split="dev", input=given, expected=None)
        cases.append(
            CaseResult(
                id=case.id,
                digest=case_digest(case),
                input=given,
                expected=None,
                scores={"m": value},
                error=error,
                seconds=0,
            )
        )
    return [SuiteResult(name="s", title="S", metrics=means([case.scores for case in cases], {"m"}), cases=tuple(cases))]


MARGIN = suite(Gate(metric="m", margin=0.05))
PERFECT = [1.0] * 20


def test_a_large_loss_is_stopped() -> None:
    (verdict,) = failed([MARGIN], results(PERFECT), results([0.5] * 20))
    assert "perte moyenne +0,500" in verdict.told


@pytest.mark.parametrize("after", [[0.97] * 20, [0.0] + [1.0] * 19, PERFECT], ids=["within margin", "chance", "same"])
def test_a_loss_within_the_margin_or_by_chance_passes(after: list[float]) -> None:
    assert failed([MARGIN], results(PERFECT), results(after)) == []


def test_cases_that_have_changed_are_not_compared() -> None:
    assert failed([MARGIN], results(PERFECT), results([0.0] * 10 + [1.0] * 10, changed=10)) == []


def test_without_baseline_nothing_is_lost() -> None:
    assert failed([MARGIN], None, results([0.0] * 20)) == []


def test_a_promise_is_broken_by_one_case_even_without_baseline() -> None:
    (verdict,) = failed([suite(Gate(metric="m", least=1))], None, results([1.0, 0.9, 1.0]))
    assert verdict.told == "1 cas sous 1 : 1"


def test_more_is_a_loss_when_lower_is_better() -> None:
    slower = suite(Gate(metric="m", margin=0.05), higher=False)
    assert failed([slower], results([1.0] * 10), results([2.0] * 10))
    assert failed([slower], results([2.0] * 10), results([1.0] * 10)) == []


def test_a_case_that_breaks_is_stopped() -> None:
    (verdict,) = failed([MARGIN], results(PERFECT), results(PERFECT, error="KeyError : x"))
    assert "KeyError" in verdict.told
