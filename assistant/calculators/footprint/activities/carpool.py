"""Carpooling: the same trips in fewer cars."""

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.trace import Trace


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Vehicle-km = persons × trips × distance × days ÷ persons a car, detours added after; emissions = × factor."""
    travelled = trace.product(
        "Distance des covoitureurs", inputs.term("users"), inputs.term("distance"), inputs.term("trips"),
        inputs.term("days"), unit="passager.km/an",
    )  # fmt: skip
    before_km = trace.quotient("Circulation actuelle", travelled, inputs.term("occupancy_before"), unit="véh.km/an")
    direct = trace.quotient("Circulation directe après", travelled, inputs.term("occupancy_after"), unit="véh.km/an")
    detours = trace.product("Détours", direct, inputs.term("detour"), unit="véh.km/an")
    after_km = trace.total("Circulation après", direct, detours)
    factor = trace.factor(f"transport.vehicule.{inputs.choice('size')}.{inputs.choice('fuel')}.usage")
    before = trace.product("Émissions actuelles", before_km, factor, unit="tCO2e/an")
    after = trace.product("Émissions avec le covoiturage", after_km, factor, unit="tCO2e/an")
    return Outcome(
        figures=(
            trace.figure("avoided_distance", trace.difference("Circulation évitée", before_km, after_km)),
            trace.figure("emissions_before", before, Role.REFERENCE),
            trace.figure("remaining_emissions", after, Role.PROJECT),
            trace.figure("avoided_emissions", trace.difference("Émissions évitées", before, after), Role.AVOIDED),
        )
    )
