"""A language model as a judge, run only when it is named, never gated.

Calibration. ``input``: ``dataset``, ``request``, ``item``. ``expected``: our grades, of the ``first`` and ``second``
pass. Results. The cases of a retrieval suite: the judge grades what is found first, judged by us or not.
"""

from collections.abc import Iterator
from functools import partial

from pydantic import JsonValue

from assistant.domain import Frozen
from evals.agreement import GRADES, SECOND_PASS, Agreement, Twice, agreement, judged_twice
from evals.cases import Case, Dataset, load_dataset, made_dataset, read_as
from evals.judging import text_of
from evals.record import CaseResult, RunRecord
from evals.suite import Metric, Scores, Suite
from evals.suites.retrieval import FUNDING, REGULATION, listed
from evals.world import World

SAME, NEAR, GRADED = "same", "near", "graded"
LOOKED_AT = 5
CALIBRATION = "judge.calibration"
PASSES = {"first": "première passe", "second": "seconde passe"}


class Item(Frozen):
    """An item to grade."""

    dataset: str
    request: str
    item: str


class TwoGrades(Frozen):
    """Our grades, in both passes."""

    first: int
    second: int


def items() -> Dataset:
    """Each item that both passes have judged; raises DatasetAbsentError."""
    passes = load_dataset(SECOND_PASS)
    header = {
        "schema": "jalon.judge/1",
        **passes.meta.model_dump(include={"version", "licence", "origin", "description"}),
    }
    requests = {case.id: (str(next(iter(case.input.values()))), case.split) for case in passes.cases}
    return made_dataset("judge", (_case(name, one, *requests[one.case]) for name, one in _twice()), **header)


def _twice() -> Iterator[tuple[str, Twice]]:
    yield from ((name, one) for name in GRADES for one in judged_twice(name))


def _case(dataset: str, one: Twice, request: str, split: str) -> Case:
    return Case(
        id=f"{one.case}/{one.item}",
        split=split,
        slices={"dataset": dataset, "grade": str(one.first)},
        input={"dataset": dataset, "request": request, "item": one.item},
        expected={"first": one.first, "second": one.second},
    )


def grade_item(case: Case, world: World) -> JsonValue:
    """The grade that the judge gives, and why."""
    one = read_as(Item, case, case.input)
    return world.judge.grade(one.dataset, one.request, text_of(one.item)).model_dump()


def score_grade(case: Case, output: JsonValue) -> Scores:
    """Whether the grade is that of our first pass, or one beside it."""
    away = abs(_grade(output) - read_as(TwoGrades, case, case.expected).first)
    return {SAME: float(away == 0), NEAR: float(away <= 1)}


def _grade(output: JsonValue) -> int:
    assert isinstance(output, dict)
    return int(str(output["grade"]))


def grade_results(case: Case, world: World, *, suite: Suite) -> JsonValue:
    """The first results of a search, each with its grade."""
    found = listed(suite.run(case, world), "found")[:LOOKED_AT]
    (request,) = case.input.values()
    given = {name: world.judge.grade(suite.datasets[0], str(request), text_of(name)) for name in found}
    return {name: one.model_dump() for name, one in given.items()}


def score_results(_case: Case, output: JsonValue, *, best: int) -> Scores:
    """The mean grade of what is found first, over the best one; none when nothing is found."""
    assert isinstance(output, dict)
    return {GRADED: sum(map(_grade, output.values())) / best / len(output)} if output else {}


def of_judge(record: RunRecord) -> list[Agreement]:
    """How far the judge of a run agrees with each of our passes; what it could not grade is left out."""
    cases = [case for suite in record.suites if suite.name == CALIBRATION for case in suite.cases if not case.error]
    return [
        agreement(name, f"{told} et {record.versions.model}", some)
        for name in GRADES
        for ours, told in PASSES.items()
        if (some := [_compared(case, ours) for case in cases if case.slices["dataset"] == name])
    ]


def _compared(case: CaseResult, ours: str) -> Twice:
    assert isinstance(case.expected, dict)
    about, _, item = case.id.partition("/")
    return Twice(about, item, int(str(case.expected[ours])), _grade(case.output))


def of_results(suite: Suite) -> Suite:
    """The judge on the results of a retrieval suite."""
    best = GRADES[suite.datasets[0]] - 1
    return Suite(
        name=suite.name.replace("retrieval", "judge"),
        title=f"{suite.title} : note du modèle juge",
        datasets=suite.datasets[:1],
        corpus=suite.corpus,
        run=partial(grade_results, suite=suite),
        score=partial(score_results, best=best),
        metrics=(Metric(name=GRADED, title=f"Note des {LOOKED_AT} premiers résultats, sur {best}"),),
        gates=(),
        by_model=True,
    )


SUITES = (
    Suite(
        name=CALIBRATION,
        title="Étalonner le modèle juge sur nos notes",
        datasets=(),
        loader=items,
        run=grade_item,
        score=score_grade,
        metrics=(Metric(name=SAME, title="Même note que nous"), Metric(name=NEAR, title="À une note près")),
        gates=(),
        by_model=True,
    ),
    of_results(FUNDING),
    of_results(REGULATION),
)
