"""Scenarios of a project against one named reference: emissions over a horizon, economics, comparisons."""

from assistant.calculators.footprint.scenarios.climate_value import climate_value
from assistant.calculators.footprint.scenarios.engine import compute_project
from assistant.calculators.footprint.scenarios.inputs import (
    ActivityUse,
    Evolution,
    ProjectInput,
    ReferenceScenario,
    Scenario,
)
from assistant.calculators.footprint.scenarios.result import (
    AbatementCost,
    AbatementVariant,
    Comparison,
    Economics,
    Equivalent,
    ProjectResult,
    ScenarioResult,
    YearOfScenario,
)
from assistant.calculators.footprint.scenarios.switching import SwitchingValue, switching_value

__all__ = [
    "AbatementCost",
    "AbatementVariant",
    "ActivityUse",
    "Comparison",
    "Economics",
    "Equivalent",
    "Evolution",
    "ProjectInput",
    "ProjectResult",
    "ReferenceScenario",
    "Scenario",
    "ScenarioResult",
    "SwitchingValue",
    "YearOfScenario",
    "climate_value",
    "compute_project",
    "switching_value",
]
