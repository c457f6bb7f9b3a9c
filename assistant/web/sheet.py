"""The page of a project's sheet: read, edited field by field, put in another phase, commented, exported."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.agent.evidence import Evidence
from assistant.api.access import assistant_of, services_of
from assistant.api.person import author_of
from assistant.clock import now
from assistant.domain.sheet import Phase, ProjectSheet
from assistant.errors import ChangedError, InputError
from assistant.export import FORMATS
from assistant.export.context import with_current_context
from assistant.projects import EXAMPLES, FIELDS, TAX_MARK, differences, lines_of
from assistant.web.attaching import MOST_MEGABYTES, attachments_of
from assistant.web.forms import version_read
from assistant.web.layout import PROJECTS, page
from assistant.web.sheet_view import completeness, history_of, kept_of, shown_fields

router = APIRouter(include_in_schema=False)
SHEET = PROJECTS.address + "/{project_id}"
DONE = {
    "edited": "Le champ est enregistré : une nouvelle version de la fiche le garde.",
    "confirmed": "Les propositions sont confirmées : une nouvelle version de la fiche les note comme vôtres.",
    "phase": "La phase est changée.",
    "same_phase": "La phase n'a pas changé : le projet y était déjà.",
    "comment": "Le commentaire est ajouté.",
    "attached": "Le document est joint au projet.",
    "detached": "Le document est retiré du projet : il n'est plus cité.",
    "restored": "La version est rétablie : elle est devenue la dernière.",
}
HINT = (
    "Une ligne par phrase. Une phrase que vous ne changez pas garde sa source ; une phrase nouvelle est notée comme la "
    "vôtre."
)
HINTS = {
    "costs": f"Une ligne par poste, montant hors taxes : « {EXAMPLES['costs']} ». Une ligne inchangée garde sa "
    f"source ; ôter « {TAX_MARK} » confirme que le montant est hors taxes.",
    "indicators": f"Une ligne par indicateur, l'unité entre parenthèses, puis la référence et la cible si elles sont "
    f"connues : « {EXAMPLES['indicators']} ».",
}
Typed = Annotated[str, Form()]


@router.get(SHEET)
def sheet(request: Request, project_id: str) -> HTMLResponse:
    """The last version of a sheet."""
    return shown_sheet(request, project_id, done=request.query_params.get("done", ""))


@router.get(SHEET + "/champs/{field}")
def edit_form(request: Request, project_id: str, field: str) -> HTMLResponse:
    """A field in a form, one line a statement."""
    found = services_of(request).projects.get(project_id)
    return _form(found, field, "\n".join(lines_of(with_current_context(found), field)))


@router.post(SHEET + "/champs/{field}")
def edit(
    request: Request, project_id: str, field: str, text: Typed = "", over: Typed = "", author: Typed = ""
) -> Response:
    """Save a field; what another has changed meanwhile is shown beside what was typed."""
    services = services_of(request)
    found = services.projects.get(project_id)
    read = version_read(over, found.version)
    try:
        services.editor.edit(project_id, field, text.splitlines(), over=read, at=now(), author=author_of(author))
    except (InputError, ChangedError) as error:
        status = 409 if isinstance(error, ChangedError) else 422
        return _form(found, field, text, author=author, wrong=str(error), status=status)
    return _done(project_id, "edited", field)


@router.post(SHEET + "/champs/{field}/confirmer")
def confirm(request: Request, project_id: str, field: str) -> RedirectResponse:
    """Confirm the proposals of a field; pressed twice, the second finds it done."""
    services_of(request).editor.confirm(project_id, field, at=now(), author=author_of())
    return _done(project_id, "confirmed", field)


@router.post(SHEET + "/phase")
def change_phase(request: Request, project_id: str, phase: Typed = "", author: Typed = "") -> Response:
    """Put the project in another phase."""
    services = services_of(request)
    if phase not in {one.value for one in Phase}:
        wrong = f"Phase inconnue : « {phase[:40]} ». Phases : {', '.join(Phase)}."
        return shown_sheet(request, project_id, errors={"phase": wrong}, status=422)
    before = services.projects.get(project_id).version
    saved = services.editor.change_phase(project_id, Phase(phase), at=now(), author=author_of(author))
    return _done(project_id, "phase" if saved.version > before else "same_phase")


@router.post(SHEET + "/commentaires")
def comment(request: Request, project_id: str, text: Typed = "", author: Typed = "") -> Response:
    """Add a comment."""
    services = services_of(request)
    try:
        services.editor.comment(project_id, text, at=now(), author=author_of(author))
    except InputError as error:
        return shown_sheet(request, project_id, errors={"comment": str(error)}, typed=text, status=422)
    return _done(project_id, "comment", "journal")


@router.get(SHEET + "/versions/{version}")
def compare(request: Request, project_id: str, version: int) -> HTMLResponse:
    """What a version said otherwise than the last one."""
    services = services_of(request)
    old, last = services.projects.get(project_id, version=version), services.projects.get(project_id)
    values = {"old": old, "last": last, "differences": differences(old, last), "address": _address(project_id)}
    return page("sheet_version.html.j2", values, current=PROJECTS)


@router.post(SHEET + "/versions/{version}")
def restore(request: Request, project_id: str, version: int) -> RedirectResponse:
    """Make a version the last one again."""
    services_of(request).editor.restore(project_id, version, at=now(), author=author_of())
    return _done(project_id, "restored")


def _address(project_id: str) -> str:
    return f"{PROJECTS.address}/{project_id}"


def _done(project_id: str, what: str, anchor: str = "") -> RedirectResponse:
    return RedirectResponse(f"{_address(project_id)}?done={what}{f'#{anchor}' if anchor else ''}", status_code=303)


def _form(
    found: ProjectSheet, field: str, text: str, *, author: str = "", wrong: str = "", status: int = 200
) -> HTMLResponse:
    now_said = lines_of(found, field)
    values = {
        "sheet": found, "field": field, "label": FIELDS[field], "text": text, "author": author,
        "hint": HINTS.get(field, HINT),
        "errors": {"text": wrong} if wrong else {}, "last_lines": now_said if wrong else (),
        "address": _address(found.project_id),
    }  # fmt: skip
    return page("sheet_edit.html.j2", values, current=PROJECTS, status=status)


def shown_sheet(
    request: Request,
    project_id: str,
    *,
    done: str = "",
    errors: dict[str, str] | None = None,
    typed: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The page of a sheet, with what went wrong and what was typed."""
    services = services_of(request)
    found = services.projects.get(project_id)
    fields = shown_fields(found)
    evidence = Evidence.from_messages(assistant_of(request).messages(project_id))
    filled, parts = completeness(fields, found)
    versions = services.projects.versions(project_id)
    values = {
        "sheet": found, "fields": fields, "filled": filled, "parts": parts, "phases": list(Phase),
        "versions": versions, "journal": history_of(services.journal.of(project_id), versions),
        "formats": [name for name in FORMATS if name != "json"], "address": _address(project_id),
        "done": DONE.get(done, ""), "errors": errors or {}, "typed": typed,
        "kept": kept_of(found, evidence.footprints.values()),
        "attachments": attachments_of(services, project_id), "most_megabytes": MOST_MEGABYTES,
    }  # fmt: skip
    return page("sheet.html.j2", values, current=PROJECTS, status=status)
