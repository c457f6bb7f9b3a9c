"""Projects: their conversations and sheets."""

from fastapi import APIRouter, Request, Response

from assistant.agent import ShownMessage
from assistant.api.access import assistant_of, services_of
from assistant.api.files import attachment
from assistant.domain.sheet import ProjectSheet
from assistant.export import MEDIA_TYPES, check_format, export_sheet, read_letterhead
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
    summary="Fiche d'un projet, ou sa délibération (document=deliberation), en fichier : md, docx, odt, pdf ou json.",
    tags=["projets"],
    response_class=Response,
)
def download(request: Request, project_id: str, name: str, document: str = "fiche") -> Response:
    """A project's sheet, or the note and draft deliberation made of it, as a file."""
    check_format(name)
    services = services_of(request)
    letterhead = read_letterhead(services.settings.letterhead_folder)
    content = export_sheet(services.projects.get(project_id), name, document=document, letterhead=letterhead)
    return attachment(content, MEDIA_TYPES[name], f"{document}-{project_id}.{name}")
