"""Compare scenarios of a project: quantities and costs are the user's, emissions those of the calculator."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool
from pydantic import BaseModel, ConfigDict, Field

from assistant.agent.evidence import Evidence, ToolEvidence
from assistant.agent.tools.building import ToolResult, artifact, build_tool, cited_lines
from assistant.agent.tools.footprint import LIGHTING
from assistant.agent.tools.tracing import NOT_CALCULATED, check_inputs, check_traced
from assistant.calculators.footprint import FactorRegistry
from assistant.calculators.footprint.scenarios import ProjectInput, compute_project
from assistant.export.scenarios import scenario_sentences
from assistant.validation import validated

MOST = 4
Amount = Decimal | None


class ActivityDraft(BaseModel):
    """An activity of a scenario."""

    activity: str = Field(description="Activité, par exemple « public_lighting »")
    inputs: dict[str, str | float | int] = Field(description="Données dites par l'utilisateur, avec leur unité")


class ScenarioDraft(BaseModel):
    """A way of doing the project."""

    name: str = Field(description="Nom du scénario, par exemple « LED et extinction »")
    activities: list[ActivityDraft] = Field(description="Ce que fait le scénario", min_length=1)
    investment: Amount = Field(default=None, description="Investissement en euros HT, dit par l'utilisateur")
    subsidy: Decimal = Field(default=Decimal(0), description="Subventions en euros, dites par l'utilisateur")
    yearly_cost: Amount = Field(
        default=None, description="Coût annuel en euros HT de plus que la référence, négatif si c'est une économie"
    )


class ComparisonDraft(BaseModel):
    """The scenarios of a project beside its reference."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(description="Nom du projet")
    reference: str = Field(description="Situation sans le projet, par exemple « éclairage actuel conservé »")
    scenarios: Annotated[list[ScenarioDraft], Field(min_length=1, max_length=MOST)]
    horizon_years: int = Field(description="Nombre d'années comptées, dit par l'utilisateur")
    start_year: int | None = Field(default=None, description="Première année, dite par l'utilisateur")
    discount_rate_percent: Amount = Field(default=None, description="Taux d'actualisation, dit par l'utilisateur")


class ComparisonArguments(BaseModel):
    """Arguments of the comparison, under one name."""

    project: ComparisonDraft


EXAMPLE = {
    "project": {
        "title": "Éclairage public",
        "reference": "Éclairage actuel conservé",
        "horizon_years": 15,
        "scenarios": [
            {
                "name": "LED",
                "activities": [{"activity": "public_lighting", "inputs": LIGHTING}],
                "investment": 90000,
                "yearly_cost": -6000,
            }
        ],
    }
}


def build_scenarios_tool(factors: FactorRegistry, on: date) -> BaseTool:
    """The tool ``compare_scenarios``: it reads the conversation's evidence from the state of the loop."""

    def compare_scenarios(project: ComparisonDraft, runtime: ToolRuntime) -> ToolResult:
        evidence = Evidence.from_messages(runtime.state["messages"])
        check_traced(_figures(project, on), evidence, refusal=NOT_CALCULATED)
        for scenario in project.scenarios:
            for one in scenario.activities:
                check_inputs(one.activity, one.inputs, evidence)
        result = compute_project(validated(ProjectInput, _content(project, on)), registry=factors)
        return cited_lines(scenario_sentences(result), result.calculation_id), artifact(ToolEvidence(scenarios=result))

    return build_tool(
        compare_scenarios,
        ComparisonArguments,
        "Compare jusqu'à quatre scénarios d'un projet à une situation de référence : émissions induites et évitées "
        "séparément, temps de retour, valeur actuelle nette, coût de la tonne évitée.",
        example=EXAMPLE,
    )


def _figures(project: ComparisonDraft, on: date) -> Iterator[str]:
    """Every figure of a draft, but for those of its activities, as a marked text to be traced."""
    yield f"{project.horizon_years} ans [u]"
    if project.start_year not in (None, on.year):
        yield f"{project.start_year} [u]"
    if project.discount_rate_percent is not None:
        yield f"{project.discount_rate_percent.normalize():f} % [u]"
    for scenario in project.scenarios:
        for amount in (scenario.investment, scenario.subsidy, scenario.yearly_cost):
            if amount:
                yield f"{abs(amount).normalize():f} € [u]"


def _content(project: ComparisonDraft, on: date) -> dict[str, Any]:
    said = project.model_dump(mode="json", exclude_none=True)
    scenarios = [{"id": f"scenario-{place}", **one} for place, one in enumerate(said["scenarios"], start=1)]
    reference = {"name": said["reference"], "dated": on.isoformat()}
    return {"start_year": on.year, **said, "reference": reference, "scenarios": scenarios}
