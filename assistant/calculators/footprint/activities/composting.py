"""Biowaste diverted from residual waste to composting or methanisation."""

from assistant.calculators.footprint.activities.waste_treatment import waste_factors
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.trace import Trace

STREAM = "biowaste"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = tonnes × factor, in the bin before and sorted after. Factors: ADEME Base Empreinte, impacts alone."""
    factors, tonnes = waste_factors()[STREAM], inputs.term("tonnes")
    before = trace.product(
        "Émissions du traitement actuel", tonnes, trace.factor(factors[inputs.choice("treatment_before")]),
        unit="tCO2e/an",
    )  # fmt: skip
    after = trace.product(
        "Émissions du compostage ou de la méthanisation",
        tonnes,
        trace.factor(factors[inputs.choice("treatment_after")]),
        unit="tCO2e/an",
    )
    return Outcome(
        figures=(
            trace.figure("emissions_before", before, Role.REFERENCE),
            trace.figure("remaining_emissions", after, Role.PROJECT),
            trace.figure("avoided_emissions", trace.difference("Émissions évitées", before, after), Role.AVOIDED),
        )
    )
