"""The page of a passage: where it comes from, its text in context, and its PDF page when there is one."""

from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.api.citations import Quotes
from assistant.errors import ChangedError, NotFoundError
from assistant.knowledge.citations import CitationReader, PassageInContext
from assistant.language.display import format_date
from assistant.services import Services

router = APIRouter(include_in_schema=False)

KINDS = {"regulation": "Réglementation", "funding": "Aide", "project": "Projet"}
EXACT = 1.0


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["date"] = format_date
    return environment


@router.get("/passages/{passage_id}", response_class=HTMLResponse)
def show_passage(request: Request, passage_id: str, quotes: Quotes = []) -> HTMLResponse:  # noqa: B006, never changed
    """The page of a passage, for people; a passage that has gone is said with status 404."""
    services: Services = request.app.state.services
    try:
        passage = services.citations.passage(passage_id, quotes)
    except NotFoundError as error:
        return HTMLResponse(_templates().get_template("missing.html.j2").render(reason=str(error)), status_code=404)
    page = _templates().get_template("passage.html.j2").render(
        passage=passage,
        kind=KINDS[passage.kind.value],
        url=passage.url if (passage.url or "").startswith(("https://", "http://")) else None,
        segments=list(_segments(passage)),
        lost_quotes=len(quotes) - len(passage.quotes),
        inexact=[match for match in passage.quotes if match.score < EXACT],
        image=_image_address(passage_id, quotes),
        no_image=_why_no_image(services.citations, passage),
    )  # fmt: skip
    return HTMLResponse(page)


def _segments(passage: PassageInContext) -> Iterator[tuple[str, bool]]:
    """The text of a passage in pieces, each with whether it is quoted."""
    position = 0
    for match in sorted(passage.quotes, key=lambda match: match.start):
        start = max(match.start, position)
        if match.end > start:
            yield passage.text[position:start], False
            yield passage.text[start : match.end], True
            position = match.end
    yield passage.text[position:], False


def _image_address(passage_id: str, quotes: Sequence[str]) -> str:
    asked = urlencode([("quote", quote) for quote in quotes])
    return f"/api/v1/passages/{passage_id}/page.png" + (f"?{asked}" if asked else "")


def _why_no_image(citations: CitationReader, passage: PassageInContext) -> str | None:
    """Why the page cannot be shown; None when it can, an empty text when the format has no pages."""
    if passage.page is None:
        return ""
    try:
        citations.page(passage).original()
    except (NotFoundError, ChangedError) as error:
        return str(error)
    return None
