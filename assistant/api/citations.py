"""What a citation opens: its passage in context, the image of its PDF page, its whole document."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant.api.access import services_of
from assistant.domain import Document
from assistant.knowledge.citations import CitationReader, PassageInContext

router = APIRouter(tags=["citations"])

Quote = Annotated[str, Query(max_length=2000)]
Quotes = Annotated[
    tuple[Quote, ...],
    Query(alias="quote", max_length=10, description="Phrase citée, à retrouver dans le passage ; répétable."),
]
Width = Annotated[int, Query(ge=200, le=2000, description="Largeur de l'image, en pixels.")]


def _citations(request: Request) -> CitationReader:
    return services_of(request).citations


@router.get("/passages/{passage_id}", summary="Passage d'une citation, avec le texte qui l'entoure.")
def passage(request: Request, passage_id: str, quotes: Quotes = ()) -> PassageInContext:
    """The exact passage of a citation, the text around it, and where the quotes asked for stand in it."""
    return _citations(request).passage(passage_id, quotes)


@router.get(
    "/passages/{passage_id}/page.png",
    summary="Image de la page PDF d'un passage, phrases citées surlignées.",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, 304: {"description": "Image inchangée"}},
)
def page_image(
    request: Request,
    passage_id: str,
    quotes: Quotes = (),
    width: Width = 1000,
) -> Response:
    """The PDF page of a passage, with the quotes highlighted, or else the whole passage."""
    citations = _citations(request)
    page = citations.page(citations.passage(passage_id, quotes))
    headers = {"ETag": f'"{page.tag(width)}"', "Cache-Control": "private, no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    image = page.image(width)
    return Response(image.png, media_type="image/png", headers=headers | {"Jalon-Highlighted": str(image.highlighted)})


@router.get("/documents/{document_id}", summary="Document tel qu'il a été indexé, texte entier.")
def document(request: Request, document_id: str) -> Document:
    """A document as it was indexed: what is known of it and its whole text."""
    return services_of(request).store.document(document_id)
