"""Digital equipment: the share of its manufacture that a year of use wears."""

from assistant.calculators.footprint.digital.criteria import Criterion, Line
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

# Manufacture, distribution and end of life of one piece (ADEME): climate only, the other criteria of that data set may
# not be given again.
MANUFACTURE = {
    "laptop": "num.ordinateur_portable.gwp.hors_usage",
    "desktop": "num.ordinateur_fixe.gwp.hors_usage",
    "desktop_pro": "num.ordinateur_fixe_pro.gwp.hors_usage",
    "screen": "num.ecran.gwp.hors_usage",
    "tablet": "num.tablette.gwp.hors_usage",
    "smartphone": "num.smartphone.gwp.hors_usage",
    "television": "num.tv.gwp.hors_usage",
    "printer": "num.imprimante.gwp.hors_usage",
    "box": "num.box.gwp.hors_usage",
    "external_hdd": "num.disque_dur_externe.gwp.hors_usage",
    "external_ssd": "num.ssd_externe.gwp.hors_usage",
}


def worn(label: str, number: Term, lifetime: Term, trace: Trace) -> Term:
    """The pieces that a year of use wears (unité/an): number ÷ years of use."""
    return trace.quotient(label, number, lifetime, unit="unité/an")


def made(label: str, pieces: Term, factor_id: str | None, inputs: Inputs, trace: Trace) -> Line:
    """The line of the manufacture of pieces; ``manufacture`` of the user (kgCO2e/unité) replaces the factor."""
    if inputs.has("manufacture"):
        factors = {Criterion.CLIMATE: inputs.term("manufacture")}
    else:
        factors = {Criterion.CLIMATE: trace.factor(factor_id)} if factor_id else {}
    return Line(label=label, amount=pieces, factors=factors)
