"""What the tests of the footprint read of an estimate."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.calculators.footprint import estimate

PRECISION = Decimal("1e-20")  # of a value, where two ways to the same number may round apart


def figures(activity: str, inputs: Mapping[str, Any]) -> Mapping[str, Decimal]:
    """The figures of an estimate, by name."""
    return {figure.name: figure.value for figure in estimate(activity, inputs).figures}


def are_close(one: Decimal, other: Decimal) -> bool:
    """Whether two values are the same but for the last digits of a division."""
    return abs(one - other) <= max(abs(one), abs(other)) * PRECISION
