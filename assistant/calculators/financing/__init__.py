"""The financing calculator: a plan is built, checked rule by rule, optimised, and laid out year by year.

Amounts are exact decimals to the cent; rules and schemes are data with their legal reference; a model can only call it.
"""

from assistant.calculators.financing.book import load_book
from assistant.calculators.financing.codes import (
    Basis,
    CostNature,
    EventKind,
    FctvaKind,
    FctvaRegime,
    GrantStatus,
    OwnerKind,
    Severity,
    Verdict,
)
from assistant.calculators.financing.engine import check_plan
from assistant.calculators.financing.inputs import (
    Calendar,
    CostItem,
    Derogation,
    Grant,
    Loan,
    Operation,
    Owner,
    PaidShare,
    PlanInput,
)
from assistant.calculators.financing.optimiser import optimise_plan
from assistant.calculators.financing.reading import explained_errors, field_errors, read_plan
from assistant.calculators.financing.result import (
    BindingRule,
    CashYear,
    Check,
    Optimum,
    PlanEvent,
    PlanResult,
    SourceAmount,
    Totals,
)

__all__ = [
    "Basis",
    "BindingRule",
    "Calendar",
    "CashYear",
    "Check",
    "CostItem",
    "CostNature",
    "Derogation",
    "EventKind",
    "FctvaKind",
    "FctvaRegime",
    "Grant",
    "GrantStatus",
    "Loan",
    "Operation",
    "Optimum",
    "Owner",
    "OwnerKind",
    "PaidShare",
    "PlanEvent",
    "PlanInput",
    "PlanResult",
    "Severity",
    "SourceAmount",
    "Totals",
    "Verdict",
    "check_plan",
    "explained_errors",
    "field_errors",
    "load_book",
    "optimise_plan",
    "read_plan",
]
