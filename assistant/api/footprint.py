"""The footprint calculator."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assistant.api.access import services_of
from assistant.calculators.footprint import ActivityDescription, FootprintResult, GivenValue, all_activities, estimate
from assistant.calculators.footprint.scenarios import (
    ProjectInput,
    ProjectResult,
    SwitchingValue,
    compute_project,
    switching_value,
)
from assistant.charts import ChartTable, bar_chart_svg, bar_table
from assistant.charts.footprint import estimate_charts
from assistant.contract.footprint import footprint_schemas

router = APIRouter(prefix="/footprint", tags=["empreinte"])
EXAMPLE: JsonValue = {
    "activity": "public_lighting",
    "inputs": {"points": 420, "power_before": "150 W", "power_after": "45 W"},
}


class EstimateRequest(BaseModel):
    """An activity of the calculator and its inputs, numbers in the declared unit or texts with theirs."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    activity: str
    inputs: dict[str, GivenValue]


class SwitchingRequest(BaseModel):
    """A project, and the input of one of its activities whose switching value is wanted."""

    model_config = ConfigDict(extra="forbid")

    project: ProjectInput
    scenario: str
    activity: Annotated[int, Field(ge=0, description="Rang de l'activité dans le scénario, à partir de 0.")] = 0
    input: str


@router.post("", summary="Empreinte d'une activité, avec tout le détail du calcul.")
def footprint(request: Request, asked: EstimateRequest) -> FootprintResult:
    """The footprint of an activity with its whole trace."""
    return estimate(asked.activity, asked.inputs, registry=services_of(request).factors)


class DrawnChart(BaseModel):
    """A chart as SVG and the table that says the same."""

    title: str
    description: str
    svg: str
    table: ChartTable


@router.post("/charts", summary="Graphiques d'une estimation : SVG accessible, et la table de ses chiffres.")
def charts(request: Request, asked: EstimateRequest) -> Sequence[DrawnChart]:
    """The charts of an estimate that have something to show."""
    result = estimate(asked.activity, asked.inputs, registry=services_of(request).factors)
    return [
        DrawnChart(
            title=one.title,
            description=one.description,
            svg=bar_chart_svg(one, f"{result.calculation_id}-{rank}"),
            table=bar_table(one),
        )
        for rank, one in enumerate(estimate_charts(result))
    ]


@router.post("/project", summary="Scénarios d'un projet : émissions sur l'horizon, coûts, comparaisons.")
def project(request: Request, asked: ProjectInput) -> ProjectResult:
    """The scenarios of a project against one reference."""
    return compute_project(asked, registry=services_of(request).factors)


@router.post("/switching-value", summary="Valeur d'une donnée à laquelle le bilan d'un scénario s'annule.")
def switching(request: Request, asked: SwitchingRequest) -> SwitchingValue:
    """The value of an input at which the balance of a scenario is null."""
    registry = services_of(request).factors
    return switching_value(asked.project, asked.scenario, asked.activity, asked.input, registry=registry)


@router.get("/activities", summary="Activités que Jalon sait calculer, avec leurs données.")
def described(
    theme: Annotated[str | None, Query(description="Thème, tel que la liste le nomme.")] = None,
) -> Sequence[ActivityDescription]:
    """The activities, of one theme when it is given."""
    return [one for one in all_activities() if theme is None or one.theme == theme]


@router.get("/schemas", summary="Schémas JSON de la demande et du résultat.")
def schemas() -> dict[str, Any]:
    """JSON Schemas of what is asked and answered."""
    return footprint_schemas()
