"""Units of the calculator, checked with pint: a vehicle-kilometre is not a passenger-kilometre, a kWc is not a kW."""

import re
from decimal import Decimal
from functools import cache

import pint

from assistant.errors import InputError

# Each line is a unit that a formula, a factor or an input uses. Dimensions that must never mix are apart.
DEFINITIONS = """
Wh = [energy]
kWh = 1000 Wh
MWh = 1000 kWh
GWh = 1000 MWh
h = [time]
min = 1/60 h
W = Wh / h
kW = 1000 W
MW = 1000 kW
an = [year]
jour = [day] = j
nuit = [night]
semaine = 7 jour
Wc = [peak_power]
kWc = 1000 Wc
MWc = 1000 kWc
gCO2e = [emissions]
kgCO2e = 1000 gCO2e
tCO2e = 1000 kgCO2e
m = [distance]
km = 1000 m
m2 = [floor_area]
ha = 10000 m2
kg = [mass]
t = 1000 kg
Go = [data]
To = 1000 Go
euro = [currency]
unité = [piece]
point = [lighting_point]
véhicule = [vehicle]
passager = [passenger]
trajet = [trip]
percent = 0.01
"""
SPELLING = {
    "m²": "m2",
    "%": "percent",
    "€": "euro",
    "passager.km": "(passager*km)",
    "véh.km": "(véhicule*km)",
    "m2.an": "(m2*an)",
    "Wc.an": "(Wc*an)",
    "kWc.an": "(kWc*an)",
    "ratio": "dimensionless",
}
_SYMBOL = r"(?:[^\W\d_]|[%€])[\w€]*(?:\.[^\W\d_][\w]*)*"
_PART = rf"(?:{_SYMBOL}|\({_SYMBOL}(?:\*{_SYMBOL})*\))"
UNIT_TEXT = re.compile(rf"{_PART}(?:[/*]{_PART})*")


@cache
def _registry() -> "pint.UnitRegistry[Decimal]":
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(None, non_int_type=Decimal)
    registry.load_definitions(DEFINITIONS.strip().splitlines())
    return registry


@cache
def parse_unit(unit: str) -> pint.Unit:
    """The pint unit of a spelling («kWh/an»); raises KeyError for an unknown one."""
    if unit and not UNIT_TEXT.fullmatch(unit):
        raise KeyError(unit)
    spelled = unit
    for written, parsed in sorted(SPELLING.items(), key=lambda item: -len(item[0])):
        spelled = spelled.replace(written, parsed)
    if not spelled:
        return _registry().dimensionless
    try:
        return _registry().parse_units(spelled.strip())
    except (pint.UndefinedUnitError, ValueError, AttributeError) as error:
        raise KeyError(unit) from error


def quantity(value: Decimal, unit: str) -> "pint.Quantity[Decimal]":
    """A value with its unit."""
    return _registry().Quantity(value, parse_unit(unit))


def convert(value: Decimal, unit: str, wanted: str, *, label: str) -> Decimal:
    """A value in another unit; raises InputError naming both when they do not measure the same thing."""
    try:
        return Decimal(quantity(value, unit).to(parse_unit(wanted)).magnitude)
    except (KeyError, pint.DimensionalityError) as error:
        raise InputError(f"{label} : « {unit} » ne se convertit pas en « {wanted} ».", field=label) from error
