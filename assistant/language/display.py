"""Values as a French reader expects them: thin spaces between thousands, comma, unit after a space."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache

# A number that a user types may be longer than those that we compute with.
WIDE = Context(prec=100, rounding=ROUND_HALF_EVEN)
NARROW = "\u202f"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def format_decimal(value: Decimal | int, *, decimals: int | None = None) -> str:
    """A number with grouped thousands; ``decimals`` None keeps those it has, without trailing zeros."""
    number = value if isinstance(value, Decimal) else Decimal(value)
    if decimals is not None:
        number = WIDE.quantize(number, _unit_of(decimals))
    shown = f"{number:,f}"
    if decimals is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.replace(",", NARROW).replace(".", ",")


@cache
def _unit_of(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def format_euros(value: Decimal | int) -> str:
    """An amount to the euro, with cents only when it has some: «310 000 €»."""
    number = Decimal(value)
    return f"{format_decimal(number, decimals=0 if number % 1 == 0 else 2)}{NARROW}€"


def with_minus(text: str) -> str:
    """A number as a table shows it, with the sign minus in place of a hyphen, as the charts have it."""
    return f"\u2212{text[1:]}" if text.startswith("-") else text


def format_percent(value: Decimal | int) -> str:
    """A share given in percent, with one decimal at the most: «80 %»."""
    return f"{format_decimal(Decimal(value).quantize(Decimal('0.1')).normalize())}{NARROW}%"


def format_quantity(value: Decimal | int, unit: str, *, decimals: int | None = None) -> str:
    """A value and its unit: «1 200 kWh/an»."""
    return f"{format_decimal(value, decimals=decimals)}{NARROW}{unit}".rstrip()


def format_date(day: date) -> str:
    """A date in words: «1er mars 2027»."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
