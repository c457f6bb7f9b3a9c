"""Unsealing (*désimperméabilisation*): the carbon that a soil may regain, and the rubble that goes."""

from assistant.calculators.footprint.activities.land_uses import change_of_use, spread_between_zones
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.trace import Trace

BEFORE = "sealed"
RUBBLE = "dechet.gravats"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Stored carbon = area × (soil + biomass) × 44/12, the soil starting from that of a crop (ADEME, ALDO, flux.js)."""
    area, after = inputs.term("area"), inputs.choice("use_after")
    figures = list(change_of_use(inputs, area, BEFORE, after, trace))
    if inputs.has("rubble"):
        induced = trace.product("Fin de vie des gravats", inputs.term("rubble"), trace.factor(RUBBLE), unit="tCO2e")
        figures.append(trace.figure("induced_emissions", induced, Role.INDUCED))
    return Outcome(figures=tuple(figures), warnings=spread_between_zones(inputs, area, BEFORE, after, trace))
