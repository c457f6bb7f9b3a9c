"""The page «Projets»: every project that has a sheet."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.api.access import services_of
from assistant.web.layout import PROJECTS, page

router = APIRouter(include_in_schema=False)


@router.get(PROJECTS.address)
def projects(request: Request) -> HTMLResponse:
    """The projects, the last changed first."""
    return page("projects.html.j2", {"rows": services_of(request).projects.rows()}, current=PROJECTS)
