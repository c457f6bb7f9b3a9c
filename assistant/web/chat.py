"""The conversation page: ask, follow the answer, stop it, ask again or otherwise; all of it without JavaScript too."""

import json
import uuid
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from assistant.agent import Assistant, ParagraphReady, SheetChanged, ToolStarted
from assistant.agent.feedback import COMMENT_LIMIT, load_reasons
from assistant.api.access import assistant_of, services_of
from assistant.api.conversations import STREAM
from assistant.api.live import OVER, AnswerFailed, LiveAnswer, LiveEvent, last_event, live_of, server_sent
from assistant.api.person import author_of
from assistant.errors import BusyError, InputError, NotFoundError
from assistant.web.attaching import MOST_MEGABYTES, attach, attachments_of
from assistant.web.chat_view import measured, part_of, passage_address, progress_of, settled, turns_of
from assistant.web.layout import CONVERSATION, page
from assistant.web.rendering import render
from assistant.web.sheet_view import SheetBeside, beside
from assistant.web.uploads import Received, up_to

router = APIRouter(include_in_schema=False)
TALKS = "/conversations"
TALK = TALKS + "/{conversation_id}"
LONGEST_BEGUN = 2000  # characters of a message that another page begins
BESIDE = 8  # conversations shown beside the chat
PATIENCE = 8.0  # seconds that a browser without JavaScript waits before it is shown how far an answer is
MOMENT = 0.2  # seconds left to an answer that has just begun: the page then shows how far it is, its sheet in place
FORMATS = {"pdf": "PDF", "docx": "DOCX", "odt": "ODT", "md": "Markdown", "json": "JSON"}
DONE = {
    "answered": "Réponse terminée.",
    "restored": "La version précédente est reprise ; celle que vous quittez reste dans la liste.",
    "opinion": "Votre avis est gardé : merci.",
    "withdrawn": "Votre avis est retiré.",
    "detached": "Le document est retiré du projet : il n'est plus cité.",
    "stopped": "La réponse est arrêtée ; ce qui était vérifié est gardé.",
}
VERDICTS = {"utile": "Utile", "pas_utile": "Pas utile"}
LONGEST_MARK = 100  # characters of what tells a form from another, or names a message
Attached = Annotated[Received, Depends(up_to(MOST_MEGABYTES))]


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The conversation page, on a new conversation, with the message that another page has begun."""
    return shown_chat(request, typed=request.query_params.get("message", "")[:LONGEST_BEGUN])


@router.post(TALKS)
def ask(request: Request, asked: Attached) -> Response:
    """Begin the answer to a message, once its documents are read; without JavaScript, show it once it is over."""
    text = {name: asked.texts.get(name, "") for name in ("message", "project_id", "sent", "replaces")}
    has_files = bool(asked.files) or asked.is_too_large
    try:
        if text["project_id"]:
            assistant_of(request).conversations.get(text["project_id"])
        live = live_of(request).begin(
            text["message"],
            conversation=text["project_id"] or None,
            sent=text["sent"][:LONGEST_MARK],
            replaces=text["replaces"][:LONGEST_MARK] or None,
            with_sheet=True,
            author=author_of(),
            before=partial(attach, request, sent=asked) if has_files else None,
        )
    except (InputError, BusyError) as error:
        return _refused(request, error, text["project_id"], text["message"])
    address = f"{TALKS}/{live.conversation}"
    if _wants_json(request):
        live.has_begun.wait(MOMENT)
        return JSONResponse({"conversation": live.conversation, "address": address}, status_code=202)
    live.wait(MOMENT if asked.texts.get("at_once") else PATIENCE)
    return _after(request, live, address)


@router.get(TALK)
def resume(request: Request, conversation_id: str, done: str = "") -> HTMLResponse:
    """The conversation page, where a conversation stands."""
    return shown_chat(request, conversation_id, done=DONE.get(done, ""), problem=_failure(request, conversation_id))


@router.get(TALK + "/flux", response_class=StreamingResponse)
def follow(request: Request, conversation_id: str, apres: str = "") -> Response:
    """The events of the answer that is being made, after those that the page has; nothing when there is none."""
    live = live_of(request).last(conversation_id)
    if live is None:
        return StreamingResponse(iter([OVER]), media_type=STREAM)
    events = server_sent(live, last_event(request, apres), partial(_told, live))
    return StreamingResponse(events, media_type=STREAM)


@router.post(TALK + "/arreter")
def stop(request: Request, conversation_id: str) -> RedirectResponse:
    """Stop the answer that is being made; a second press finds it stopped, which is what was asked."""
    live = live_of(request).running(conversation_id)
    live_of(request).stop(conversation_id)
    if live:
        live.wait(PATIENCE)
    return RedirectResponse(f"{TALKS}/{conversation_id}{'?done=stopped' if live else ''}#dernier", status_code=303)


@router.get(TALK + "/versions/{branch_id}")
def version(request: Request, conversation_id: str, branch_id: str) -> HTMLResponse:
    """What a conversation said before a question was asked otherwise."""
    assistant = assistant_of(request)
    messages = assistant.transcript(conversation_id, branch_id=branch_id)
    values = {
        "shown": assistant.conversations.get(conversation_id), "turns": turns_of(messages, conversation_id),
        "address": f"{TALKS}/{conversation_id}", "branch_id": branch_id,
    }  # fmt: skip
    return page("chat_version.html.j2", values, current=CONVERSATION)


@router.post(TALK + "/versions/{branch_id}")
def restore(request: Request, conversation_id: str, branch_id: str) -> RedirectResponse:
    """Go on from a version; pressed twice, the second finds it done."""
    live_of(request).check_free(conversation_id)
    known = {one.branch_id for one in assistant_of(request).branches.list(conversation_id)}
    if branch_id in known:
        assistant_of(request).restore(conversation_id, branch_id)
    return RedirectResponse(f"{TALKS}/{conversation_id}?done=restored#dernier", status_code=303)


@router.get(TALK + "/calculs/{calculation_id}")
def calculation(request: Request, conversation_id: str, calculation_id: str) -> Response:
    """The calculation that a figure comes from; that of an aid is read in its passage."""
    assistant = assistant_of(request)
    try:
        found = assistant.calculation(conversation_id, calculation_id)
    except NotFoundError:
        if services_of(request).store.passages([calculation_id]):
            return RedirectResponse(passage_address(calculation_id), status_code=303)
        raise
    values = {"calculation": found, "address": f"{TALKS}/{conversation_id}"}
    return page("calculation.html.j2", values, current=CONVERSATION)


def shown_chat(
    request: Request,
    conversation_id: str = "",
    *,
    problem: str = "",
    typed: str = "",
    done: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The conversation page, with what went wrong and what was typed."""
    assistant = assistant_of(request)
    live = live_of(request).running(conversation_id)
    talks = assistant.conversations.list()
    current = next((one for one in talks if one.conversation_id == conversation_id), None)
    if conversation_id and current is None and live is None:
        assistant.conversations.get(conversation_id)  # says that it is not there
    has_begun = bool(conversation_id and assistant.messages(conversation_id))
    messages = settled(assistant.transcript(conversation_id), live) if has_begun else []
    turns = turns_of(messages, conversation_id)
    values = {
        "talks": talks[:BESIDE], "base": TALKS, "shown": current, "conversation_id": conversation_id,
        "turns": turns, "measured": measured(turns), "progress": progress_of(live) if live else None,
        "branches": assistant.branches.list(conversation_id) if current else (),
        "opinions": assistant.opinions.of(conversation_id) if current else {}, "reasons": load_reasons(),
        "attachments": attachments_of(services_of(request), conversation_id) if current else (),
        "most_megabytes": MOST_MEGABYTES, "verdicts": VERDICTS, "comment_limit": COMMENT_LIMIT,
        "beside": _beside(assistant, live, conversation_id),
        "problem": problem, "typed": typed, "done": done, "sent": uuid.uuid4().hex, "formats": FORMATS,
        "limit": services_of(request).settings.message_max_characters,
        "empty": not services_of(request).store.passage_count(),
    }  # fmt: skip
    return page("chat.html.j2", values, current=CONVERSATION, status=status)


