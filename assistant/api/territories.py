"""Look a territory up."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from assistant.api.access import services_of
from assistant.contract import resolution_json

router = APIRouter()


@router.get("/territories", summary="Territoires d'un nom, d'un code postal ou d'un code.", tags=["territoires"])
def territories(
    request: Request, query: Annotated[str, Query(min_length=1, max_length=200, examples=["Saint-Denis"])]
) -> dict[str, Any]:
    """The territories that a name may mean, and the question to ask back when there are several."""
    places = services_of(request).territories
    return resolution_json(places.resolve(query), places)
