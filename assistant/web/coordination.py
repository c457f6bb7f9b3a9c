"""The page that proposes to the owner of a project alike to lead both together: a message ready to send."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.api.access import services_of
from assistant.api.person import author_of
from assistant.clock import now
from assistant.domain.portfolio import row_of
from assistant.errors import NotFoundError
from assistant.portfolio import Proposal, propose, similar_to
from assistant.services import Services
from assistant.web.layout import PROJECTS, page

router = APIRouter(include_in_schema=False)
PAGE = PROJECTS.address + "/{project_id}/coordonner"
MOST_ALIKE = 50


@router.get(PAGE)
def coordinate(request: Request, project_id: str, avec: Annotated[str, Query()] = "") -> HTMLResponse:
    """The message to the owner of another project."""
    services = services_of(request)
    made = _proposal(services, project_id, avec)
    mail = f"mailto:?subject={quote(made.subject)}&body={quote(made.text)}"
    values = {
        "sheet": services.projects.get(project_id), "proposal": made, "mail": mail, "other": avec,
        "address": f"{PROJECTS.address}/{project_id}",
    }  # fmt: skip
    return page("coordination.html.j2", values, current=PROJECTS)


@router.post(PAGE)
def note(
    request: Request, project_id: str, avec: Annotated[str, Form()] = "", author: Annotated[str, Form()] = ""
) -> RedirectResponse:
    """Write in the history of the project that it was proposed."""
    services = services_of(request)
    made = _proposal(services, project_id, avec)
    text = f"Coordination proposée à {made.to} : {made.subject}"
    services.editor.comment(project_id, text, at=now(), author=author_of(author))
    return RedirectResponse(f"{PROJECTS.address}/{project_id}?done=comment#journal", status_code=303)


def _proposal(services: Services, project_id: str, other: str) -> Proposal:
    mine = row_of(services.projects.get(project_id))
    rows = (*services.projects.rows(), *services.shared_projects.rows())
    for one in similar_to(mine, rows, most=MOST_ALIKE):
        if one.row.project_id == other and one.may_coordinate:
            return propose(mine, services.follow_ups.get(project_id), one)
    raise NotFoundError("Ce projet ne ressemble plus à celui-ci, ou l'un des deux a commencé ses travaux.")
