"""Budgets that the tests of the green budget rate."""

from decimal import Decimal
from typing import Any

from assistant.calculators.greenbudget import (
    Axis,
    AxisRating,
    Entity,
    ExpenseLine,
    GreenBudgetInput,
    GreenBudgetResult,
    Rating,
    rate_budget,
)


def rated(*lines: ExpenseLine, year: int = 2025, **entity: Any) -> GreenBudgetResult:
    """The lines of a commune of 5 200 inhabitants, rated."""
    known = {"population": 5200, **entity}
    return rate_budget(GreenBudgetInput(year=year, entity=Entity(**known), lines=lines))


def expense(label: str, account: str = "", amount: str = "1000", description: str = "") -> ExpenseLine:
    """A line of expense."""
    return ExpenseLine(label=label, account=account, amount=Decimal(amount), description=description)


def on_axis(label: str, account: str = "", axis: Axis = Axis.MITIGATION) -> AxisRating:
    """The rating of one line on one axis."""
    return next(one for one in rated(expense(label, account)).lines[0].ratings if one.axis is axis)


def rating(label: str, account: str = "", axis: Axis = Axis.MITIGATION) -> Rating:
    """What one line is rated on one axis."""
    return on_axis(label, account, axis).rating
