"""The API, version 1: the same services as the command line, the same JSON."""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.agent import Answer, Assistant, ShownMessage, new_conversation_id
from assistant.api.messages import public_message
from assistant.calculators.footprint import FootprintResult, GivenValue, estimate
from assistant.cli.views import funding_json, hit_json
from assistant.domain import Beneficiary, DocumentKind
from assistant.domain.sheet import ProjectSheet
from assistant.errors import JalonError
from assistant.export import MEDIA_TYPES, check_format, export_sheet
from assistant.funding import search_aids, understand
from assistant.projects import ProjectSummary
from assistant.services import Services

router = APIRouter()
LOGGER = logging.getLogger(__name__)
UNEXPECTED = "La réponse a été interrompue par une erreur inattendue. Votre message est conservé : réessayez."
Limit = Annotated[int, Field(ge=1, le=100)]


class AskRequest(BaseModel):
    """A message, in a project's conversation or in a new one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"message": "Nous voulons rénover l'éclairage public de notre commune."}]},
    )

    message: str
    project_id: str | None = Field(default=None, pattern=r"^p-[0-9a-f]{8}$")


class FundingQuery(BaseModel):
    """A funding request; what is stated wins over what the text says."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"query": "éclairage public LED", "territory": "24"}]}
    )

    query: str
    territory: str | None = None
    beneficiary: Beneficiary | None = None
    on: date | None = None
    include_closed: bool = False
    limit: Limit = 10


class EstimateRequest(BaseModel):
    """An activity of the calculator and its inputs, numbers in the declared unit or texts with theirs."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "activity": "public_lighting",
                    "inputs": {"points": 420, "power_before": "150 W", "power_after": "45 W"},
                }
            ]
        },
    )

    activity: str
    inputs: dict[str, GivenValue]


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def _today() -> date:
    return datetime.now().astimezone().date()


@router.get("/search", summary="Passages qui répondent à une question.", tags=["recherche"])
def search(
    request: Request,
    query: Annotated[str, Query(examples=["extinction nocturne"])],
    kind: DocumentKind | None = None,
    territory: str | None = None,
    theme: str | None = None,
    collection: str | None = None,
    on: date | None = None,
    include_repealed: bool = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> dict[str, Any]:
    """Passages that answer a query, in force on a date (today by default)."""
    places = _services(request).territories
    hits = _services(request).knowledge.search(
        query,
        kind=kind,
        limit=limit,
        on=None if include_repealed else on or _today(),
        territories=places.related(places.get(territory)) if territory else (),
        theme=theme,
        collection=collection,
    )
    return {"query": query, "results": [hit_json(hit) for hit in hits]}


@router.post("/funding", summary="Aides pour un projet, avec le verdict de chaque critère.", tags=["aides"])
def funding(request: Request, asked: FundingQuery) -> dict[str, Any]:
    """Aids for a project, with the verdict of each criterion."""
    services = _services(request)
    understood = understand(
        asked.query,
        territories=services.territories,
        on=asked.on or _today(),
        territory_code=asked.territory,
        beneficiary=asked.beneficiary,
        include_closed=asked.include_closed,
        limit=asked.limit,
    )
    answer = search_aids(
        understood, knowledge=services.knowledge, store=services.store, territories=services.territories
    )
    return funding_json(answer)


@router.post("/footprint", summary="Empreinte d'une activité, avec tout le détail du calcul.", tags=["empreinte"])
def footprint(asked: EstimateRequest) -> FootprintResult:
    """The footprint of an activity with its whole trace."""
    return estimate(asked.activity, asked.inputs)


@router.post("/ask", summary="Réponse à un message, entière.", tags=["conversation"])
def ask(request: Request, asked: AskRequest) -> Answer:
    """The answer to a message, whole."""
    answer: Answer = request.app.state.assistant.ask(asked.message, project_id=asked.project_id, repeatable=False)
    return answer


@router.post(
    "/chat",
    summary="Réponse à un message, au fil de l'eau (conversation, tool, paragraph, puis done ou error).",
    tags=["conversation"],
    response_class=StreamingResponse,
)
def chat(request: Request, asked: AskRequest) -> StreamingResponse:
    """The answer to a message as events: ``conversation``, ``tool``, ``paragraph``, then ``done`` or ``error``."""
    conversation = asked.project_id or new_conversation_id()
    events = request.app.state.assistant.stream(asked.message, project_id=conversation)
    return StreamingResponse(_server_sent(request, conversation, events), media_type="text/event-stream")


def _server_sent(request: Request, conversation: str, events: Iterator[Any]) -> Iterator[str]:
    import json

    yield _event("conversation", json.dumps({"project_id": conversation}))
    try:
        for event in events:
            yield _event(event.type, event.model_dump_json())
    except JalonError as error:
        yield _event("error", json.dumps({"detail": public_message(request, error)}, ensure_ascii=False))
    except Exception:
        LOGGER.exception("a streamed answer failed")
        yield _event("error", json.dumps({"detail": UNEXPECTED}, ensure_ascii=False))


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"


@router.get("/projects", summary="Projets qui ont une fiche.", tags=["projets"])
def projects(request: Request) -> tuple[ProjectSummary, ...]:
    """The projects that have a sheet."""
    return _services(request).projects.list()


@router.get(
    "/projects/{project_id}/conversation",
    summary="Conversation d'un projet, telle qu'elle a été montrée.",
    tags=["projets"],
)
def conversation(request: Request, project_id: str) -> list[ShownMessage]:
    """A project's conversation as it was shown, oldest first, each answer verified again."""
    assistant: Assistant = request.app.state.assistant
    return assistant.transcript(project_id)


@router.get("/projects/{project_id}/sheet", summary="Dernière version de la fiche d'un projet.", tags=["projets"])
def sheet(request: Request, project_id: str) -> ProjectSheet:
    """The last version of a project's sheet."""
    return _services(request).projects.get(project_id)


@router.get(
    "/projects/{project_id}/sheet.{name}",
    summary="Fiche d'un projet en fichier : md, json ou pdf.",
    tags=["projets"],
    response_class=Response,
)
def download(request: Request, project_id: str, name: str) -> Response:
    """A project's sheet as a file: md, json or pdf."""
    check_format(name)
    content = export_sheet(_services(request).projects.get(project_id), name)
    headers = {"Content-Disposition": f'attachment; filename="fiche-{project_id}.{name}"'}
    return Response(content, media_type=MEDIA_TYPES[name], headers=headers)
