"""Ask the assistant, whole or as events that a client which lost its connection reads again; stop an answer."""

import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.agent import Answer, SheetChanged
from assistant.api.access import assistant_of
from assistant.api.live import LiveAnswer, LiveEvent, event_line, last_event, live_of, server_sent
from assistant.api.person import author_of
from assistant.errors import NotFoundError

router = APIRouter()
STREAM = "text/event-stream"


class AskRequest(BaseModel):
    """A message, in a project's conversation or in a new one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"message": "Nous voulons rénover l'éclairage public de notre commune."}]},
    )

    message: str
    project_id: str | None = Field(default=None, pattern=r"^p-[0-9a-f]{8}$")


class ChatRequest(AskRequest):
    """A message to answer as events; sent twice with the same ``sent``, it is answered once.

    It takes the place of the question whose id it ``replaces``.
    """

    sent: str = Field(default="", max_length=100)
    replaces: str | None = Field(default=None, max_length=100)


@router.post("/ask", summary="Réponse à un message, entière.", tags=["conversation"])
def ask(request: Request, asked: AskRequest) -> Answer:
    """The answer to a message, whole."""
    return assistant_of(request).ask(asked.message, project_id=asked.project_id, repeatable=False)


@router.post(
    "/chat",
    summary="Réponse à un message, au fil de l'eau (conversation, tool, paragraph, puis done ou error).",
    tags=["conversation"],
    response_class=StreamingResponse,
)
def chat(request: Request, asked: ChatRequest) -> StreamingResponse:
    """The answer to a message as events: ``conversation``, ``tool``, ``paragraph``, then ``done`` or ``error``.

    The answer goes on when the connection is lost.
    """
    live = live_of(request).begin(
        asked.message,
        conversation=asked.project_id,
        sent=asked.sent,
        replaces=asked.replaces,
        author=author_of(),
    )
    return StreamingResponse(_events(live, 0), media_type=STREAM)


@router.get(
    "/conversations/{conversation_id}/answer",
    summary="Suite de la réponse en cours, après l'événement Last-Event-ID.",
    tags=["conversation"],
    response_class=StreamingResponse,
)
def answer(request: Request, conversation_id: str) -> StreamingResponse:
    """The events of the last answer of a conversation, those that a client has already left out."""
    live = live_of(request).last(conversation_id)
    if live is None:
        raise NotFoundError("Aucune réponse n'est en cours dans cette conversation : relisez ses messages.")
    return StreamingResponse(_events(live, last_event(request)), media_type=STREAM)


@router.post(
    "/conversations/{conversation_id}/stop",
    summary="Arrête la réponse en cours ; ce qui est vérifié est gardé.",
    tags=["conversation"],
    status_code=204,
)
def stop(request: Request, conversation_id: str) -> None:
    """Stop the answer that is being made; asked twice, or when there is none, it changes nothing."""
    live_of(request).stop(conversation_id)


async def _events(live: LiveAnswer, after: int) -> AsyncIterator[str]:
    if not after:
        yield event_line("conversation", json.dumps({"project_id": live.conversation}))
    async for event in server_sent(live, after, _told):
        yield event


def _told(event: LiveEvent) -> str:
    """An event as JSON; where the sheet stands is for the page, and read here at its own address."""
    return "" if isinstance(event, SheetChanged) else event.model_dump_json()
