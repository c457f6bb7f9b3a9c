"""The form under an answer that says whether it is useful, and why."""

from contextlib import suppress

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.agent.feedback import COMMENT_LIMIT
from assistant.api.access import assistant_of
from assistant.api.person import author_of
from assistant.clock import now
from assistant.errors import NotFoundError
from assistant.web.chat import TALK, TALKS
from assistant.web.forms import Typed

router = APIRouter(include_in_schema=False)
WITHDRAWN = "withdraw"


@router.post(TALK + "/avis")
def opine(request: Request, conversation_id: str, form: Typed) -> Response:
    """Keep an opinion on an answer, or take it back, once however often the button is pressed; then show it."""
    said, opinions = dict(form), assistant_of(request).opinions
    message_id, verdict = said.get("message_id", ""), said.get("verdict", "")
    if verdict == WITHDRAWN:
        if given := opinions.of(conversation_id).get(message_id):
            with suppress(NotFoundError):  # another tab may have done it first
                opinions.withdraw(given.feedback_id)
    else:
        reasons = [value for name, value in form if name == f"reasons-{verdict}"]
        comment = said.get("comment", "")[:COMMENT_LIMIT]
        opinions.give(
            conversation_id, message_id, verdict, reasons=reasons, comment=comment, now=now(), author=author_of()
        )
    done = "withdrawn" if verdict == WITHDRAWN else "opinion"
    return RedirectResponse(
        f"{TALKS}/{conversation_id}?done={done}#{said.get('back', 'dernier')[:40]}", status_code=303
    )
