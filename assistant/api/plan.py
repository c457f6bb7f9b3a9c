"""The financing plan: check it, find the best legal one, take it away as a workbook or as a calendar."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict, Field

from assistant.api.access import services_of
from assistant.api.explaining import explained_route
from assistant.api.files import attachment
from assistant.api.person import author_of
from assistant.calculators.financing import PlanInput, PlanResult, explained_errors, load_book
from assistant.clock import now, today
from assistant.domain import Frozen
from assistant.domain.sheet import ProjectSheet
from assistant.export.plan import ICS_TYPE, XLSX_TYPE, plan_calendar, plan_workbook

Optimise = Annotated[bool, Query(description="Chercher le plan légal où votre part est la plus petite")]


router = APIRouter(route_class=explained_route(partial(explained_errors, skip=1)))


class PlanBody(PlanInput):
    """A plan, judged today when it gives no day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "owner": {"kind": "commune", "territory": "24322", "population": 1200},
                    "costs": [{"id": "travaux", "label": "Travaux", "amount_excl_tax": 300000}],
                    "grants": [{"id": "detr", "scheme": "detr", "rate_percent": 40}],
                }
            ]
        }
    )

    on: date = Field(default_factory=today)


class Choice(Frozen):
    """A code that a plan may use, and what it means; ``is_public`` for a scheme."""

    id: str
    label: str
    is_public: bool | None = None


@router.post("/plan", summary="Plan de financement contrôlé règle par règle.", tags=["plan"])
def plan(request: Request, asked: PlanBody, optimise: Optimise = False) -> PlanResult:
    """A plan with its checks, cash and dates; the best legal one when asked."""
    return services_of(request).plans.judge(asked, optimise=optimise)


@router.post("/plan.xlsx", summary="Le plan en classeur.", tags=["plan"], response_class=Response)
def workbook(request: Request, asked: PlanBody, optimise: Optimise = False) -> Response:
    """The plan as a workbook with formulas."""
    result = services_of(request).plans.judge(asked, optimise=optimise)
    return attachment(plan_workbook(result), XLSX_TYPE, "plan-de-financement.xlsx")


@router.post("/plan.ics", summary="Les échéances du plan en agenda.", tags=["plan"], response_class=Response)
def agenda(request: Request, asked: PlanBody, optimise: Optimise = False) -> Response:
    """The dates of the plan as a calendar."""
    result = services_of(request).plans.judge(asked, optimise=optimise)
    return attachment(plan_calendar(result), ICS_TYPE, "plan-de-financement.ics")


@router.post("/projects/{project_id}/plan", summary="Enregistre le plan dans la fiche du projet.", tags=["plan"])
def keep(request: Request, project_id: str, asked: PlanBody, optimise: Optimise = False) -> ProjectSheet:
    """The sheet of a project with the plan, in a new version."""
    services = services_of(request)
    with services.editor.signing(project_id, "Plan de financement enregistré", author=author_of()):
        return services.plans.keep(services.plans.judge(asked, optimise=optimise), project_id, now=now())


@router.get("/plan/schemes", summary="Dispositifs qu'une aide du plan peut citer.", tags=["plan"])
def schemes() -> list[Choice]:
    """The schemes of the rule book."""
    return [Choice(id=one.id, label=one.label, is_public=one.is_public) for one in load_book().schemes.values()]


@router.get("/plan/derogations", summary="Dérogations qu'un plan peut citer.", tags=["plan"])
def derogations() -> list[Choice]:
    """The derogations of the rule book."""
    return [Choice(id=one.id, label=one.label) for one in load_book().derogations.values()]
