"""Hedges planted or removed: the stock of biomass of a grown hedge."""

from decimal import Decimal

from assistant.calculators.footprint.activities.land_uses import CARBON_TO_CO2, FRANCE
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

HEDGE = "sol.haie"
SQUARE = Term(label="Un mètre carré par mètre de long et de large", value=Decimal(1), unit="m*m/m2")


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Stock = length × tC/km × 44/12, gained when planted, lost when removed. Source: ADEME, ALDO, carbone-haies.csv.

    Raises InputError for an area without its width.
    """
    figures: list[Figure] = []
    planted = _planted(inputs, trace)
    if planted:
        figures.append(trace.figure("storage", _stock("Carbone stocké par les haies adultes", planted, inputs, trace)))
    if inputs.has("removed"):
        lost = _stock("Émissions dues à l'arrachage", inputs.term("removed"), inputs, trace)
        figures.append(trace.figure("induced_emissions", lost, Role.INDUCED))
    return Outcome(figures=tuple(figures))


def _planted(inputs: Inputs, trace: Trace) -> Term | None:
    if inputs.has("planted"):
        return inputs.term("planted")
    if not inputs.has("planted_area"):
        return None
    if not inputs.has("width"):
        raise InputError("Il manque la largeur des haies, pour passer de la surface à la longueur.", field="width")
    strip = trace.product("Surface des haies", inputs.term("planted_area"), SQUARE, unit="m*m")
    return trace.quotient("Longueur plantée", strip, inputs.term("width"), unit="m")


def _stock(label: str, length: Term, inputs: Inputs, trace: Trace) -> Term:
    place = inputs.choice("department")
    factor = trace.factor(HEDGE if place == FRANCE else f"{HEDGE}.{place}")
    carbon = trace.product(f"{label}, en tonnes de carbone", length, factor, unit="tC")
    return trace.product(label, carbon, CARBON_TO_CO2, unit="tCO2e")
