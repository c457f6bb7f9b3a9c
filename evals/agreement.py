"""Agreement of two judges on the same items: Cohen's kappa with quadratic weights, and its bootstrap interval."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from pydantic import RootModel

from assistant.domain import Frozen
from evals.cases import Case, load_dataset, read_as
from evals.judgements import Judged, grades_of
from evals.statistics import LEVEL, RESAMPLES, SEED

GRADES = {"funding_queries": 4, "regulation_questions": 3}
SECOND_PASS = "second_pass"  # noqa: S105 - a dataset


class GradedItem(Frozen):
    """An aid or a passage, and its grade in the second pass."""

    item: str
    grade: int


class GradedItems(RootModel[tuple[GradedItem, ...]]):
    """What the second pass says of a case."""


class Twice(NamedTuple):
    """An item judged twice."""

    case: str
    item: str
    first: int
    second: int


class Agreement(Frozen):
    """How far two judges agree on the items of a dataset; the interval is at 95 %, over cases."""

    dataset: str
    judges: str
    items: int
    same: float
    kappa: float
    low: float
    high: float


def weighted_kappa(pairs: Sequence[tuple[int, int]], grades: int) -> float:
    """Cohen's kappa with quadratic weights of grades from 0 to ``grades - 1``; 1 when both judges give one grade."""
    observed = np.zeros((grades, grades))
    for first, second in pairs:
        observed[first, second] += 1
    return _kappa(observed)


def _kappa(observed: np.ndarray) -> float:
    """The kappa of a table of counts, first judge by second."""
    rows, columns = np.indices(observed.shape)
    weights = (rows - columns) ** 2
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / observed.sum()
    by_chance = float((weights * expected).sum())
    return 1.0 - float((weights * observed).sum()) / by_chance if by_chance else 1.0


def agreement(dataset: str, judges: str, items: Sequence[Twice]) -> Agreement:
    """The agreement on the items of a dataset, one or more; whole cases are drawn, since their items are alike."""
    grades = GRADES[dataset]
    tables = np.zeros((len({one.case for one in items}), grades, grades))
    places: dict[str, int] = {}
    for one in items:
        tables[places.setdefault(one.case, len(places)), one.first, one.second] += 1
    draws = np.random.default_rng(SEED).integers(0, len(tables), size=(RESAMPLES, len(tables)))
    low, high = np.quantile([_kappa(tables[draw].sum(axis=0)) for draw in draws], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Agreement(
        dataset=dataset,
        judges=judges,
        items=len(items),
        same=sum(one.first == one.second for one in items) / len(items),
        kappa=_kappa(tables.sum(axis=0)),
        low=float(low),
        high=float(high),
    )


def judged_twice(dataset: str) -> tuple[Twice, ...]:
    """The items of a dataset that both passes have judged; what the first did not list has grade 0."""
    first = {case.id: first_grades(dataset, case) for case in load_dataset(dataset).cases}
    return tuple(
        Twice(case.id, one.item, first[case.id].get(one.item, 0), one.grade)
        for case in load_dataset(SECOND_PASS).cases
        if case.slices["dataset"] == dataset
        for one in read_as(GradedItems, case, case.expected).root
    )


def first_grades(dataset: str, case: Case) -> Mapping[str, int]:
    """The grades of a judged case, by item."""
    if dataset == "funding_queries":
        return read_as(Judged, case, case.expected).judgements
    return grades_of(case)


def of_both_passes() -> list[Agreement]:
    """The agreement of the two passes over a fifth of each judged set."""
    return [agreement(dataset, "première et seconde passes", judged_twice(dataset)) for dataset in GRADES]


def agreement_text(found: Sequence[Agreement]) -> str:
    """The table, in Markdown."""
    return "\n".join(_rows(found))


def _rows(found: Sequence[Agreement]) -> Iterator[str]:
    yield "| jeu | juges | éléments | même note | kappa pondéré (95 %) |\n|---|---|---|---|---|"
    for one in found:
        kappa = f"{one.kappa:.2f} ({one.low:.2f} à {one.high:.2f})".replace(".", ",")
        yield f"| {one.dataset} | {one.judges} | {one.items} | {one.same * 100:.0f} % | {kappa} |"


def differences_text(items: Sequence[Twice]) -> str:
    """Each item graded otherwise by the second judge."""
    return "\n".join(
        f"- {one.case} {one.item} : {one.first} puis {one.second}" for one in items if one.first != one.second
    )
