"""The axis of a chart: round ticks around its values."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TICKS = 5


@dataclass(frozen=True)
class Axis:
    """A range of values over a range of pixels, and the values of its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands, in pixels to the tenth."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def axis_of(values: Sequence[float], start: float, end: float, *, with_zero: bool = True) -> Axis:
    """An axis that holds every value, and zero unless told otherwise; there is one value at least."""
    low, high = min(values), max(values)
    if with_zero:
        low, high = min(0.0, low), max(0.0, high)
    if low == high:
        high = low + 1
    step = _step((high - low) / TICKS)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(round(number * step, 10) for number in range(first, last + 1))
    return Axis(low=ticks[0], high=ticks[-1], ticks=ticks, start=start, end=end)


def _step(raw: float) -> float:
    size = 10.0 ** floor(log10(raw))
    return next(size * step for step in STEPS if size * step >= raw * (1 - 1e-9))
