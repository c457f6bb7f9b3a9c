"""The conversation page and the list of the conversations: both work without JavaScript."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.agent import new_conversation_id
from assistant.agent.answer import AnswerDone
from assistant.agent.conversations.titles import LONGEST_TYPED
from assistant.api.access import assistant_of, services_of
from assistant.errors import InputError, NotFoundError
from assistant.web.layout import CONVERSATION, page

router = APIRouter(include_in_schema=False)
LIST = "/conversations"
LONGEST_BEGUN = 2000  # characters of a message that another page begins
BESIDE = 8  # conversations shown beside the chat
DONE = {"renamed": "La conversation est renommée.", "deleted": "La conversation est supprimée."}
Text = Annotated[str, Form()]


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The conversation page, on a new conversation, with the message that another page has begun."""
    return _chat(request, typed=request.query_params.get("message", "")[:LONGEST_BEGUN])


@router.get(LIST)
def listed(request: Request) -> HTMLResponse:
    """The conversations that are kept, the last spoken in first, or those of some words."""
    query = request.query_params
    return _listed(request, words=query.get("mots", "")[:LONGEST_TYPED], done=query.get("done", ""))


@router.post(LIST)
def ask(request: Request, message: Text = "", project_id: Text = "") -> Response:
    """Answer a message of a browser without JavaScript, then show the conversation."""
    assistant = assistant_of(request)
    try:
        if project_id:
            assistant.conversations.get(project_id)
        conversation = project_id or new_conversation_id()
        events = assistant.stream(message, project_id=conversation)
        next(event for event in events if isinstance(event, AnswerDone))
    except InputError as error:
        return _chat(request, project_id, problem=str(error), typed=message, status=422)
    return RedirectResponse(f"{LIST}/{conversation}#dernier", status_code=303)


@router.get(LIST + "/{conversation_id}")
def resume(request: Request, conversation_id: str) -> HTMLResponse:
    """The conversation page, where a conversation stood."""
    return _chat(request, conversation_id)


@router.post(LIST + "/{conversation_id}/renommer")
def rename(request: Request, conversation_id: str, title: Text = "") -> Response:
    """Give a conversation another title."""
    try:
        assistant_of(request).conversations.rename(conversation_id, title)
    except InputError as error:
        return _listed(request, wrong={f"title-{conversation_id}": str(error)}, typed=title)
    return RedirectResponse(f"{LIST}?done=renamed", status_code=303)


@router.get(LIST + "/{conversation_id}/supprimer")
def confirm(request: Request, conversation_id: str) -> HTMLResponse:
    """Ask before a conversation is removed."""
    found = assistant_of(request).conversations.get(conversation_id)
    return page("conversation_delete.html.j2", {"conversation": found, "base": LIST}, current=CONVERSATION)


@router.post(LIST + "/{conversation_id}/supprimer")
def delete(request: Request, conversation_id: str, sheet: Text = "") -> RedirectResponse:
    """Remove a conversation; a second press of the button finds it gone, which is what was asked."""
    with suppress(NotFoundError):
        assistant_of(request).conversations.delete(conversation_id, with_sheet=bool(sheet))
    return RedirectResponse(f"{LIST}?done=deleted", status_code=303)


def _chat(
    request: Request, conversation_id: str = "", *, problem: str = "", typed: str = "", status: int = 200
) -> HTMLResponse:
    assistant = assistant_of(request)
    current = assistant.conversations.get(conversation_id) if conversation_id else None
    values = {
        "talks": assistant.conversations.list()[:BESIDE],
        "base": LIST,
        "shown": current,
        "messages": assistant.transcript(conversation_id) if current else [],
        "problem": problem,
        "typed": typed,
    }
    return page("chat.html.j2", values, current=CONVERSATION, status=status)


def _listed(
    request: Request, *, words: str = "", done: str = "", wrong: dict[str, str] | None = None, typed: str = ""
) -> HTMLResponse:
    values = {
        "conversations": assistant_of(request).conversations.list(words),
        "words": words,
        "days": services_of(request).settings.retention_days,
        "base": LIST,
        "done": DONE.get(done, ""),
        "errors": wrong or {},
        "typed": typed,
        "limit": LONGEST_TYPED,
    }
    return page("conversations.html.j2", values, current=CONVERSATION, status=422 if wrong else 200)
