"""The chart of a financing plan: what the owner must find each year."""

from collections.abc import Sequence

from assistant.calculators.financing import CashYear
from assistant.charts.bars import Bar, BarChart
from assistant.language.display import format_decimal


def cash_chart(years: Sequence[CashYear]) -> BarChart:
    """The cash need of each year, one at least; money that comes back stands on the left of zero."""
    return BarChart(
        title="Ce que la collectivité doit trouver chaque année",
        description="Un besoin négatif est de l'argent qui revient. Le tableau qui suit donne les chiffres.",
        unit="€",
        bars=tuple(
            Bar(label=str(year.year), end=float(year.need), display=format_decimal(year.need, decimals=0))
            for year in years
        ),
    )
