"""Cycling facility: car trips that a cycle route replaces, and the asphalt of its works."""

from assistant.calculators.footprint.activities.travel_modes import travel_emissions
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

ASPHALT = "mat.route.enrobe"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Shifted passenger-km = cyclists × share from the car × trips × distance × days; then ÷ persons a car × factor.

    Works = paved area × mass of asphalt × factor, once.
    """
    ridden = trace.product(
        "Distance à vélo sur l'aménagement", inputs.term("users"), inputs.term("distance"), inputs.term("trips"),
        inputs.term("days"), unit="passager.km/an",
    )  # fmt: skip
    shifted = trace.product("Distance reportée de la voiture", ridden, inputs.term("car_share"), unit="passager.km/an")
    car = travel_emissions("car", shifted, trace, aboard=inputs.term("car_occupancy"))
    avoided = car.named("Émissions de voiture évitées")
    bike = travel_emissions(inputs.choice("bike"), shifted, trace)
    figures = [
        trace.figure("shifted_distance", shifted),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
        trace.figure("induced_emissions", bike.named("Émissions du vélo"), Role.INDUCED),
    ]
    if inputs.has("length"):
        by_km = trace.quotient(
            "Émissions évitées par km d'aménagement", avoided, inputs.term("length"), unit="tCO2e/an/km"
        )
        figures.append(trace.figure("avoided_emissions_by_km", by_km))
    if inputs.has("paved_area"):
        figures += _works(avoided, inputs, trace)
    return Outcome(figures=tuple(figures))


def _works(avoided: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    mass = trace.product("Masse d'enrobé", inputs.term("paved_area"), inputs.term("asphalt_rate"), unit="t")
    works = trace.product("Émissions de l'enrobé, en une fois", mass, trace.factor(ASPHALT), unit="tCO2e")
    figures = [trace.figure("works_emissions", works, Role.INDUCED)]
    if avoided.value:
        years = trace.quotient("Années pour compenser l'enrobé", works, avoided, unit="an")
        figures.append(trace.figure("carbon_payback", years))
    return figures
