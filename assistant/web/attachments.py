"""The forms that attach a document to a project and take it out again, on its sheet and beside its conversation."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.errors import BusyError, InputError
from assistant.web.administration import SHORT_SECONDS, maintenance_of
from assistant.web.attaching import attach, check_project, detach
from assistant.web.chat import TALKS, Attached
from assistant.web.forms import Typed
from assistant.web.layout import PROJECTS
from assistant.web.sheet import SHEET, shown_sheet

router = APIRouter(include_in_schema=False)
TOO_LARGE, WRONG, BUSY = 413, 422, 409


@router.post(SHEET + "/pieces")
def add(request: Request, project_id: str, sent: Attached) -> Response:
    """Attach documents from the page of the sheet."""
    check_project(request, project_id)
    try:
        attach(request, project_id, sent)
    except (InputError, BusyError) as error:
        status = TOO_LARGE if sent.is_too_large else BUSY if isinstance(error, BusyError) else WRONG
        return shown_sheet(request, project_id, errors={"file": str(error)}, status=status)
    maintenance_of(request).wait(SHORT_SECONDS)
    return RedirectResponse(f"{PROJECTS.address}/{project_id}?done=attached#attachments", status_code=303)


@router.post(SHEET + "/pieces/{attachment_id}/retirer")
def remove(request: Request, project_id: str, attachment_id: str, form: Typed) -> RedirectResponse:
    """Take a document out; a second press finds it gone, which is what was asked."""
    check_project(request, project_id)
    detach(request, project_id, attachment_id)
    maintenance_of(request).wait(SHORT_SECONDS)
    base = TALKS if dict(form).get("back") == "conversation" else PROJECTS.address
    return RedirectResponse(f"{base}/{project_id}?done=detached#attachments", status_code=303)
