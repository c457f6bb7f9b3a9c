"""The footprint calculator: typed inputs with units, exact decimals, every step and factor traced.

Induced and avoided emissions are shown apart; a language model can only call it.
"""

from assistant.calculators.footprint.declared import ActivityDescription
from assistant.calculators.footprint.engine import (
    Run,
    activity,
    all_activities,
    estimate,
    missing_inputs,
    run,
)
from assistant.calculators.footprint.input_spec import InputSpec
from assistant.calculators.footprint.inputs import GivenValue, input_errors, shown_default
from assistant.calculators.footprint.registry import FactorRegistry, load_registry
from assistant.calculators.footprint.result import (
    Contribution,
    FactorUse,
    Figure,
    FootprintResult,
    InputStatus,
    InputValue,
    Interval,
    NotEstimated,
    Role,
    Step,
)
from assistant.calculators.footprint.rounding import spell

__all__ = [
    "ActivityDescription",
    "Contribution",
    "FactorRegistry",
    "FactorUse",
    "Figure",
    "FootprintResult",
    "GivenValue",
    "InputSpec",
    "InputStatus",
    "InputValue",
    "Interval",
    "NotEstimated",
    "Role",
    "Run",
    "Step",
    "activity",
    "all_activities",
    "estimate",
    "input_errors",
    "load_registry",
    "missing_inputs",
    "run",
    "shown_default",
    "spell",
]
