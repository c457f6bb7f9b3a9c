"""The chart of the yearly cash need: where its bars stand. The table beside it says the same in figures."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.calculators.financing import CashYear
from assistant.domain import Frozen

WIDTH, HEIGHT = 640, 220
TOP, BOTTOM, LEFT = 24, 30, 8
BAR_SHARE = Decimal("0.6")  # of the place of a year


class Bar(Frozen):
    """The bar of a year; a negative need, money that comes back, stands under the axis."""

    year: int
    need: Decimal
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Where the year is written."""
        return self.x + self.width // 2

    @property
    def label_y(self) -> int:
        """Where the amount is written: past the end of the bar."""
        return self.y - 6 if self.need >= 0 else self.y + self.height + 15


class Chart(Frozen):
    """The bars of a plan and the height of the axis."""

    width: int = WIDTH
    height: int = HEIGHT
    axis: int
    bars: tuple[Bar, ...]


def cash_chart(years: Sequence[CashYear]) -> Chart:
    """The chart of the years of a plan; there is one at least."""
    needs = [year.need for year in years]
    highest, lowest = max(*needs, Decimal(0)), min(*needs, Decimal(0))
    drawn = HEIGHT - TOP - BOTTOM - (16 if lowest < 0 else 0)
    scale = drawn / ((highest - lowest) or Decimal(1))
    axis = TOP + round(highest * scale)
    place = (WIDTH - 2 * LEFT) // len(years)
    width = round(place * BAR_SHARE)
    return Chart(
        axis=axis,
        bars=tuple(
            Bar(
                year=year.year,
                need=year.need,
                x=LEFT + place * number + (place - width) // 2,
                y=axis - round(year.need * scale) if year.need >= 0 else axis,
                width=width,
                height=round(abs(year.need) * scale),
            )
            for number, year in enumerate(years)
        ),
    )
