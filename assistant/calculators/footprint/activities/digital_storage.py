"""Storage: the disks that hold data and their copies."""

from assistant.calculators.footprint.digital import HOURS, consumed, electricity, made, side_by_side, worn
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.trace import Trace

UNIT, CAPACITY, POWER = "num.baie_stockage.fabrication", "num.stockage.capacite", "num.stockage.puissance"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Units = data × copies ÷ (capacity × filling); each counts by its manufacture ÷ lifetime and its electricity.

    Source: ADEME model of digital uses (rules of the storage of an e-mail).
    """
    kept = trace.product("Données et copies", inputs.term("data"), inputs.term("copies"), unit="To")
    useful = trace.product(
        "Capacité utile d'une unité", trace.factor(CAPACITY), inputs.term("filling"), unit="To/unité"
    )
    units = trace.quotient("Unités de stockage", kept, useful, unit="unité")
    energy = consumed("Électricité du stockage", trace, units, trace.factor(POWER), HOURS, inputs.term("pue"))
    pieces = worn("Unités usées par an", units, inputs.term("lifetime"), trace)
    lines = [
        made("Fabrication des unités de stockage", pieces, UNIT, inputs, trace),
        electricity("Usage du stockage", energy, inputs, trace),
    ]
    return side_by_side(lines, trace)
