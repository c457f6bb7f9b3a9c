"""The units that French texts use, read from ``units.csv``: symbol, spellings, family and scale in the family."""

import csv
import re
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.domain import Frozen

PERIODS = {"an": "an", "ans": "an", "année": "an", "annee": "an", "year": "an", "yr": "an"}


class Unit(Frozen):
    """A unit: ``scale`` is its size in the base unit of its ``family``."""

    symbol: str
    spellings: tuple[str, ...]
    family: str
    scale: Decimal


@cache
def units() -> dict[str, Unit]:
    """All units by symbol."""
    text = (files("assistant.language") / "units.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["symbol"]: Unit(
            symbol=row["symbol"],
            spellings=tuple(row["spellings"].split("|")),
            family=row["family"],
            scale=Decimal(row["scale"]),
        )
        for row in rows
    }


@cache
def spellings() -> dict[str, str]:
    """Symbol of each spelling; long words are known in any case, symbols in theirs (MW is not mW)."""
    known = {}
    for unit in units().values():
        for spelling in unit.spellings:
            known[spelling] = unit.symbol
            if len(spelling) > 4:
                known[spelling.lower()] = unit.symbol
    return known


@cache
def unit_pattern() -> str:
    """A regular expression of every spelling, longest first, that ends where the word ends."""
    longest_first = sorted(spellings(), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(spelling) for spelling in longest_first) + r")(?![^\W_]|[€%²³])"


def split_unit(unit: str) -> tuple[str, str | None]:
    """A unit and what it is counted by: ``kWh/an`` gives ``("kWh", "an")``."""
    base, _, per = unit.partition("/")
    return base, PERIODS.get(per, per) or None


def same_quantity(value: Decimal, unit: str | None, other: Decimal, other_unit: str | None) -> Decimal | None:
    """The difference of two quantities in the first unit, or None when the units cannot be compared.

    A missing unit, or a missing «par an», is compatible with any.
    """
    if unit is None or other_unit is None or unit == other_unit:
        return value - other
    (base, per), (other_base, other_per) = split_unit(unit), split_unit(other_unit)
    if per and other_per and per != other_per:
        return None
    if base == other_base:
        return value - other
    one, two = units().get(base), units().get(other_base)
    if one is None or two is None or one.family != two.family:
        return None
    return value - other * two.scale / one.scale
