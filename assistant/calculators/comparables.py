"""Statistics over past operations: what comparable projects cost and which share was subsidised."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from statistics import quantiles

from assistant.domain.model import Frozen
from assistant.domain.operation import PastOperation


class Quartiles(Frozen):
    """First quartile, median and third quartile of a sample, in the unit of the sample."""

    first: Decimal
    median: Decimal
    third: Decimal


class ComparablesSummary(Frozen):
    """The operations found and the spread of their costs (euros excluding tax) and subsidy rates (percent).

    A spread is None under four values: quartiles of less would mislead.
    """

    calculation_id: str
    operations: tuple[PastOperation, ...]
    passage_ids: tuple[str, ...]
    cost_excl_tax: Quartiles | None
    rate_percent: Quartiles | None

    @property
    def count(self) -> int:
        """Number of operations summarised."""
        return len(self.operations)


MINIMUM_SAMPLE = 4


def summarise_comparables(found: Sequence[tuple[PastOperation, str]]) -> ComparablesSummary:
    """Summarise operations, each with the id of the passage that publishes it."""
    operations = tuple(operation for operation, _ in found)
    costs = [operation.cost_excl_tax for operation in operations if operation.cost_excl_tax]
    rates = [operation.rate * 100 for operation in operations if operation.rate is not None]
    identity = "|".join(sorted(operation.operation_id for operation in operations))
    return ComparablesSummary(
        calculation_id="calc-" + hashlib.sha256(identity.encode()).hexdigest()[:12],
        operations=operations,
        passage_ids=tuple(passage_id for _, passage_id in found),
        cost_excl_tax=_quartiles(costs),
        rate_percent=_quartiles(rates),
    )


def _quartiles(values: Sequence[Decimal]) -> Quartiles | None:
    if len(values) < MINIMUM_SAMPLE:
        return None
    first, median, third = quantiles(values, n=4, method="inclusive")
    return Quartiles(first=first, median=median, third=third)
