"""The suites measure what they say: past operations, other engines, what a model is sent; real sets are skipped."""

from pathlib import Path

import pytest

from evals import shared
from evals.cases import DatasetAbsentError
from evals.record import SuiteResult
from evals.slices import worst
from evals.suites import chosen
from tests.evals.conftest import Run, failed


def test_past_operations_are_found_and_a_run_again_loses_nothing(run: Run, tmp_path: Path) -> None:
    first = run("retrieval.projects", folder=tmp_path)
    assert first[0].metrics["present"].mean == 1
    assert first[0].metrics["ndcg@10"].mean > 0.4
    assert failed(chosen(["retrieval.projects"]), first, run("retrieval.projects", folder=tmp_path)) == []


@pytest.mark.real_data
def test_every_answer_of_another_engine_is_found_with_its_factors(run: Run, shared_data: Path) -> None:
    (result,) = run("calculator.oracles")
    assert len(result.cases) >= 50
    assert failed(chosen(["calculator.oracles"]), None, [result]) == []
    assert 0 < result.metrics["distance"].mean < 20


@pytest.mark.parametrize(
    ("name", "place"),
    [("calculator.oracles", "ORACLES"), ("retrieval.real_projects", "PROJECTS"), ("understanding.facets", "REQUESTS")],
)
def test_a_real_set_that_is_absent_is_skipped_with_its_place(
    name: str, place: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, place, tmp_path / "absent")
    (result,) = run(name)
    assert "absent" in (result.skipped or "")


@pytest.mark.parametrize("name", ["funding", "crpa", "cnil"])
def test_a_judged_set_that_is_absent_is_skipped_with_its_place(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    benchmark = pytest.importorskip("benchmarks.judged")
    moved = [one.__class__(**{**vars(one), "folder": tmp_path / "absent"}) for one in benchmark.SETS]
    monkeypatch.setattr(benchmark, "SETS", moved)
    with pytest.raises(DatasetAbsentError, match=f"shared/data/judged/{name}"):
        shared.judged_queries(name)
    assert shared.judged_corpus(name) is None


@pytest.fixture(scope="module")
def spent(run: Run) -> SuiteResult:
    """What the cases of development cost with a model."""
    return run("cost.model", split="dev")[0]


def test_what_a_model_is_sent_is_always_the_same(run: Run, spent: SuiteResult) -> None:
    (again,) = run("cost.model", split="dev")
    sent = [
        {case.id: (case.scores["sent"], case.scores["requests"]) for case in result.cases} for result in (spent, again)
    ]
    assert sent[0] == sent[1]
    assert min(size for size, _ in sent[0].values()) > 5000


def test_the_dearest_cases_of_a_suite_without_shares_come_first(spent: SuiteResult) -> None:
    (suite,) = chosen(["cost.model"])
    dearest = worst(suite, spent)
    assert 0 < len(dearest) < len(spent.cases)
    assert any(dearest[0].scores[name] == max(case.scores[name] for case in spent.cases) for name in spent.metrics)
