"""Building heating: change of energy, of system, and insulation."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.calculators.footprint.engine import Outcome
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.trace import Term, Trace
from assistant.domain.model import Frozen
from assistant.errors import InputError

AREA_RATIOS = {
    "primary_school": "bat.conso.chauffage.enseignement_primaire.moyenne_2021",
    "secondary_school": "bat.conso.chauffage.enseignement_secondaire.moyenne_2021",
}
NETWORK = "heat_network"


class HeatingSystem(Frozen):
    """A row of ``heating_systems.toml``: the factors of a system, by id."""

    emission_factor: str
    yield_factor: str
    warning: str = ""


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Heat = consumption × yield; after the works the remaining heat is delivered by the new system."""
    before_name, after_name = inputs.choice("system_before"), inputs.choice("system_after")
    before = _consumption_before(inputs, trace)
    after = _consumption_after(before, before_name, after_name, inputs, trace)
    emitted_before = trace.product(
        "Émissions actuelles du chauffage", before, _emission_factor(before_name, inputs, trace), unit="tCO2e/an"
    )
    emitted_after = trace.product(
        "Émissions du chauffage après le projet", after, _emission_factor(after_name, inputs, trace), unit="tCO2e/an"
    )
    avoided = trace.difference("Émissions évitées", emitted_before, emitted_after)
    saved = trace.difference("Énergie finale économisée", before, after)
    figures = (
        trace.figure("consumption_before", before),
        trace.figure("consumption_after", after),
        trace.figure("saved_energy", saved),
        trace.figure("emissions_before", emitted_before),
        trace.figure("remaining_emissions", emitted_after),
        trace.figure("avoided_emissions", avoided),
    )
    return Outcome(figures=figures, warnings=_warnings(inputs, before_name, after_name))


def _consumption_before(inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("consumption_before"):
        return inputs.term("consumption_before").model_copy(update={"label": "Consommation actuelle de chauffage"})
    ratio = trace.factor(AREA_RATIOS[inputs.choice("building_use")], unit="kWh/m2/an")
    return trace.product("Consommation actuelle de chauffage", inputs.term("floor_area"), ratio, unit="kWh/an")


def _consumption_after(before: Term, before_name: str, after_name: str, inputs: Inputs, trace: Trace) -> Term:
    whole = Term(label="Besoin entier", value=Decimal(100), unit="%")
    kept = trace.difference("Part du besoin de chaleur restante", whole, inputs.term("saving_share"))
    if before_name == after_name:
        return trace.product("Consommation après le projet", before, kept, unit="kWh/an")
    systems = _systems()
    heat = trace.product(
        "Chaleur utile actuelle", before, trace.factor(systems[before_name].yield_factor, unit="ratio"), unit="kWh/an"
    )
    needed = trace.product("Chaleur utile après rénovation", heat, kept, unit="kWh/an")
    new_yield = trace.factor(systems[after_name].yield_factor, unit="ratio")
    return trace.quotient("Consommation après le projet", needed, new_yield, unit="kWh/an")


def _emission_factor(system: str, inputs: Inputs, trace: Trace) -> Term:
    if system == NETWORK and inputs.has("network_factor"):
        return inputs.term("network_factor")
    return trace.factor(_systems()[system].emission_factor, unit="kgCO2e/kWh")


def _warnings(inputs: Inputs, *names: str) -> tuple[str, ...]:
    if NETWORK in names and inputs.has("network_factor"):
        names = tuple(name for name in names if name != NETWORK)
    elif inputs.has("network_factor"):
        raise InputError("Le contenu CO2 du réseau ne sert que pour un réseau de chaleur.", field="network_factor")
    return tuple(dict.fromkeys(warning for name in names if (warning := _systems()[name].warning)))


@cache
def _systems() -> dict[str, HeatingSystem]:
    text = (files("assistant.calculators.footprint.activities") / "heating_systems.toml").read_text(encoding="utf-8")
    return {name: HeatingSystem.model_validate(row) for name, row in tomllib.loads(text).items()}
