"""The green budget (*budget vert*): a draft rating of expense lines on the six axes, by M57 account and nature.

Rules, natures, accounts and the calendar are data with their source; what no rule says stays undefined.
"""

from assistant.calculators.greenbudget.book import load_book
from assistant.calculators.greenbudget.codes import AmountBasis, Axis, EntityKind, Instruction, Rating
from assistant.calculators.greenbudget.engine import account_refusal, rate_budget
from assistant.calculators.greenbudget.inputs import EXAMPLE, Entity, ExpenseLine, GreenBudgetInput
from assistant.calculators.greenbudget.result import (
    AxisRating,
    AxisTotals,
    Confirmation,
    GreenBudgetResult,
    Obligation,
    RatedLine,
)

__all__ = [
    "EXAMPLE",
    "AmountBasis",
    "Axis",
    "AxisRating",
    "AxisTotals",
    "Confirmation",
    "Entity",
    "EntityKind",
    "ExpenseLine",
    "GreenBudgetInput",
    "GreenBudgetResult",
    "Instruction",
    "Obligation",
    "RatedLine",
    "Rating",
    "account_refusal",
    "load_book",
    "rate_budget",
]
