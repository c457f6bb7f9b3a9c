"""The page of a project's file: what is there, what misses, what to ask next, and the fields typed by hand."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.agent.drafting.words import ASKED_AT_ONCE, summary, unlocked
from assistant.api.access import assistant_of, services_of
from assistant.api.person import author_of
from assistant.drafting import ItemState, load_checklists, load_fields, statements_of
from assistant.errors import InputError
from assistant.web.layout import CONVERSATION, page

router = APIRouter(include_in_schema=False)
GROUPS = (
    ("Il manque", ItemState.MISSING),
    ("Il reste à confirmer", ItemState.TO_CONFIRM),
    ("Pièces à joindre, que Jalon ne détient pas", ItemState.TO_ATTACH),
    ("Présent", ItemState.PRESENT),
)
Text = Annotated[str, Form()]


@router.get("/projets/{project_id}/dossier")
def file(request: Request, project_id: str) -> HTMLResponse:
    """The sheet of a project held against a file, the first one by default."""
    return _shown(request, project_id)


@router.post("/projets/{project_id}/dossier")
def write(request: Request, project_id: str, field: Text = "", text: Text = "") -> Response:
    """Save a field as it was typed, in a new version of the sheet."""
    target = _target(request)
    try:
        with services_of(request).editor.signing(project_id, "Champ écrit depuis le dossier", author=author_of()):
            assistant_of(request).drafting.write(project_id, field, text)
    except InputError as error:
        return _shown(request, project_id, wrong={field: str(error)}, typed=text)
    return RedirectResponse(f"/projets/{project_id}/dossier?pour={target}&fait=1", status_code=303)


def _target(request: Request) -> str:
    """The file that the address names, the first one when it names none that exists."""
    known = [one.id for one in load_checklists()]
    asked = request.query_params.get("pour", "")
    return asked if asked in known else "detr"


def _shown(request: Request, project_id: str, *, wrong: dict[str, str] | None = None, typed: str = "") -> HTMLResponse:
    target = _target(request)
    found = assistant_of(request).drafting.completeness(project_id, target)
    sheet = services_of(request).projects.get(project_id)
    values = {
        "sheet": sheet,
        "files": load_checklists(),
        "target": target,
        "summary_line": summary(found),
        "score": found.score_percent,
        "groups": [(title, found.of_state(state)) for title, state in GROUPS],
        "questions": [(one.question, unlocked(one)) for one in found.next_questions[:ASKED_AT_ONCE]],
        "fields": [(one, "\n".join(each.text for each in statements_of(sheet, one))) for one in load_fields()],
        "done": "fait" in request.query_params,
        "errors": wrong or {},
        "typed": typed,
    }
    return page("completeness.html.j2", values, current=CONVERSATION, status=422 if wrong else 200)
