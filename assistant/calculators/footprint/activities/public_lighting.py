"""Public lighting: what replacing luminaires, switching off and dimming at night save."""

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

ELECTRICITY = "elec.fr.usage.eclairage_public.moyenne.2023"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Consumption (kWh/an) = points × power × hours; emissions = consumption × factor of the lighting use.

    Hours after = hours before − hours off; dimming takes a share of the power during its hours, every night.
    """
    before = _consumption("Consommation avant travaux", inputs, "power_before", inputs.term("hours_before"), trace)
    after = _consumption("Consommation après travaux", inputs, "power_after", _hours_after(inputs, trace), trace)
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
        *_manufacture(inputs, trace),
        *_expense(saved, inputs, trace),
    ]
    return Outcome(figures=tuple(figures))


def _hours_after(inputs: Inputs, trace: Trace) -> Term:
    """Hours at full power a year; dimmed hours count for the share of the power that they keep."""
    hours_off = trace.product("Heures d'extinction", inputs.term("night_off"), inputs.term("nights_off"), unit="h/an")
    hours = trace.difference("Durée d'allumage après travaux", inputs.term("hours_before"), hours_off)
    if hours.value < 0:
        raise InputError("L'extinction dure plus que l'éclairage actuel : corrigez la durée.", field="night_off")
    if not inputs.has("dimming_hours"):
        if inputs.term("dimming_share").value:
            raise InputError(
                "Il manque : durée de la baisse (dimming_hours). Exemple : 6 h/nuit.", field="dimming_hours"
            )
        return hours
    dimmed = trace.product(
        "Heures de puissance baissée", inputs.term("dimming_hours"), inputs.term("nights_off"), unit="h/an"
    )
    if dimmed.value > hours.value:
        raise InputError("La baisse de puissance dure plus que l'éclairage restant.", field="dimming_hours")
    cut = trace.product("Heures de pleine puissance économisées", dimmed, inputs.term("dimming_share"), unit="h/an")
    return trace.difference("Durée d'allumage à pleine puissance", hours, cut)


def _manufacture(inputs: Inputs, trace: Trace) -> list[Figure]:
    if not inputs.has("luminaire_footprint"):
        return []
    made = trace.product(
        "Fabrication des luminaires", inputs.term("points"), inputs.term("luminaire_footprint"), unit="tCO2e"
    )
    return [trace.figure("induced_emissions", made, Role.INDUCED)]


def _expense(saved: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    if not inputs.has("electricity_price"):
        return []
    saving = trace.product("Dépense d'électricité évitée (HT)", saved, inputs.term("electricity_price"), unit="€/an")
    figures = [trace.figure("saved_cost", saving)]
    cost = _cost(inputs, trace)
    if cost and saving.value > 0:
        payback = trace.quotient("Temps de retour simple", cost, saving, unit="an")
        figures.append(trace.figure("simple_payback", payback))
    return figures


def _cost(inputs: Inputs, trace: Trace) -> Term | None:
    """What the works cost (€ HT): as told for the whole, else by point."""
    if inputs.has("works_cost"):
        return inputs.term("works_cost")
    if not inputs.has("luminaire_price"):
        return None
    return trace.product("Coût des luminaires (HT)", inputs.term("points"), inputs.term("luminaire_price"), unit="€")


def _consumption(label: str, inputs: Inputs, power: str, hours: Term, trace: Trace) -> Term:
    return trace.product(label, inputs.term("points"), inputs.term(power), hours, unit="kWh/an")
