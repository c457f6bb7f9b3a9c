"""Projects: their conversations and sheets."""

from fastapi import APIRouter, Request, Response

from assistant.agent import ShownMessage
from assistant.api.access import assistant_of, services_of
from assistant.api.files import attachment
from assistant.domain.sheet import ProjectSheet
from assistant.export import MEDIA_TYPES, check_format, export_sheet
from assistant.projects import ProjectSummary

router = APIRouter()


@router.get("/projects", summary="Projets qui ont une fiche.", tags=["projets"])
def projects(request: Request) -> tuple[ProjectSummary, ...]:
    """The projects that have a sheet."""
    return services_of(request).projects.list()


@router.get(
    "/projects/{project_id}/conversation",
    summary="Conversation d'un projet, telle qu'elle a été montrée.",
    tags=["projets"],
)
def conversation(request: Request, project_id: str) -> list[ShownMessage]:
    """A project's conversation as it was shown, oldest first, each answer verified again."""
    return assistant_of(request).transcript(project_id)


@router.get("/projects/{project_id}/sheet", summary="Dernière version de la fiche d'un projet.", tags=["projets"])
def sheet(request: Request, project_id: str) -> ProjectSheet:
    """The last version of a project's sheet."""
    return services_of(request).projects.get(project_id)


@router.get(
    "/projects/{project_id}/sheet.{name}",
    summary="Fiche d'un projet en fichier : md, json ou pdf.",
    tags=["projets"],
    response_class=Response,
)
def download(request: Request, project_id: str, name: str) -> Response:
    """A project's sheet as a file: md, json or pdf."""
    check_format(name)
    content = export_sheet(services_of(request).projects.get(project_id), name)
    return attachment(content, MEDIA_TYPES[name], f"fiche-{project_id}.{name}")
