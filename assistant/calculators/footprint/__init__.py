"""The footprint calculator: typed inputs with units, exact decimals, every step and factor traced.

Induced and avoided emissions are shown apart; a language model can only call it.
"""

from assistant.calculators.footprint.engine import (
    ActivityDescription,
    activities,
    activity,
    estimate,
    missing_inputs,
)
from assistant.calculators.footprint.inputs import GivenValue, InputSpec
from assistant.calculators.footprint.result import (
    FactorUse,
    Figure,
    FootprintResult,
    InputStatus,
    InputValue,
    Interval,
    Step,
)

__all__ = [
    "ActivityDescription",
    "FactorUse",
    "Figure",
    "FootprintResult",
    "GivenValue",
    "InputSpec",
    "InputStatus",
    "InputValue",
    "Interval",
    "Step",
    "activities",
    "activity",
    "estimate",
    "missing_inputs",
]
