"""The form of a card of the page «Aides» that says of an aid: not relevant, or to add."""

from contextlib import suppress

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import QueryParams

from assistant.api.access import services_of
from assistant.api.person import author_of
from assistant.clock import now, today
from assistant.domain import Feedback, FeedbackVerdict
from assistant.errors import NotFoundError
from assistant.funding.feedback import REASON_LIMIT
from assistant.web.forms import Typed
from assistant.web.funding_query import AidsQuery
from assistant.web.funding_search import request_of

router = APIRouter(include_in_schema=False)

OPINIONS = {FeedbackVerdict.NOT_RELEVANT: "Non pertinente", FeedbackVerdict.ADD: "Pertinente, à ajouter"}
TONES = {FeedbackVerdict.NOT_RELEVANT: "no", FeedbackVerdict.ADD: "yes"}


@router.post("/aides/avis")
def opine(request: Request, form: Typed) -> Response:
    """Keep an opinion on an aid, or take it back, once however often the button is pressed; then show its card."""
    said, services = dict(form), services_of(request)
    query = AidsQuery.read(QueryParams(form))
    slug = said.get("aid", "")
    asked = request_of(services, query, on=today())
    if said.get("opinion") == "withdraw":
        _withdraw(request, services.feedback.of(asked).get(slug))
    else:
        reason = said.get("reason", "")[:REASON_LIMIT]
        services.feedback.give(asked, slug, said.get("opinion", ""), reason=reason, now=now(), author=author_of())
    return RedirectResponse(f"{query.address(page=query.page)}#aide-{slug}", status_code=303)


def _withdraw(request: Request, given: Feedback | None) -> None:
    """Take an opinion back; another tab may have done it first."""
    if given:
        with suppress(NotFoundError):
            services_of(request).feedback.withdraw(given.feedback_id)