def _beside(assistant: Assistant, live: LiveAnswer | None, conversation_id: str) -> SheetBeside | None:
    """The sheet as the answer that is being made has told it last, else as the conversation stands."""
    told = [event.standing for event in live.events if isinstance(event, SheetChanged)] if live else []
    return beside(told[-1] if told else assistant.sheet_standing(conversation_id)) if conversation_id else None


def _wants_json(request: Request) -> bool:
    return request.headers.get("accept", "") == "application/json"


def _refused(request: Request, error: InputError | BusyError, conversation_id: str, message: str) -> Response:
    """The page with what was typed and why it is not answered; the reason alone for the module, which keeps it all."""
    if _wants_json(request):
        raise error
    status = 409 if isinstance(error, BusyError) else 422
    return shown_chat(request, conversation_id, problem=str(error), typed=message, status=status)


def _failure(request: Request, conversation_id: str) -> str:
    """Why the last question has no answer; empty when it has one, or when this server does not remember it."""
    live = live_of(request).last(conversation_id)
    failed = live.events[-1] if live and live.is_over and live.events else None
    return failed.detail if live and isinstance(failed, AnswerFailed) and _is_unanswered(request, live) else ""


def _is_unanswered(request: Request, live: LiveAnswer) -> bool:
    return any(str(one.text) == live.question for one in assistant_of(request).messages(live.conversation)[-1:])


def _after(request: Request, live: LiveAnswer, address: str) -> Response:
    """Where a browser without JavaScript goes once an answer is over; one that failed says why beside its question."""
    failed = live.events[-1] if live.is_over and live.events else None
    if isinstance(failed, AnswerFailed):
        typed = "" if _is_unanswered(request, live) else live.question
        return shown_chat(request, live.conversation, problem=failed.detail, typed=typed, status=502)
    return RedirectResponse(f"{address}?done=answered#dernier", status_code=303)


def _told(live: LiveAnswer, event: LiveEvent) -> str:
    """An event as the page's module takes it: pieces of the page, made by the templates that make the whole."""
    if isinstance(event, ParagraphReady):
        part = part_of(event, live.conversation)
        pieces = {name: render(f"_{name}.html.j2", part=part) for name in ("paragraphs", "sources")}
        return json.dumps(pieces, ensure_ascii=False)
    if isinstance(event, SheetChanged):
        shown = {"beside": beside(event.standing), "conversation_id": live.conversation, "base": TALKS}
        sheet = render("_sheet_beside.html.j2", **shown, sent="", is_locked=True)
        return json.dumps({"sheet": sheet}, ensure_ascii=False)
    told = event.label if isinstance(event, ToolStarted) else getattr(event, "detail", "")
    return json.dumps({"told": told}, ensure_ascii=False)
