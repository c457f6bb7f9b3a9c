"""Printing: the printers, their electricity, the paper."""

from decimal import Decimal

from assistant.calculators.footprint.digital import (
    MANUFACTURE,
    Criterion,
    Line,
    consumed,
    electricity,
    made,
    side_by_side,
    worn,
)
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

DAYS = Term(label="Jours de l'année", value=Decimal(365), unit="jour/an")


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Printers ÷ lifetime × manufacture + electricity; paper (kg) = pages × share of a sheet × weight of a sheet.

    No open factor of paper is in the registry: without ``paper_factor`` the paper is not estimated.
    """
    printers = inputs.term("printers")
    pieces = worn("Imprimantes usées par an", printers, inputs.term("lifetime"), trace)
    energy = consumed("Électricité des imprimantes", trace, printers, inputs.term("power"), inputs.term("hours"), DAYS)
    sheets = trace.quotient("Feuilles", inputs.term("pages"), inputs.term("pages_per_sheet"), unit="unité/an")
    paper = trace.product("Papier", sheets, inputs.term("sheet_weight"), unit="kg/an")
    factors = {Criterion.CLIMATE: inputs.term("paper_factor")} if inputs.has("paper_factor") else {}
    lines = [
        made("Fabrication des imprimantes", pieces, MANUFACTURE["printer"], inputs, trace),
        electricity("Usage des imprimantes", energy, inputs, trace),
        Line("Papier", paper, factors),
    ]
    return side_by_side(lines, trace, first=(trace.figure("paper", paper),))
