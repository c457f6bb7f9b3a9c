"""Water: consumed, saved at the tap, kept from leaking, and the energy of hot water apart."""

from decimal import Decimal

from assistant.calculators.footprint.heating import systems
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

SUPPLY, SEWAGE = "eau.potable", "eau.assainissement"
ELECTRIC_HOT_WATER = "elec.fr.usage.ecs.moyenne.2023"
VOLUMES = {"consumed", "saved", "leaks_avoided"}
WEAK = (
    "Facteurs de l'eau fragiles : donnée secondaire dont la source primaire n'a pas été vérifiée, sans incertitude "
    "publiée. Ils donnent un ordre de grandeur."
)


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = volume × (supply + share sent to the sewer × treatment); a leak never reaches the sewer.

    Hot water: energy = volume × heat a m³ ÷ yield. Factors: Nos Gestes Climat (secondary data), Base Carbone.
    """
    figures: list[Figure] = []
    if inputs.has("consumed"):
        induced = _tap_water("Émissions de l'eau consommée", inputs.term("consumed"), inputs, trace)
        figures.append(trace.figure("induced_emissions", induced, Role.INDUCED))
    avoided = list(_avoided(inputs, trace))
    if avoided:
        total = trace.total("Émissions évitées sur l'eau", *avoided)
        figures.append(trace.figure("avoided_emissions", total, Role.AVOIDED))
    if inputs.has("hot_saved"):
        figures += _hot_water(inputs, trace)
    return Outcome(figures=tuple(figures), warnings=(WEAK,) if inputs.values.keys() & VOLUMES else ())


def _avoided(inputs: Inputs, trace: Trace) -> list[Term]:
    found = []
    if inputs.has("saved"):
        found.append(_tap_water("Émissions de l'eau économisée", inputs.term("saved"), inputs, trace))
    if inputs.has("leaks_avoided"):
        leaks = inputs.term("leaks_avoided")
        found.append(trace.product("Émissions de l'eau qui ne fuit plus", leaks, trace.factor(SUPPLY), unit="tCO2e/an"))
    return found


def _tap_water(label: str, volume: Term, inputs: Inputs, trace: Trace) -> Term:
    supply = trace.product(f"{label} : production et distribution", volume, trace.factor(SUPPLY), unit="tCO2e/an")
    sewage = trace.product(
        f"{label} : assainissement", volume, inputs.term("sewage_share"), trace.factor(SEWAGE), unit="tCO2e/an"
    )
    return trace.total(label, supply, sewage)


def _hot_water(inputs: Inputs, trace: Trace) -> list[Figure]:
    """The energy that hot water no longer takes; a kWh of fuel is counted in the heating value of its factor."""
    system = systems()[inputs.choice("hot_water_system")]
    heat = trace.product("Chaleur de l'eau chaude", inputs.term("hot_saved"), inputs.term("heat"), unit="kWh/an")
    energy = trace.quotient("Énergie économisée", heat, trace.factor(system.yield_factor), unit="kWh/an")
    is_electric = inputs.choice("hot_water_system") == "electric"
    factor = trace.factor(ELECTRIC_HOT_WATER if is_electric else system.emission_factor)
    counted = Term(label="Énergie comptée", value=Decimal(1), unit=f"{factor.unit.partition('/')[2]}/kWh")
    avoided = trace.product("Émissions évitées sur l'énergie de l'eau chaude", energy, counted, factor, unit="tCO2e/an")
    return [trace.figure("saved_energy", energy), trace.figure("avoided_heating_emissions", avoided, Role.AVOIDED)]
