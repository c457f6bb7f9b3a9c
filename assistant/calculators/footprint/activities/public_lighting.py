"""Public lighting: what replacing luminaires and switching off at night saves."""

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

ELECTRICITY = "elec.fr.usage.eclairage_public.moyenne.2023"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Consumption (kWh/an) = points × power × hours; emissions = consumption × factor of the lighting use."""
    hours_before = inputs.term("hours_before")
    hours_off = trace.product("Heures d'extinction", inputs.term("night_off"), inputs.term("nights_off"), unit="h/an")
    hours_after = trace.difference("Durée d'allumage après travaux", hours_before, hours_off)
    if hours_after.value < 0:
        raise InputError("L'extinction dure plus que l'éclairage actuel : corrigez la durée.", field="night_off")
    before = _consumption("Consommation avant travaux", inputs, "power_before", hours_before, trace)
    after = _consumption("Consommation après travaux", inputs, "power_after", hours_after, trace)
    saved = trace.difference("Électricité économisée", before, after)
    factor = trace.factor(ELECTRICITY)
    avoided = trace.product("Émissions évitées", saved, factor, unit="tCO2e/an")
    remaining = trace.product("Émissions de l'éclairage après travaux", after, factor, unit="tCO2e/an")
    figures = [
        trace.figure("consumption_before", before),
        trace.figure("consumption_after", after),
        trace.figure("saved_energy", saved),
        trace.figure("saved_share", trace.quotient("Part d'électricité économisée", saved, before, unit="%")),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
        trace.figure("remaining_emissions", remaining, Role.PROJECT),
    ]
    if inputs.has("electricity_price"):
        saving = trace.product(
            "Dépense d'électricité évitée (HT)", saved, inputs.term("electricity_price"), unit="€/an"
        )
        figures.append(trace.figure("saved_cost", saving))
    return Outcome(figures=tuple(figures))


def _consumption(label: str, inputs: Inputs, power: str, hours: Term, trace: Trace) -> Term:
    return trace.product(label, inputs.term("points"), inputs.term(power), hours, unit="kWh/an")
