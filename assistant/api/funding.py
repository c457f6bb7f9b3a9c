"""Search aids, and say of one whether it is relevant."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.api.access import services_of
from assistant.api.person import author_of
from assistant.clock import now, today
from assistant.contract import funding_json
from assistant.domain import Beneficiary, Feedback
from assistant.funding import FundingFilters, FundingRequest, Stated, model_proposer, search_aids, understand
from assistant.services import Services

router = APIRouter()
Spoken = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else str(value))]
STATED = {*Stated.model_fields}
Limit = Annotated[int, Field(ge=1, le=100)]


class FundingQuery(BaseModel):
    """A funding request; what is stated wins over what the text says, and ``not`` forgets what it seems to say.

    Facets are stated in words as in figures: «450» or «moins de 2 000», «1,2 M€ HT», «printemps 2027»; ``filters``
    narrow what is listed.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"query": "éclairage public LED", "territory": "24"}]}
    )

    query: str
    territory: str | None = None
    beneficiary: Beneficiary | None = None
    population: Spoken | None = None
    amount: Spoken | None = None
    aid_wanted: Spoken | None = None
    theme: list[str] = []
    operation: list[str] = []
    kind_of_help: list[str] = []
    starts_on: str | None = None
    deadline: str | None = None
    forgotten: list[str] = Field(default=[], alias="not")
    on: date | None = None
    include_closed: bool = False
    limit: Limit = 10
    filters: FundingFilters = FundingFilters()


class FeedbackBody(FundingQuery):
    """A verdict on an aid (its slug) for a request, given as for a search: «non_pertinent» or «ajouter»."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "query": "éclairage public LED",
                    "territory": "24",
                    "aid": "detr-dotation-equipement-territoires-ruraux",
                    "verdict": "ajouter",
                }
            ]
        }
    )

    aid: str
    verdict: str
    reason: str = ""


@router.post("/funding", summary="Aides pour un projet, avec le verdict de chaque critère.", tags=["aides"])
def funding(request: Request, asked: FundingQuery) -> dict[str, Any]:
    """Aids for a project, with the verdict of each criterion."""
    services = services_of(request)
    answer = search_aids(
        _understood(services, asked),
        knowledge=services.knowledge,
        store=services.store,
        territories=services.territories,
        filters=asked.filters,
    )
    return funding_json(answer)


@router.post("/funding/feedback", summary="Dit d'une aide qu'elle n'est pas pertinente, ou à ajouter.", tags=["aides"])
def give_feedback(request: Request, asked: FeedbackBody) -> Feedback:
    """Keep a verdict on an aid, in place of the one given before for the same request."""
    services = services_of(request)
    understood = _understood(services, asked)
    return services.feedback.give(
        understood, asked.aid, asked.verdict, reason=asked.reason, now=now(), author=author_of()
    )


@router.get("/funding/feedback", summary="Avis donnés sur les aides, le dernier d'abord.", tags=["aides"])
def feedback(request: Request) -> tuple[Feedback, ...]:
    """All the verdicts."""
    return services_of(request).feedback.all()


@router.delete("/funding/feedback/{feedback_id}", summary="Retire un avis.", tags=["aides"], status_code=204)
def withdraw_feedback(request: Request, feedback_id: str) -> None:
    """Take a verdict back."""
    services_of(request).feedback.withdraw(feedback_id)


def _understood(services: Services, asked: FundingQuery) -> FundingRequest:
    return understand(
        asked.query,
        territories=services.territories,
        on=asked.on or today(),
        stated=Stated.model_validate(asked.model_dump(include=STATED)),
        proposer=model_proposer(services.settings),
        include_closed=asked.include_closed,
        limit=asked.limit,
    )
