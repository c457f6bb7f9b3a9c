"""Photovoltaics: production, life-cycle emissions induced, grid emissions avoided."""

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.trace import Trace

LIFE_CYCLE = "pv.kwh"
GRID = "elec.fr.mix_moyen.2024"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Production (kWh/an) = peak power × yield; each kWh induces its life cycle and replaces one of the grid."""
    production = trace.product("Électricité produite", inputs.term("peak_power"), inputs.term("yield"), unit="kWh/an")
    induced = trace.product("Émissions induites (cycle de vie)", production, trace.factor(LIFE_CYCLE), unit="tCO2e/an")
    avoided = trace.product("Émissions évitées sur le réseau", production, trace.factor(GRID), unit="tCO2e/an")
    figures = [
        trace.figure("production", production),
        trace.figure("induced_emissions", induced, Role.INDUCED),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
    ]
    if inputs.has("self_consumed_share"):
        consumed = trace.product(
            "Électricité autoconsommée", production, inputs.term("self_consumed_share"), unit="kWh/an"
        )
        figures.append(trace.figure("self_consumed", consumed))
        if inputs.has("electricity_price"):
            saved = trace.product(
                "Achats d'électricité évités (HT)", consumed, inputs.term("electricity_price"), unit="€/an"
            )
            figures.append(trace.figure("saved_cost", saved))
    return Outcome(figures=tuple(figures))
