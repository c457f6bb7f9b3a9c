"""Runs are kept case by case: resumed when interrupted, run again when an input has changed, the same in parallel."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.progress import silent
from assistant.settings import Settings
from evals.cases import Case
from evals.outputs import Output, OutputStore
from evals.running import How, Runner
from evals.suites import chosen
from evals.suites.calculator import compute
from evals.world import World
from tests.evals.conftest import VERSION, Run

(CALCULATOR,) = chosen(["calculator.footprint"])


def runner(folder: Path, *, version: str = VERSION) -> Runner:
    return Runner(settings=Settings(home=folder), folder=folder, version=version, how=How(resume=True))


def test_an_interrupted_run_takes_up_where_it_stopped(tmp_path: Path) -> None:
    asked: list[str] = []

    def interrupted(case: Case, world: World) -> object:
        asked.append(case.id)
        if len(asked) == 5:
            raise KeyboardInterrupt
        return compute(case, world)

    suite = replace(CALCULATOR, run=interrupted)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        list(runner(tmp_path).run([suite], silent))
    (result,) = runner(tmp_path).run([suite], silent)
    assert len(asked) == len(result.cases) + 1
    assert len(set(asked)) == len(result.cases)


def test_another_version_of_the_code_runs_every_case_again(tmp_path: Path) -> None:
    asked: list[str] = []

    def counted(case: Case, world: World) -> object:
        asked.append(case.id)
        return compute(case, world)

    suite = replace(CALCULATOR, run=counted)  # type: ignore[arg-type]
    for version in ("1", "1", "2"):
        list(runner(tmp_path, version=version).run([suite], silent))
    assert len(asked) == 2 * len(set(asked))


def test_an_output_cut_short_by_a_crash_is_not_taken(tmp_path: Path) -> None:
    case = Case(id="a", split="dev", input={}, expected=None)
    store = OutputStore(tmp_path, "x")
    store.put(case, Output(value=1, seconds=0))
    (file,) = tmp_path.iterdir()
    file.write_text(file.read_text(encoding="utf-8")[:8], encoding="utf-8")
    assert store.get(case) is None


def test_two_processes_find_what_one_does(run: Run) -> None:
    one, two = run("calculator.footprint", "tools.prompts"), run("calculator.footprint", "tools.prompts", jobs=2)
    assert [result.metrics for result in one] == [result.metrics for result in two]


def test_a_case_that_breaks_is_told_and_counts_as_the_worst(tmp_path: Path) -> None:
    suite = replace(CALCULATOR, run=lambda case, world: case.input["absent"])
    (result,) = runner(tmp_path).run([suite], silent)
    assert {case.error for case in result.cases} == {"KeyError : 'absent'"}
    assert result.metrics["right"].mean == 0


def test_a_suite_whose_cases_are_absent_is_skipped_with_the_reason(tmp_path: Path) -> None:
    (result,) = runner(tmp_path).run([replace(CALCULATOR, datasets=("nowhere",))], silent)
    assert result.skipped == "aucun jeu de cas : nowhere"


def test_a_split_leaves_the_other_cases_out(run: Run) -> None:
    (dev,), (test,), (whole,) = (run("calculator.footprint", split=split) for split in ("dev", "test", None))
    assert len(dev.cases) + len(test.cases) == len(whole.cases)
    assert {case.slices["split"] for case in dev.cases} == {"dev"}
    (none,) = run("calculator.footprint", split="absent")
    assert none.skipped == "aucun cas dans la partie « absent »"
