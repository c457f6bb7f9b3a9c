"""Terminals and screens: the manufacture of those that a year wears, and their electricity."""

from decimal import Decimal

from assistant.calculators.footprint.digital import MANUFACTURE, consumed, electricity, made, side_by_side, worn
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

NEW = "new"
DAYS = Term(label="Jours de l'année", value=Decimal(365), unit="jour/an")


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Number ÷ lifetime × manufacture, plus number × power × hours × electricity (ADEME, LCA of digital equipment).

    A reconditioned piece carries its reconditioning, not the first manufacture: without a factor for that it is not
    estimated, unless ``manufacture`` gives it.
    """
    number = inputs.term("number")
    kind = inputs.choice("kind")
    is_new = inputs.choice("condition") == NEW
    pieces = worn("Appareils usés par an", number, inputs.term("lifetime"), trace)
    label = "Fabrication, distribution et fin de vie" if is_new else "Reconditionnement"
    energy = consumed("Électricité des appareils", trace, number, inputs.term("power"), inputs.term("hours"), DAYS)
    lines = [
        made(label, pieces, MANUFACTURE[kind] if is_new else None, inputs, trace),
        electricity("Usage", energy, inputs, trace),
    ]
    return side_by_side(lines, trace)
