"""The list of the conversations: find, rename, take away, delete."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.agent.conversations.titles import LONGEST_TYPED
from assistant.api.access import assistant_of, services_of
from assistant.api.live import live_of
from assistant.errors import InputError, NotFoundError
from assistant.web.attaching import check_detachable, forget_attachments
from assistant.web.layout import CONVERSATION, page

router = APIRouter(include_in_schema=False)
LIST = "/conversations"
DONE = {"renamed": "La conversation est renommée.", "deleted": "La conversation est supprimée."}
Text = Annotated[str, Form()]


@router.get(LIST)
def listed(request: Request) -> HTMLResponse:
    """The conversations that are kept, the last spoken in first, or those of some words."""
    query = request.query_params
    return _listed(request, words=query.get("mots", "")[:LONGEST_TYPED], done=query.get("done", ""))


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
    check_detachable(request, conversation_id)
    live_of(request).forget(conversation_id)
    with suppress(NotFoundError):
        assistant_of(request).conversations.delete(conversation_id, with_sheet=bool(sheet))
    forget_attachments(request, conversation_id)
    return RedirectResponse(f"{LIST}?done=deleted", status_code=303)


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
