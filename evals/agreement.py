"""Agreement of the two passes over a fifth of the judged sets: Cohen's kappa, quadratic weights.

Run: ``python -m evals.agreement [--differences]``.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from evals.datasets import Case, read_cases

GRADES = {"funding_queries": 4, "regulation_questions": 3}


class Twice(NamedTuple):
    """An item judged in both passes."""

    case: str
    item: str
    first: int
    second: int


def weighted_kappa(pairs: Sequence[tuple[int, int]], grades: int) -> float:
    """Cohen's kappa with quadratic weights of grades from 0 to ``grades - 1``; 1 when both passes are one grade."""
    observed = np.zeros((grades, grades))
    for first, second in pairs:
        observed[first, second] += 1
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / len(pairs)
    rows, columns = np.indices((grades, grades))
    weights = (rows - columns) ** 2
    by_chance = float((weights * expected).sum())
    return 1.0 - float((weights * observed).sum()) / by_chance if by_chance else 1.0


def judged_twice(dataset: str) -> tuple[Twice, ...]:
    """The items of a dataset that both passes have judged; what the first did not list has grade 0."""
    first = {case.id: _first_grades(case) for case in read_cases(dataset)}
    return tuple(
        Twice(case.id, one["item"], first[case.id].get(one["item"], 0), one["grade"])
        for case in read_cases("second_pass")
        if case.slices["dataset"] == dataset
        for one in case.expected
    )


def _first_grades(case: Case) -> Mapping[str, int]:
    if isinstance(case.expected, dict):
        return dict(case.expected["judgements"])
    return {f"{one['document']}#{one['heading']}#{one['part']}": one["grade"] for one in case.expected}


def report(*, differences: bool) -> Iterator[str]:
    """The report, line by line, in Markdown."""
    yield "| dataset | items | same grade | kappa |\n|---|---|---|---|"
    for dataset, grades in GRADES.items():
        items = judged_twice(dataset)
        same = sum(one.first == one.second for one in items) / len(items)
        kappa = weighted_kappa([(one.first, one.second) for one in items], grades)
        yield f"| {dataset} | {len(items)} | {same:.1%} | {kappa:.2f} |"
    if differences:
        for dataset in GRADES:
            for one in judged_twice(dataset):
                if one.first != one.second:
                    yield f"- {one.case} {one.item}: {one.first} then {one.second}"


def main() -> None:
    """Print the agreement, and each difference when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--differences", action="store_true", help="list each item judged otherwise")
    for line in report(differences=parser.parse_args().differences):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
