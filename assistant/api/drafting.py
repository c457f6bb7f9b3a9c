"""Drafting: how complete a sheet is for a file, a field said otherwise, a field typed by hand."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from assistant.api.access import assistant_of, services_of
from assistant.api.person import author_of
from assistant.domain.sheet import ProjectSheet
from assistant.drafting import Completeness, Rewriting

router = APIRouter(tags=["projets"])


class RewritingRequest(BaseModel):
    """The field and the style of what is to be said otherwise."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"field": "objectives", "style": "elected"}]}
    )

    field: str
    style: str


class TypedField(BaseModel):
    """The text of a field as a person wants it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "Diviser par deux la consommation de l'école."}]}
    )

    text: str


@router.get(
    "/projects/{project_id}/checklist/{target}",
    summary="Ce qui est là et ce qui manque pour un dossier : detr, fonds_vert, crte ou deliberation.",
)
def checklist(request: Request, project_id: str, target: str) -> Completeness:
    """The completeness of a sheet for a file."""
    return assistant_of(request).drafting.completeness(project_id, target)


@router.post("/projects/{project_id}/rewriting", summary="Variantes d'un champ, sans fait nouveau, à choisir.")
def rewriting(request: Request, project_id: str, asked: RewritingRequest) -> Rewriting:
    """The variants of a field."""
    return assistant_of(request).drafting.rewriting(project_id, asked.field, asked.style)


@router.put(
    "/projects/{project_id}/sheet/fields/{field}",
    summary="Écrit un champ de la fiche, dans une nouvelle version ; les phrases reprises gardent leurs preuves.",
)
def write(request: Request, project_id: str, field: str, typed: TypedField) -> ProjectSheet:
    """The sheet with the field as it was typed."""
    with services_of(request).editor.signing(project_id, "Champ écrit par l'API", author=author_of()):
        return assistant_of(request).drafting.write(project_id, field, typed.text)
