"""What a distance by one way to travel emits; a vehicle-kilometre is never taken for a passenger-kilometre."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.domain.model import Frozen
from assistant.errors import InputError

ALONE = Term(label="Une personne par véhicule", value=Decimal(1), unit="passager/véhicule")


class TravelMode(Frozen):
    """A row of ``travel_modes.toml``."""

    label: str
    factor: str | None = None
    per_vehicle: bool = False


def uncapitalised(label: str) -> str:
    """A label inside a sentence: its first letter small, its acronyms kept."""
    return label[:1].lower() + label[1:]


def first_given(names: Sequence[str], inputs: Inputs, *, of: str) -> Term:
    """The distance that was given first in order of preference; raises InputError naming what it is the distance of."""
    found = next((name for name in names if inputs.has(name)), None)
    if found is None:
        raise InputError(f"Il manque la distance : {of}. Donnez-la, ou une distance commune.", field=names[0])
    return inputs.term(found)


@cache
def travel_modes() -> Mapping[str, TravelMode]:
    """The ways to travel, by name."""
    text = (files("assistant.calculators.footprint.activities") / "travel_modes.toml").read_text(encoding="utf-8")
    return {name: TravelMode.model_validate(row) for name, row in tomllib.loads(text).items()}


def travel_emissions(name: str, travelled: Term, trace: Trace, *, aboard: Term = ALONE) -> Term:
    """Emissions (tCO2e/an) of passenger-kilometres (passager.km/an) by a way to travel.

    Passenger-kilometres × factor; for a way that counts vehicle-kilometres, passenger-kilometres ÷ persons aboard ×
    factor. Sources are those of the factors.
    """
    mode = travel_modes()[name]
    label = f"Émissions, {mode.label}"
    if mode.factor is None:
        return Term(label=label, value=Decimal(0), unit="tCO2e/an")
    factor = trace.factor(mode.factor)
    if not mode.per_vehicle:
        return trace.product(label, travelled, factor, unit="tCO2e/an")
    driven = trace.quotient(f"Circulation, {mode.label}", travelled, aboard, unit="véh.km/an")
    return trace.product(label, driven, factor, unit="tCO2e/an")
