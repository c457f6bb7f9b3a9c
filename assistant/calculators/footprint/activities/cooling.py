"""Cooling: electricity, refrigerant leaks, and what shading saves."""

from assistant.calculators.footprint.building_needs import cooling_need
from assistant.calculators.footprint.heating import remaining
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

NO_LEAK = (
    "Fuites de fluide frigorigène non comptées : donnez le fluide rechargé par an (refrigerant_leak), ou la charge et "
    "le taux de fuite. Elles peuvent dépasser l'électricité."
)


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Electricity = need ÷ SEER; leaks = kg lost × GWP over 100 years (IPCC AR6); shading keeps a share of the need.

    The emissions of a new installation are induced; those of an existing one are the reference of what shading avoids.
    """
    before = _electricity(inputs, trace)
    after = trace.product(
        "Électricité de climatisation après le projet", before, remaining(inputs.term("shading_share"), trace),
        unit="kWh/an",
    )  # fmt: skip
    factor = trace.factor(f"elec.fr.usage.climatisation.{inputs.choice('electricity_method')}.2023")
    emitted_before = trace.product("Émissions de l'électricité sans protection", before, factor, unit="tCO2e/an")
    emitted_after = trace.product("Émissions de l'électricité après le projet", after, factor, unit="tCO2e/an")
    leaks = _leaks(inputs, trace)
    figures = [
        trace.figure("consumption_before", before),
        trace.figure("consumption_after", after),
        trace.figure("saved_energy", trace.difference("Électricité économisée", before, after)),
        *_balance(emitted_before, emitted_after, leaks, inputs, trace),
    ]
    return Outcome(figures=tuple(figures), warnings=() if leaks else (NO_LEAK,))


def _electricity(inputs: Inputs, trace: Trace) -> Term:
    label = "Électricité de climatisation"
    if inputs.has("consumption_before"):
        return inputs.term("consumption_before").named(label)
    return trace.quotient(label, cooling_need(inputs, trace), inputs.term("seer"), unit="kWh/an")


def _leaks(inputs: Inputs, trace: Trace) -> Term | None:
    """Emissions of the refrigerant lost in a year; None when nothing is known of it."""
    if inputs.has("refrigerant_leak"):
        lost = inputs.term("refrigerant_leak")
    elif not inputs.has("refrigerant_charge"):
        return None
    elif inputs.has("leak_rate"):
        lost = trace.product("Fluide perdu", inputs.term("refrigerant_charge"), inputs.term("leak_rate"), unit="kg/an")
    else:
        raise InputError("Il manque : taux de fuite annuel (leak_rate). Exemple : 5 %/an.", field="leak_rate")
    potential = trace.factor(f"prg.{inputs.choice('refrigerant')}")
    return trace.product("Émissions des fuites de fluide", lost, potential, unit="tCO2e/an")


def _balance(before: Term, after: Term, leaks: Term | None, inputs: Inputs, trace: Trace) -> list[Figure]:
    """The emissions by role; shading does not change the leaks of an installation."""
    avoided = trace.difference("Émissions évitées par la protection solaire", before, after)
    figures = [trace.figure("avoided_emissions", avoided, Role.AVOIDED)] if avoided.value else []
    if leaks:
        figures.append(trace.figure("refrigerant_emissions", leaks))
        before = trace.total("Émissions de la climatisation sans protection", before, leaks)
        after = trace.total("Émissions de la climatisation après le projet", after, leaks)
    if inputs.choice("situation") == "new":
        return [trace.figure("induced_emissions", after, Role.INDUCED), *figures]
    return [
        trace.figure("emissions_before", before, Role.REFERENCE),
        trace.figure("remaining_emissions", after, Role.PROJECT),
        *figures,
    ]
