"""Search aids."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.access import services_of
from assistant.clock import today
from assistant.contract import funding_json
from assistant.domain import Beneficiary
from assistant.funding import FundingFilters, search_aids, understand

router = APIRouter()
Limit = Annotated[int, Field(ge=1, le=100)]


class FundingQuery(BaseModel):
    """A funding request; what is stated wins over what the text says, and ``filters`` narrow what is listed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"query": "éclairage public LED", "territory": "24"}]}
    )

    query: str
    territory: str | None = None
    beneficiary: Beneficiary | None = None
    on: date | None = None
    include_closed: bool = False
    limit: Limit = 10
    filters: FundingFilters = FundingFilters()


@router.post("/funding", summary="Aides pour un projet, avec le verdict de chaque critère.", tags=["aides"])
def funding(request: Request, asked: FundingQuery) -> dict[str, Any]:
    """Aids for a project, with the verdict of each criterion."""
    services = services_of(request)
    understood = understand(
        asked.query,
        territories=services.territories,
        on=asked.on or today(),
        territory_code=asked.territory,
        beneficiary=asked.beneficiary,
        include_closed=asked.include_closed,
        limit=asked.limit,
    )
    answer = search_aids(
        understood,
        knowledge=services.knowledge,
        store=services.store,
        territories=services.territories,
        filters=asked.filters,
    )
    return funding_json(answer)
