"""What is wrong with an operation as published, and which statistics it may not enter."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from assistant.calculators.comparables.distribution import usual_range
from assistant.domain.operation import FundedOperation

TOKEN_AMOUNT = Decimal(1)  # euro: what is typed where nothing is known


class Flaw(StrEnum):
    """Why an operation is left out of some statistics."""

    NO_COST = "no_cost"
    NO_SUBSIDY = "no_subsidy"
    SUBSIDY_ABOVE_COST = "subsidy_above_cost"
    FAR_OUT = "far_out"


class Measure(StrEnum):
    """What is measured of operations."""

    COST = "cost"
    SUBSIDY = "subsidy"
    RATE = "rate"


# An amount that is not published says nothing against the other; one that is absurd spoils both.
SPOILED: dict[Flaw, frozenset[Measure]] = {
    Flaw.NO_COST: frozenset({Measure.COST, Measure.RATE}),
    Flaw.NO_SUBSIDY: frozenset({Measure.SUBSIDY, Measure.RATE}),
    Flaw.SUBSIDY_ABOVE_COST: frozenset(Measure),
    Flaw.FAR_OUT: frozenset(Measure),
}


def flaws_of(operation: FundedOperation) -> frozenset[Flaw]:
    """What is wrong with one operation by itself: no credible cost (none, 0 or 1 €) or subsidy, a rate over 1."""
    cost, subsidy = operation.cost_excl_tax, operation.subsidy
    found = {
        Flaw.NO_COST: _is_token(cost),
        Flaw.NO_SUBSIDY: _is_token(subsidy),
        Flaw.SUBSIDY_ABOVE_COST: not _is_token(cost) and subsidy is not None and cost is not None and subsidy > cost,
    }
    return frozenset(flaw for flaw, is_there in found.items() if is_there)


def flaws_among(operations: Sequence[FundedOperation]) -> dict[str, frozenset[Flaw]]:
    """The flaws of each of some operations by id, those with a cost far out of the others' included."""
    found = {operation.operation_id: flaws_of(operation) for operation in operations}
    costs = [one.cost_excl_tax for one in operations if one.cost_excl_tax and not found[one.operation_id]]
    usual = usual_range(costs)
    if usual is None:
        return found
    low, high = usual
    for one in operations:
        if one.cost_excl_tax and not found[one.operation_id] and not low <= one.cost_excl_tax <= high:
            found[one.operation_id] = frozenset({Flaw.FAR_OUT})
    return found


def spoils(flaws: frozenset[Flaw], measure: Measure) -> bool:
    """Whether flaws leave an operation out of a measure."""
    return any(measure in SPOILED[flaw] for flaw in flaws)


def _is_token(amount: Decimal | None) -> bool:
    return amount is None or amount <= TOKEN_AMOUNT
