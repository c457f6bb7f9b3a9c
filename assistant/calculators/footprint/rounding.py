"""Round a result once, for the reader, to the digits that its uncertainty allows."""

import re
from decimal import Decimal
from functools import lru_cache

from assistant.calculators.footprint.result import Interval
from assistant.language.display import format_decimal

DIGITS, FEW_DIGITS, ONE_DIGIT = 3, 2, 1
WIDE_SHARE, HUGE_SHARE = Decimal("0.1"), Decimal(1)  # half-width of the interval over the value
TINY = -6  # a number of more than so many zeros is read by its power of ten
POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
COUNTED_WORDS = {"point", "nuit", "véhicule", "unité", "passager", "trajet", "jour", "an", "logement", "arbre", "page",
                 "visite", "requête", "token"}  # fmt: skip
PLURAL = 2  # a French noun takes its s from two on: «1,5 an»
JOINT = re.compile(r"\((\w+)\*(\w+)\)")  # «(passager*km)»


def digits_allowed(value: Decimal, interval: Interval | None) -> int:
    """Significant digits to show: three, two from ±10 %, one when the value may be twice as much."""
    if interval is None or not value:
        return DIGITS
    share = (interval.high - interval.low) / 2 / abs(value)
    return ONE_DIGIT if share >= HUGE_SHARE else FEW_DIGITS if share >= WIDE_SHARE else DIGITS


def show(value: Decimal, unit: str, digits: int = DIGITS) -> str:
    """A result rounded for the reader, with its unit."""
    return f"{show_number(value, digits)}\u202f{counted(value, unit)}".rstrip()


@lru_cache(1024)
def spell(unit: str) -> str:
    """A unit for the reader: a ratio has none."""
    if unit == "ratio":
        return ""
    return JOINT.sub(r"\1.\2", unit).replace("m2", "m²").replace("m3", "m³").replace("percent", "%")


def counted(value: Decimal, unit: str) -> str:
    """A unit as read after a value: «6,5 ans», «420 points», «12 kWh»; words take an s, symbols do not."""
    if abs(value) < PLURAL:
        return spell(unit)
    return _several(unit)


@lru_cache(1024)
def _several(unit: str) -> str:
    word, slash, rest = unit.partition("/")
    return f"{word}s{slash}{rest}" if word in COUNTED_WORDS else spell(unit)


def show_number(value: Decimal, digits: int = DIGITS) -> str:
    """A number with so many significant digits; with three, the whole part is kept as it is."""
    if not value:
        return "0"
    if digits < DIGITS:
        step = Decimal(1).scaleb(value.adjusted() - digits + 1)
        value = (value / step).to_integral_value() * step
    power = value.adjusted()
    if power < TINY:
        mantissa = format_decimal(value.scaleb(-power), decimals=max(0, digits - 1))
        return f"{mantissa} × 10{str(power).translate(POWERS)}"
    return format_decimal(value, decimals=max(0, digits - 1 - power))
