"""Photovoltaics: production, life-cycle emissions induced, grid emissions avoided."""

from decimal import Decimal

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

LIFE_CYCLE = "pv.kwh"
WHOLE = Term(label="Production entière", value=Decimal(100), unit="%")


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Production (kWh/an) = peak power × yield; each kWh induces its life cycle and replaces one of the named mix.

    With the footprint of the modules (kgCO2e/kWc), manufacture = peak power × footprint, once. Over a lifetime of n
    years with a yearly loss d of the first year's production, production = n × (1 − d × (n − 1) ÷ 2) × first year.
    """
    production = trace.product("Électricité produite", inputs.term("peak_power"), inputs.term("yield"), unit="kWh/an")
    avoided = trace.product("Émissions évitées sur le réseau", production, _reference(inputs, trace), unit="tCO2e/an")
    figures = [
        trace.figure("production", production),
        trace.figure("induced_emissions", _induced(production, inputs, trace), Role.INDUCED),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
        *_use(production, inputs, trace),
        *_lifetime(production, inputs, trace),
    ]
    return Outcome(figures=tuple(figures))


def _reference(inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("reference_factor"):
        return inputs.term("reference_factor")
    return trace.factor(f"elec.fr.mix_moyen.{inputs.choice('reference_mix')}")


def _induced(production: Term, inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("panel_footprint"):
        return trace.product(
            "Émissions induites (modules)", inputs.term("peak_power"), inputs.term("panel_footprint"), unit="tCO2e"
        )
    return trace.product("Émissions induites (cycle de vie)", production, trace.factor(LIFE_CYCLE), unit="tCO2e/an")


def _use(production: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    """What is consumed on site and what is sold, and what both are worth."""
    if not inputs.has("self_consumed_share"):
        return []
    consumed = trace.product("Électricité autoconsommée", production, inputs.term("self_consumed_share"), unit="kWh/an")
    exported = trace.difference("Électricité vendue", production, consumed)
    figures = [trace.figure("self_consumed", consumed), trace.figure("exported", exported)]
    if inputs.has("electricity_price"):
        saved = trace.product(
            "Achats d'électricité évités (HT)", consumed, inputs.term("electricity_price"), unit="€/an"
        )
        figures.append(trace.figure("saved_cost", saved))
    if inputs.has("export_price"):
        sold = trace.product("Vente du surplus", exported, inputs.term("export_price"), unit="€/an")
        figures.append(trace.figure("export_revenue", sold))
    return figures


def _lifetime(production: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    if not inputs.has("lifetime"):
        return []
    lifetime = inputs.term("lifetime")
    middle = Term(label="Âge moyen", value=(lifetime.value - 1) / 2, unit="an")
    lost = trace.product("Baisse moyenne de production", inputs.term("degradation"), middle, unit="%")
    kept = trace.difference("Production moyenne gardée", WHOLE, lost)
    whole = trace.product("Électricité produite sur la durée de vie", production, kept, lifetime, unit="kWh")
    return [trace.figure("lifetime_production", whole)]
