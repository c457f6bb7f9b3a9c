"""Servers of one's own: manufacture, and electricity with the cooling of the room (PUE)."""

from assistant.calculators.footprint.digital import HOURS, consumed, electricity, made, side_by_side, worn
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.trace import Trace

SERVER = "num.serveur.fabrication"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Servers ÷ lifetime × manufacture, plus servers × power × 8 760 h × PUE × electricity (as BoaviztAPI does)."""
    servers = inputs.term("servers")
    energy = consumed("Électricité des serveurs", trace, servers, inputs.term("power"), HOURS, inputs.term("pue"))
    pieces = worn("Serveurs usés par an", servers, inputs.term("lifetime"), trace)
    lines = [
        made("Fabrication des serveurs", pieces, SERVER, inputs, trace),
        electricity("Usage des serveurs", energy, inputs, trace),
    ]
    return side_by_side(lines, trace)
