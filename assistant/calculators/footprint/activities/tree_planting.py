"""Tree planting: by area with the sinks of ALDO, or by trees with a figure that the user brings."""

from assistant.calculators.footprint.activities.land_uses import change_of_use, spread_between_zones
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Area: the change of use to a forest or to urban trees. Trees: trees × living share × the user's yearly storage.

    Raises InputError when both are given: one plantation is counted once.
    """
    if inputs.has("trees") and inputs.has("area"):
        raise InputError("Donnez la surface plantée ou le nombre d'arbres, pas les deux.", field="trees")
    if inputs.has("trees"):
        return _by_tree(inputs, trace)
    area, before, after = inputs.term("area"), inputs.choice("use_before"), inputs.choice("planted")
    figures = change_of_use(inputs, area, before, after, trace)
    return Outcome(figures=figures, warnings=spread_between_zones(inputs, area, before, after, trace))


def _by_tree(inputs: Inputs, trace: Trace) -> Outcome:
    alive = trace.product("Arbres vivants à terme", inputs.term("trees"), inputs.term("survival"), unit="arbre")
    stored = trace.product(
        "Carbone stocké par an, selon votre chiffre", alive, inputs.term("storage_per_tree"), unit="tCO2e/an"
    )
    source = inputs.values["storage_source"].display
    return Outcome(
        figures=(trace.figure("living_trees", alive), trace.figure("yearly_storage", stored)),
        warnings=(f"Le stockage par arbre est votre chiffre ({source}) : gardez-en la référence avec le projet.",),
    )
