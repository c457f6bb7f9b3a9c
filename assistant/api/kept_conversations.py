"""The conversations that are kept: list, read, rename, delete, take away."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from assistant.agent.conversations import (
    EXPORT_TYPES,
    Conversation,
    Deleted,
    ExportedConversation,
    export_conversation,
)
from assistant.api.access import assistant_of
from assistant.api.files import attachment
from assistant.api.live import live_of
from assistant.web.attaching import check_detachable, forget_attachments

router = APIRouter(tags=["conversation"])
Words = Annotated[str, Query(max_length=200, description="Mots du titre")]
WithSheet = Annotated[bool, Query(description="Supprimer aussi la fiche projet et ses versions")]


class Renaming(BaseModel):
    """Another title for a conversation."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"title": "Éclairage public du bourg"}]})

    title: str


@router.get("/conversations", summary="Conversations gardées, la dernière d'abord.")
def conversations(request: Request, words: Words = "") -> tuple[Conversation, ...]:
    """The conversations, the last spoken in first."""
    return assistant_of(request).conversations.list(words)


@router.get("/conversations/{conversation_id}", summary="Une conversation avec ses messages et leurs citations.")
def conversation(request: Request, conversation_id: str) -> ExportedConversation:
    """A conversation with its messages, as it is exported."""
    return assistant_of(request).export(conversation_id)


@router.patch("/conversations/{conversation_id}", summary="Renomme une conversation.")
def rename(request: Request, conversation_id: str, asked: Renaming) -> Conversation:
    """The conversation under its new title."""
    return assistant_of(request).conversations.rename(conversation_id, asked.title)


@router.delete("/conversations/{conversation_id}", summary="Supprime une conversation, et sa fiche si on le demande.")
def delete(request: Request, conversation_id: str, sheet: WithSheet = False) -> Deleted:
    """What is gone."""
    check_detachable(request, conversation_id)
    live_of(request).forget(conversation_id)
    deleted = assistant_of(request).conversations.delete(conversation_id, with_sheet=sheet)
    forget_attachments(request, conversation_id)
    return deleted


@router.get(
    "/conversations/{conversation_id}/export.{name}",
    summary="Une conversation en fichier : md ou json, données personnelles masquées.",
    response_class=Response,
)
def export(request: Request, conversation_id: str, name: str) -> Response:
    """A conversation as a file."""
    content = export_conversation(assistant_of(request).export(conversation_id), name)
    return attachment(content, EXPORT_TYPES[name], f"conversation-{conversation_id}.{name}")
