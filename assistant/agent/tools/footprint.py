"""The footprint calculator as a tool."""

from pydantic import BaseModel, Field

from assistant.agent.evidence import ToolEvidence, calculation_marker
from assistant.agent.tools.building import ToolResult, artifact
from assistant.calculators.footprint import FactorRegistry, FootprintResult, InputStatus, estimate

LIGHTING = {"points": 120, "power_before": "150 W", "power_after": "60 W"}


class EstimateArguments(BaseModel):
    """Arguments of the footprint calculator."""

    activity: str = Field(description="Activité, par exemple « public_lighting »")
    inputs: dict[str, str | float | int] = Field(
        description='Données de l\'activité avec leur unité, par exemple {"power_before": "150 W"}'
    )


class FootprintTools:
    """The calculator over one registry of factors."""

    def __init__(self, factors: FactorRegistry) -> None:
        self._factors = factors

    def estimate_footprint(self, activity: str, inputs: dict[str, str | float | int]) -> ToolResult:
        """The footprint of an activity, with its interval and trace."""
        result = estimate(activity, inputs, registry=self._factors)
        return _footprint_text(result), artifact(ToolEvidence(footprint=result))


def _footprint_text(result: FootprintResult) -> str:
    lines = [f"{calculation_marker(result.calculation_id)} {result.title}. Référence : {result.reference_scenario}."]
    lines += [f"- {figure.label} : {figure.display}" for figure in result.figures]
    lines += [f"- Hypothèse : {value.sentence}" for value in result.inputs if value.status is not InputStatus.GIVEN]
    lines += [f"- Attention : {warning}" for warning in result.warnings]
    return "\n".join(lines)
