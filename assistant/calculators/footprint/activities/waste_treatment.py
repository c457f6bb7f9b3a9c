"""Treatment of a waste: another treatment, or less of it."""

import tomllib
from functools import cache
from importlib.resources import files

from assistant.calculators.footprint.declared import describe
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

NAME, RECYCLING = "waste_treatment", "recycling"
NO_CREDIT = (
    "Le recyclage évite de fabriquer de la matière neuve : ce bénéfice n'est pas dans ces facteurs d'impact. "
    "La différence ci-dessus ne dit donc pas si recycler vaut mieux."
)


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Impact = tonnes × factor of the treatment, before and after. Factors: ADEME Base Empreinte, impacts alone.

    Raises InputError for a treatment that has no factor for this waste, naming those that have one.
    """
    before_name, after_name = inputs.choice("treatment_before"), inputs.choice("treatment_after")
    tonnes = inputs.term("tonnes")
    kept = inputs.term("tonnes_after") if inputs.has("tonnes_after") else tonnes
    before = _impact("Impact du traitement actuel", tonnes, "treatment_before", inputs, trace)
    after = _impact("Impact du traitement prévu", kept, "treatment_after", inputs, trace)
    difference = trace.difference("Différence d'impact (actuel moins prévu)", before, after)
    figures = (
        trace.figure("emissions_before", before, Role.REFERENCE),
        trace.figure("remaining_emissions", after, Role.PROJECT),
        trace.figure("impact_difference", difference),
    )
    return Outcome(figures=figures, warnings=(NO_CREDIT,) if RECYCLING in {before_name, after_name} else ())


def _impact(label: str, tonnes: Term, field: str, inputs: Inputs, trace: Trace) -> Term:
    stream, treatment = inputs.values["stream"], inputs.values[field]
    factors = waste_factors()[str(stream.value)]
    if str(treatment.value) not in factors:
        labels = {choice.value: choice.label for spec in describe(NAME).inputs for choice in spec.choices}
        known = ", ".join(f"{name} ({labels[name]})" for name in factors)
        raise InputError(
            f"{treatment.label} : « {treatment.display} » n'a pas de facteur pour « {stream.display} ». "
            f"Valeurs possibles : {known}.",
            field=field,
        )
    return trace.product(label, tonnes, trace.factor(factors[str(treatment.value)]), unit="tCO2e/an")


@cache
def waste_factors() -> dict[str, dict[str, str]]:
    """The factor of each treatment, by waste stream."""
    path = files("assistant.calculators.footprint.activities") / "waste_factors.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
