"""The footprint of an answer of the offline planner: processor time × stated power × French electricity."""

from decimal import Decimal

from assistant.agent.footprint.assumptions import assumptions
from assistant.agent.footprint.told import AnswerFootprint, Span
from assistant.calculators.footprint import load_registry
from assistant.calculators.footprint.units import scale
from assistant.language.display import format_decimal

FACTORS = {
    "climate": ("elec.fr.mix_moyen.2024", "kgCO2e"),
    "resources": ("num.elec.france.adpe", "kgSbeq"),
    "primary_energy": ("num.elec.france.pe", "MJ"),
    "water": ("num.elec.france.water", "L"),
}
MODEL = "planificateur hors ligne"


def of_processor(seconds: float) -> AnswerFootprint:
    """The footprint of so many seconds of one core; the manufacture of the machine is not counted."""
    watts = assumptions().processor_watts
    time = Decimal(f"{seconds:.2f}")
    energy = time * watts * scale(("s", "W"), (1, 1), "kWh")
    factors = load_registry().factors
    spans = {
        name: _exact(energy * scale((factors[factor_id].unit, "kWh"), (1, 1), unit) * factors[factor_id].value, unit)
        for name, (factor_id, unit) in FACTORS.items()
    }
    how = (
        f"estimation : {format_decimal(time)} s de processeur × {format_decimal(watts)} W supposés × électricité "
        "française, fabrication de la machine non comptée"
    )
    return AnswerFootprint(model=MODEL, how=how, energy=_exact(energy, "kWh"), **spans)


def _exact(value: Decimal, unit: str) -> Span:
    return Span(low=value, high=value, unit=unit)
