"""Building heating: change of energy, of system, and insulation."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
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
    emitted_before = _emissions("Émissions actuelles du chauffage", before, before_name, inputs, trace)
    emitted_after = _emissions("Émissions du chauffage après le projet", after, after_name, inputs, trace)
    avoided = trace.difference("Émissions évitées", emitted_before, emitted_after)
    saved = trace.difference("Énergie finale économisée", before, after)
    figures = (
        trace.figure("consumption_before", before),
        trace.figure("consumption_after", after),
        trace.figure("saved_energy", saved),
        trace.figure("emissions_before", emitted_before, Role.REFERENCE),
        trace.figure("remaining_emissions", emitted_after, Role.PROJECT),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
    )
    return Outcome(figures=figures, warnings=_warnings(inputs, before_name, after_name))


def _consumption_before(inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("consumption_before"):
        return inputs.term("consumption_before").named("Consommation actuelle de chauffage")
    ratio = trace.factor(AREA_RATIOS[inputs.choice("building_use")])
    return trace.product("Consommation actuelle de chauffage", inputs.term("floor_area"), ratio, unit="kWh/an")


def _consumption_after(before: Term, before_name: str, after_name: str, inputs: Inputs, trace: Trace) -> Term:
    whole = Term(label="Besoin entier", value=Decimal(100), unit="%")
    kept = trace.difference("Part du besoin de chaleur restante", whole, inputs.term("saving_share"))
    if before_name == after_name:
        return trace.product("Consommation après le projet", before, kept, unit="kWh/an")
    systems = heating_systems()
    heat = trace.product(
        "Chaleur utile actuelle", before, trace.factor(systems[before_name].yield_factor), unit="kWh/an"
    )
    needed = trace.product("Chaleur utile après rénovation", heat, kept, unit="kWh/an")
    new_yield = trace.factor(systems[after_name].yield_factor)
    return trace.quotient("Consommation après le projet", needed, new_yield, unit="kWh/an")


def _emissions(label: str, consumption: Term, system: str, inputs: Inputs, trace: Trace) -> Term:
    """Emissions of a consumption; a kWh of fuel is counted in the heating value of its factor, as on the bill."""
    if system == NETWORK and inputs.has("network_factor"):
        return trace.product(label, consumption, inputs.term("network_factor"), unit="tCO2e/an")
    factor = trace.factor(heating_systems()[system].emission_factor)
    basis = factor.unit.partition("/")[2]
    if basis == "kWh":
        return trace.product(label, consumption, factor, unit="tCO2e/an")
    counted = Term(label="Énergie comptée", value=Decimal(1), unit=f"{basis}/kWh")
    return trace.product(label, consumption, counted, factor, unit="tCO2e/an")


def _warnings(inputs: Inputs, *names: str) -> tuple[str, ...]:
    if NETWORK in names and inputs.has("network_factor"):
        names = tuple(name for name in names if name != NETWORK)
    elif inputs.has("network_factor"):
        raise InputError("Le contenu CO2 du réseau ne sert que pour un réseau de chaleur.", field="network_factor")
    return tuple(dict.fromkeys(warning for name in names if (warning := heating_systems()[name].warning)))


@cache
def heating_systems() -> dict[str, HeatingSystem]:
    """The heating systems that ship with Jalon, by name."""
    text = (files("assistant.calculators.footprint.activities") / "heating_systems.toml").read_text(encoding="utf-8")
    return {name: HeatingSystem.model_validate(row) for name, row in tomllib.loads(text).items()}
