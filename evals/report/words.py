"""How measures are written for a French reader."""

from decimal import Decimal

from assistant.language.display import format_decimal
from evals.record import Estimate

DECIMALS = 3


def number(value: float) -> str:
    """A measure: three decimals when small, none when it is a length."""
    return format_decimal(Decimal(str(round(value, 12))), decimals=DECIMALS if abs(value) < 100 else 0)


def interval(one: Estimate) -> str:
    """A mean with its interval and the number of cases: «0,800 (0,700 à 0,880), 24 cas»."""
    return f"{number(one.mean)} ({number(one.low)} à {number(one.high)}), {one.cases} cas"


def verdict(passed: bool) -> str:
    """The word of a verdict."""
    return "passe" if passed else "échoue"
