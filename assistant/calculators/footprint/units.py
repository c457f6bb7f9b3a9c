"""Units of the calculator, checked with pint: a vehicle-kilometre is not a passenger-kilometre, a kWc is not a kW."""

import re
from decimal import Decimal
from functools import cache, lru_cache

import pint

from assistant.errors import InputError

# Each line is a unit that a formula, a factor or an input uses. Dimensions that must never mix are apart.
DEFINITIONS = """
Wh = [energy]
kWh = 1000 Wh
MWh = 1000 kWh
GWh = 1000 MWh
kWhPCI = [lower_heating_energy]
MWhPCI = 1000 kWhPCI
kWhPCS = [higher_heating_energy]
MWhPCS = 1000 kWhPCS
h = [time]
min = 1/60 h
s = 1/3600 h
W = Wh / h
kW = 1000 W
MW = 1000 kW
an = [year]
mois = 1/12 an
jour = [day] = j
nuit = [night]
semaine = 7 jour
Wc = [peak_power]
kWc = 1000 Wc
MWc = 1000 kWc
gCO2e = [emissions]
kgCO2e = 1000 gCO2e
tCO2e = 1000 kgCO2e
tC = [carbon]
kgSbeq = [abiotic_resources]
gSbeq = 0.001 kgSbeq
MJ = [primary_energy]
GJ = 1000 MJ
m = [distance]
cm = 0.01 m
km = 1000 m
hkm = 100 km
m2 = [floor_area]
ha = 10000 m2
m3 = [volume]
L = 0.001 m3
kg = [mass]
g = 0.001 kg
t = 1000 kg
Go = [data]
Mo = 0.001 Go
To = 1000 Go
euro = [currency]
unité = [piece]
point = [lighting_point]
véhicule = [vehicle]
passager = [passenger]
trajet = [trip]
repas = [meal]
arbre = [tree]
page = [printed_page]
visite = [visit]
email = [mail]
recherche = [web_search]
usage = [service_use]
requête = [request]
token = [token_count]
vCPU = [virtual_processor]
Gparam = [parameters]
élève = [pupil]
agent = [worker]
habitant = [inhabitant]
logement = [dwelling]
DJU = [degree_day]
percent = 0.01
"""
SPELLING = {
    "m²": "m2",
    "m³": "m3",
    "%": "percent",
    "€": "euro",
    "tonne": "t",
    "passager.km": "(passager*km)",
    "véh.km": "(véhicule*km)",
    "t.km": "(t*km)",
    "m2.an": "(m2*an)",
    "Wc.an": "(Wc*an)",
    "kWc.an": "(kWc*an)",
    "ratio": "dimensionless",
}
# Euros of one year excluding tax are a unit of their own: a monetary ratio is bound to the vintage of its euro.
EURO_YEARS = range(2010, 2041)
PER_100_KM = re.compile(r"\s?(?:/|aux) ?100 ?km\b")  # «6 L/100 km», «6 L aux 100 km»
JOINED = re.compile(r"(Wh|€|HT) (?=(?:PCI|PCS|HT|\d{4})\b)")  # written with a space: «kWh PCI», «k€ HT 2023»
_SYMBOL = r"(?:[^\W\d_]|[%€])[\w€]*(?:\.[^\W\d_][\w]*)*"
_PART = rf"(?:{_SYMBOL}|\({_SYMBOL}(?:\*{_SYMBOL})*\))"
UNIT_TEXT = re.compile(rf"{_PART}(?:[/*]{_PART})*")


@cache
def _registry() -> "pint.UnitRegistry[Decimal]":
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(None, non_int_type=Decimal)
    registry.load_definitions(DEFINITIONS.strip().splitlines())
    registry.load_definitions([line for year in EURO_YEARS for line in _euro_of(year)])
    return registry


def _euro_of(year: int) -> tuple[str, str]:
    return f"euroHT{year} = [currency_{year}]", f"keuroHT{year} = 1000 euroHT{year}"


@cache
def parse_unit(unit: str) -> pint.Unit:
    """The pint unit of a spelling («kWh/an»); raises KeyError for an unknown one."""
    spelled = PER_100_KM.sub("/hkm", JOINED.sub(r"\1", unit))
    if spelled and not UNIT_TEXT.fullmatch(spelled):
        raise KeyError(unit)
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


@lru_cache(4096)
def scale(units: tuple[str, ...], powers: tuple[int, ...], wanted: str) -> Decimal:
    """What one of each unit, to its power, makes in the unit wanted.

    Raises pint.DimensionalityError when they do not measure the same thing, KeyError for an unknown unit.
    """
    product = quantity(Decimal(1), "")
    for unit, power in zip(units, powers, strict=True):
        product = product * quantity(Decimal(1), unit) if power > 0 else product / quantity(Decimal(1), unit)
    return Decimal(product.to(parse_unit(wanted)).magnitude)


def convert(value: Decimal, unit: str, wanted: str, *, label: str) -> Decimal:
    """A value in another unit; raises InputError naming both when they do not measure the same thing."""
    try:
        return value * scale((unit,), (1,), wanted)
    except (KeyError, pint.DimensionalityError) as error:
        raise InputError(f"{label} : « {unit} » ne se convertit pas en « {wanted} ».", field=label) from error
