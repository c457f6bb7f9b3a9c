"""Network: the data that a service transfers."""

from assistant.calculators.footprint.digital import side_by_side, transferred
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.trace import Trace


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Data × factor of the network, box of the subscriber included for a fixed one (ADEME model of digital uses)."""
    return side_by_side([transferred(inputs.term("data"), inputs.choice("network"), trace)], trace)
