"""How a sample spreads: least, greatest, quartiles when there are enough values to speak of them."""

from collections.abc import Sequence
from decimal import Decimal
from math import exp, log
from statistics import quantiles

from assistant.domain.model import Frozen

MINIMUM_SAMPLE = 5  # under it the quartiles would be the values themselves, or between two of them
SAMPLE_OF_OUTLIERS = 12  # under it nothing tells a rare value from a sample too small
OUTER_FENCE = 3.0  # interquartile ranges from the quartiles: Tukey, Exploratory Data Analysis, 1977, «far out»


class Quartiles(Frozen):
    """First quartile, median and third quartile of a sample, in the unit of the sample."""

    first: Decimal
    median: Decimal
    third: Decimal


class Distribution(Frozen):
    """A sample in the unit of its values; ``quartiles`` is None under the minimum sample, the bounds when empty."""

    count: int
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    quartiles: Quartiles | None = None


def distribution(values: Sequence[Decimal]) -> Distribution:
    """The spread of some values; quartiles by linear interpolation between the values, both ends included."""
    return Distribution(
        count=len(values),
        minimum=min(values, default=None),
        maximum=max(values, default=None),
        quartiles=_quartiles(values) if len(values) >= MINIMUM_SAMPLE else None,
    )


def _quartiles(values: Sequence[Decimal]) -> Quartiles:
    first, median, third = quantiles(values, n=4, method="inclusive")
    return Quartiles(first=first, median=median, third=third)


def usual_range(values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """The amounts between which a value is not far out, measured on logarithms: costs spread by ratios.

    None when the positive values are too few, or when half of them are equal: everything else would be far out.
    """
    logarithms = [log(value) for value in values if value > 0]
    if len(logarithms) < SAMPLE_OF_OUTLIERS:
        return None
    first, _, third = quantiles(logarithms, n=4, method="inclusive")
    reach = OUTER_FENCE * (third - first)
    return (Decimal(exp(first - reach)), Decimal(exp(third + reach))) if reach else None
