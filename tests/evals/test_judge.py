"""A model as a judge: asked over HTTP, compared with our grades, and never able to stop a change."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.progress import silent
from assistant.settings import Settings
from evals.cases import Case, Dataset
from evals.endpoint import Body, Reply, serve
from evals.judging import text_of
from evals.record import RunRecord, SuiteResult
from evals.running import How, Runner
from evals.suites import SUITES, chosen
from evals.suites.judge import Item, TwoGrades, items, of_judge, of_results
from evals.suites.retrieval import FUNDING
from tests.evals.conftest import NOW, VERSION, VERSIONS, failed

EVERY = 9
SENT = re.compile(r"<demande>\n(.*)\n</demande>\n<document>\n(.*)\n</document>", re.DOTALL)
(CALIBRATION,) = chosen(["judge.calibration"])
Says = Callable[[str, str], str]


def some_items() -> Dataset:
    dataset = items()
    return dataset.model_copy(update={"cases": dataset.cases[::EVERY]})


def sent(body: Body) -> tuple[str, str]:
    found = SENT.search(str(body["messages"][0]["content"]))
    assert found
    return found[1], found[2]


def ours(case: Case) -> tuple[Item, TwoGrades]:
    return Item.model_validate(case.input), TwoGrades.model_validate(case.expected)


def judged(says: Says, folder: Path) -> SuiteResult:
    """What a judge that says this gives."""
    suite = replace(CALIBRATION, loader=some_items)
    with serve(lambda body: Reply(says(*sent(body)))) as server:
        settings = Settings(home=folder, llm_base_url=server.url, llm_model="juge", llm_retries=0)
        (result,) = Runner(settings=settings, folder=folder, version=VERSION, how=How()).run([suite], silent)
    return result


def recorded(result: SuiteResult) -> RunRecord:
    versions = VERSIONS.model_copy(update={"model": "juge"})
    return RunRecord(run_id="1", started_at=NOW, seconds=1, versions=versions, suites=(result,))


def test_a_judge_that_grades_as_we_did_agrees_wholly_with_the_first_pass(tmp_path: Path) -> None:
    grades = {(one.request, text_of(one.item)): two.first for one, two in map(ours, some_items().cases)}
    result = judged(lambda *given: f"Voici : {json.dumps({'grade': grades[given], 'because': 'lu'})}", tmp_path)
    assert result.metrics["same"].mean == 1
    first = [one for one in of_judge(recorded(result)) if one.judges == "première passe et juge"]
    assert [(one.dataset, one.kappa) for one in first] == [("funding_queries", 1), ("regulation_questions", 1)]


def test_a_judge_that_always_says_the_same_agrees_by_chance_only(tmp_path: Path) -> None:
    result = judged(lambda *_: '{"grade": 0}', tmp_path)
    assert 0.2 < result.metrics["same"].mean < 0.9
    assert {round(one.kappa, 6) for one in of_judge(recorded(result))} == {0}


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("trois", "ValueError"),
        ('{"grade": 9}', "ValueError"),
        ('{"grade": -1}', "ValidationError"),
        ('{"because": "rien"}', "ValidationError"),
        ("{grade}", "JSONDecodeError"),
    ],
)
def test_what_is_no_grade_is_an_error_told_that_stops_nothing(said: str, error: str, tmp_path: Path) -> None:
    result = judged(lambda *_: said, tmp_path)
    assert {case.error for case in result.cases} == {f"Le modèle juge n'a pas donné de note ({error})."}
    assert failed([CALIBRATION], None, [result]) == []
    assert of_judge(recorded(result)) == []


def test_without_a_language_model_a_judge_is_skipped_with_what_to_set(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, llm_base_url=None, llm_model=None)
    (result,) = Runner(settings=settings, folder=tmp_path, version=VERSION, how=How()).run([CALIBRATION], silent)
    assert "JALON_LLM_BASE_URL" in (result.skipped or "")


def test_a_judge_is_run_only_when_it_is_named_and_has_no_gate() -> None:
    judges = [suite for suite in SUITES if suite.by_model]
    assert judges == chosen(["judge"])
    assert not set(map(id, judges)) & set(map(id, chosen([])))
    assert not any(suite.gates for suite in judges)


def test_a_judge_grades_what_a_search_finds_first(evals_folder: Path) -> None:
    suite = of_results(FUNDING)
    cases = suite.load().cases[:2]
    few = replace(suite, loader=lambda: suite.load().model_copy(update={"cases": cases}))
    with serve(lambda body: Reply('{"grade": 3}' if "LED" in sent(body)[1] else '{"grade": 0}')) as server:
        settings = Settings(home=evals_folder, llm_base_url=server.url, llm_model="juge")
        (result,) = Runner(settings=settings, folder=evals_folder, version=VERSION, how=How()).run([few], silent)
    assert len(server.requests) == 2 * 5
    assert all(0 <= case.scores["graded"] <= 1 for case in result.cases)
    assert 0 < result.metrics["graded"].mean < 1
