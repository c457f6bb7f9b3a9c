"""Search the indexed passages."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from assistant.api.access import services_of
from assistant.clock import today
from assistant.contract import hit_json
from assistant.domain import DocumentKind

router = APIRouter()


@router.get("/search", summary="Passages qui répondent à une question.", tags=["recherche"])
def search(
    request: Request,
    query: Annotated[str, Query(examples=["extinction nocturne"])],
    kind: DocumentKind | None = None,
    territory: str | None = None,
    theme: str | None = None,
    collection: str | None = None,
    on: date | None = None,
    include_repealed: bool = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> dict[str, Any]:
    """Passages that answer a query, in force on a date (today by default)."""
    places = services_of(request).territories
    hits = services_of(request).knowledge.search(
        query,
        kind=kind,
        limit=limit,
        on=None if include_repealed else on or today(),
        territories=places.related(places.get(territory)) if territory else (),
        theme=theme,
        collection=collection,
    )
    return {"query": query, "results": [hit_json(hit) for hit in hits]}
