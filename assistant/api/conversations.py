"""Ask the assistant, whole or as events."""

import json
import logging
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.agent import Answer, new_conversation_id
from assistant.api.access import assistant_of
from assistant.api.messages import public_message
from assistant.errors import JalonError

router = APIRouter()
LOGGER = logging.getLogger(__name__)
UNEXPECTED = "La réponse a été interrompue par une erreur inattendue. Votre message est conservé : réessayez."


class AskRequest(BaseModel):
    """A message, in a project's conversation or in a new one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"message": "Nous voulons rénover l'éclairage public de notre commune."}]},
    )

    message: str
    project_id: str | None = Field(default=None, pattern=r"^p-[0-9a-f]{8}$")


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
def chat(request: Request, asked: AskRequest) -> StreamingResponse:
    """The answer to a message as events: ``conversation``, ``tool``, ``paragraph``, then ``done`` or ``error``."""
    conversation = asked.project_id or new_conversation_id()
    events = assistant_of(request).stream(asked.message, project_id=conversation)
    return StreamingResponse(_server_sent(request, conversation, events), media_type="text/event-stream")


def _server_sent(request: Request, conversation: str, events: Iterator[Any]) -> Iterator[str]:
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
