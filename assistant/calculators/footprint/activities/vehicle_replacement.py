"""Vehicle replacement: combustion cars or vans by electric ones of the same size, use phase."""

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.trace import Trace


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = vehicles × distance × factor a vehicle-kilometre, before and after."""
    size, fuel = inputs.choice("size"), inputs.choice("fuel_before")
    driven = trace.product(
        "Distance parcourue par la flotte", inputs.term("vehicles"), inputs.term("distance"),
        unit="véh.km/an",
    )  # fmt: skip
    before = trace.product(
        "Émissions d'usage actuelles", driven, trace.factor(f"transport.vehicule.{size}.{fuel}.usage"), unit="tCO2e/an"
    )
    after = trace.product(
        "Émissions d'usage en électrique",
        driven,
        trace.factor(f"transport.vehicule.{size}.electrique.usage"),
        unit="tCO2e/an",
    )
    return Outcome(
        figures=(
            trace.figure("distance", driven),
            trace.figure("emissions_before", before, Role.REFERENCE),
            trace.figure("remaining_emissions", after, Role.PROJECT),
            trace.figure("avoided_emissions", trace.difference("Émissions évitées", before, after), Role.AVOIDED),
        )
    )
