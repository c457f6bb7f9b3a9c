"""Find past operations like a project."""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.access import services_of
from assistant.clock import today
from assistant.comparables import understand_project
from assistant.contract import comparables_json
from assistant.domain import Beneficiary

router = APIRouter()


class ComparablesQuery(BaseModel):
    """A project to compare; what is stated wins over what the text says. ``cost`` is in euros excluding tax."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"query": "rénovation énergétique de l'école", "territory": "05", "cost": 450000}]
        },
    )

    query: str
    territory: str | None = None
    cost: Decimal | None = None
    beneficiary: Beneficiary | None = None
    scheme: str | None = None
    year_from: int | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 10


@router.post("/comparables", summary="Opérations passées semblables à un projet, et leurs coûts.", tags=["projets"])
def comparables(request: Request, asked: ComparablesQuery) -> dict[str, Any]:
    """Past operations like a project, with the spread of their costs, subsidies and rates."""
    services = services_of(request)
    understood = understand_project(
        asked.query,
        territories=services.territories,
        on=today(),
        territory=asked.territory,
        cost=asked.cost,
        beneficiary=asked.beneficiary,
        scheme=asked.scheme,
        year_from=asked.year_from,
        limit=asked.limit,
    )
    return comparables_json(services.comparables.search(understood))
