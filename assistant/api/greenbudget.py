"""The green budget: rate expense lines, take the annex away as a workbook."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Response

from assistant.api.explaining import explained_route
from assistant.api.files import attachment
from assistant.calculators.greenbudget import EXAMPLE, GreenBudgetInput, GreenBudgetResult, rate_budget
from assistant.contract.greenbudget import green_budget_schemas
from assistant.export.greenbudget import annex_workbook
from assistant.export.plan import XLSX_TYPE
from assistant.validation import explained_errors

router = APIRouter(
    tags=["budget vert"], route_class=explained_route(partial(explained_errors, skip=1, example=EXAMPLE))
)


@router.post("/greenbudget", summary="Projet de cotation des dépenses sur les six axes, à confirmer.")
def green_budget(asked: GreenBudgetInput) -> GreenBudgetResult:
    """The draft rating of a budget, with the rule behind each rating."""
    return rate_budget(asked)


@router.post("/greenbudget.xlsx", summary="L'annexe du budget vert en classeur.", response_class=Response)
def annex(asked: GreenBudgetInput) -> Response:
    """The annex as a workbook with formulas."""
    return attachment(annex_workbook(rate_budget(asked)), XLSX_TYPE, "budget-vert.xlsx")


@router.get("/greenbudget/schemas", summary="Schémas JSON de la demande et du résultat.")
def schemas() -> dict[str, Any]:
    """JSON Schemas of what is asked and answered."""
    return green_budget_schemas()
