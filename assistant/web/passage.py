"""The page of a passage: where it comes from, its text in context, and its PDF page when there is one."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.api.citations import Quotes
from assistant.domain import Frozen
from assistant.errors import ChangedError, NotFoundError
from assistant.knowledge.citations import CitationReader, PassageInContext
from assistant.language.names import kind_name
from assistant.services import Services
from assistant.web.layout import page

router = APIRouter(include_in_schema=False)

EXACT = 1.0
MOSTLY = 0.5  # share of the words found on the page's image, from which it may be said to be highlighted


@router.get("/passages/{passage_id}", response_class=HTMLResponse)
def show_passage(request: Request, passage_id: str, quotes: Quotes = ()) -> HTMLResponse:
    """The page of a passage, for people; a passage that has gone is said with status 404."""
    services: Services = request.app.state.services
    try:
        passage = services.citations.passage(passage_id, quotes)
    except NotFoundError as error:
        return page("missing.html.j2", {"reason": str(error)}, status=404)
    return page(
        "passage.html.j2",
        {
            "passage": passage,
            "headings": [heading for heading in passage.heading_path if heading != passage.title],
            "kind": "Pièce jointe à un projet" if passage.project_id else kind_name(passage.kind),
            "url": passage.url if (passage.url or "").startswith(("https://", "http://")) else None,
            "segments": list(_segments(passage)),
            "lost_quotes": len(quotes) - len(passage.quotes),
            "inexact": [match for match in passage.quotes if match.score < EXACT],
            "image": _image_of(services.citations, passage, quotes) if passage.page else None,
        },
    )


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


class _Image(Frozen):
    """The image of a page: its address, or the reason why it cannot be shown."""

    address: str = ""
    is_highlighted: bool = False
    reason: str = ""


def _image_of(citations: CitationReader, passage: PassageInContext, quotes: Sequence[str]) -> _Image:
    try:
        share = citations.page(passage).highlighted()
    except (NotFoundError, ChangedError) as error:
        return _Image(reason=str(error))
    asked = urlencode([("quote", quote) for quote in quotes])
    address = f"/api/v1/passages/{passage.passage_id}/page.png" + (f"?{asked}" if asked else "")
    return _Image(address=address, is_highlighted=share >= MOSTLY)
