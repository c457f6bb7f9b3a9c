"""Modal shift: car trips replaced by another mode."""

from decimal import Decimal

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

CAR = "transport.vehicule.moyenne.gazole.usage"
MODES = {
    "ebike": "transport.veloelectrique.total",
    "bus": "transport.busthermique.total",
    "electric_bus": "transport.buselectrique.total",
    "coach": "transport.autocar.total",
    "tram": "transport.tramway.total",
    "train": "transport.ter.total",
}


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Passenger-kilometres shifted = users × trips × distance × days; one person a car in the reference."""
    shifted = trace.product(
        "Distance reportée", inputs.term("users"), inputs.term("distance"), inputs.term("trips"), inputs.term("days"),
        unit="passager.km/an",
    )  # fmt: skip
    occupancy = Term(label="Occupation de la voiture", value=Decimal(1), unit="passager/véhicule")
    driven = trace.quotient("Circulation automobile évitée", shifted, occupancy, unit="véh.km/an")
    avoided = trace.product("Émissions de voiture évitées", driven, trace.factor(CAR), unit="tCO2e/an")
    figures = [
        trace.figure("shifted_distance", shifted),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
    ]
    factor_id = MODES.get(inputs.choice("mode_after"))
    if factor_id:
        factor = trace.factor(factor_id)
        induced = trace.product("Émissions du mode de remplacement", shifted, factor, unit="tCO2e/an")
        figures.append(trace.figure("induced_emissions", induced, Role.INDUCED))
    return Outcome(figures=tuple(figures))
