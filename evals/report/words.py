"""How measures are written for a French reader."""

from decimal import Decimal
from math import floor, log10

from assistant.language.display import format_decimal
from evals.record import Estimate

DECIMALS, LONG, SMALL = 3, 100, 0.001


def number(value: float) -> str:
    """A measure: three decimals, none for a length, as many as it takes for what is nearly nothing."""
    decimals = 0 if abs(value) >= LONG else DECIMALS
    if 0 < abs(value) < SMALL:
        decimals = 1 - floor(log10(abs(value)))
    return format_decimal(Decimal(str(round(value, 12) + 0.0)), decimals=decimals)


def interval(one: Estimate, unit: str = "") -> str:
    """A mean with its interval and the number of cases: «0,800 (0,700 à 0,880), 24 cas»."""
    return f"{number(one.mean)}{unit and f' {unit}'} ({number(one.low)} à {number(one.high)}), {one.cases} cas"


def verdict(passed: bool) -> str:
    """The word of a verdict."""
    return "passe" if passed else "échoue"
