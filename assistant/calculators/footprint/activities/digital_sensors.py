"""Sensors and connected objects (*IoT*): manufacture, electricity, data sent."""

from assistant.calculators.footprint.digital import (
    HOURS,
    consumed,
    electricity,
    made,
    side_by_side,
    transferred,
    worn,
)
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.trace import Trace


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Sensors ÷ lifetime × manufacture, plus sensors × power × 8 760 h × electricity, plus data × network.

    No open factor of manufacture exists for a sensor: without ``manufacture`` it is not estimated.
    """
    sensors = inputs.term("sensors")
    data = trace.product("Données envoyées", sensors, inputs.term("data"), unit="Go/an")
    energy = consumed("Électricité des capteurs", trace, sensors, inputs.term("power"), HOURS)
    pieces = worn("Capteurs usés par an", sensors, inputs.term("lifetime"), trace)
    lines = [
        made("Fabrication des capteurs", pieces, None, inputs, trace),
        electricity("Usage des capteurs", energy, inputs, trace),
        transferred(data, inputs.choice("network"), trace),
    ]
    return side_by_side(lines, trace)
