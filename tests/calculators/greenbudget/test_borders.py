"""Every rule of the green budget, on both sides of its border (``borders.toml``)."""

import tomllib
from pathlib import Path

import pytest

from assistant.calculators.greenbudget import ExpenseLine, GreenBudgetInput, load_book, rate_budget

BORDERS = tomllib.loads(Path(__file__).with_name("borders.toml").read_text(encoding="utf-8"))
BOOK = load_book()


def rules_of(case: dict[str, str]) -> set[str]:
    line = ExpenseLine(label=case["label"], account=case["account"], amount=1000)
    rated = rate_budget(GreenBudgetInput(year=2025, lines=(line,))).lines[0]
    return {rule for rating in rated.ratings for rule in rating.rules}


def test_every_rule_has_its_border() -> None:
    assert BORDERS.keys() == {rule.id for rule in BOOK.rules}
    assert len(BORDERS) >= 60


@pytest.mark.parametrize("rule", sorted(BORDERS))
def test_a_rule_rates_the_line_inside_its_border(rule: str) -> None:
    assert rule in rules_of(BORDERS[rule]["inside"])


@pytest.mark.parametrize("rule", sorted(BORDERS))
def test_a_rule_leaves_the_line_outside_its_border(rule: str) -> None:
    assert rule not in rules_of(BORDERS[rule]["outside"])
