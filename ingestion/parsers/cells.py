"""The value of a cell as a French reader sees it: «15/03/2026», «1 234,50 €», «12,5 %», «oui»."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from assistant.language.display import format_decimal

NARROW = "\u202f"
SIGNIFICANT = 10  # digits that a spreadsheet shows of a number without format
LARGEST_SHOWN = 10**15
DECIMALS = re.compile(r"0\.(0+)")
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def shown(value: object, number_format: str = "") -> str:
    """The text of a cell on one line, a number in its format."""
    match value:
        case bool():
            return "oui" if value else "non"
        case int() | float():
            return _number(value, number_format)
        case timedelta():
            minutes = round(value.total_seconds()) // 60
            return f"{minutes // 60}:{minutes % 60:02d}"
        case datetime() if value.time() != time():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case _:
            return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= LARGEST_SHOWN:
        return str(value).replace(".", ",")
    positive = number_format.split(";")[0]
    bare = QUOTED.sub("", positive)
    if "%" in bare:
        return f"{format_decimal(number * 100, decimals=_decimals(bare))}{NARROW}%"
    if "€" in positive:
        return f"{format_decimal(number, decimals=_decimals(bare))}{NARROW}€"
    if DECIMALS.search(bare) or "#,##0" in bare or bare == "0":
        text = format_decimal(number, decimals=_decimals(bare))
        return text if "#,##0" in bare else text.replace(NARROW, "")
    return _general(number)


def _decimals(number_format: str) -> int:
    found = DECIMALS.search(number_format)
    return min(len(found[1]), 10) if found else 0


def _general(number: Decimal) -> str:
    """A number without format: an integer whole (it may be a year or a code), another to ten digits."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    rounded = Decimal(f"{number:.{SIGNIFICANT}g}")
    return f"{rounded.normalize():f}".replace(".", ",")
