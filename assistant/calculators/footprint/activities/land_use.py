"""Change of the use of a soil: what the soil, the biomass and the litter store or lose."""

from assistant.calculators.footprint.activities.land_uses import change_of_use, spread_between_zones
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

FOREST_TO_FOREST = "Un changement d'essence d'une forêt à une autre n'est pas couvert : choisissez un autre usage."


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Stored carbon = area × (soil + biomass + litter) × 44/12, slow fluxes for 20 years. Source: ADEME, ALDO, flux.js.

    Raises InputError for a use that does not change, and from a forest to another, which ALDO does not count.
    """
    before, after = inputs.choice("use_before"), inputs.choice("use_after")
    if before == after:
        raise InputError("L'usage du sol ne change pas : indiquez un autre usage prévu.", field="use_after")
    if _is_forest(before) and _is_forest(after):
        raise InputError(FOREST_TO_FOREST, field="use_after")
    area = inputs.term("area")
    figures = change_of_use(inputs, area, before, after, trace)
    return Outcome(figures=figures, warnings=spread_between_zones(inputs, area, before, after, trace))


def _is_forest(use: str) -> bool:
    return use == "poplar" or use.startswith("forest")
