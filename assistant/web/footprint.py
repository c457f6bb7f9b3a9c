"""The page «Empreinte»: an activity, its inputs and scenarios in the address, the result with all its calculation."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.api.access import services_of
from assistant.api.files import attachment
from assistant.api.person import author_of
from assistant.calculators.footprint import FootprintResult, activity, all_activities
from assistant.clock import now, today
from assistant.errors import NotFoundError
from assistant.export.footprint import footprint_csv
from assistant.export.french_csv import CSV_TYPE
from assistant.plans.footprints import keep_footprint
from assistant.services import Services
from assistant.web.footprint_draft import MOST_SCENARIOS, FootprintDraft
from assistant.web.footprint_fields import fields_of
from assistant.web.footprint_input import HORIZON, computed
from assistant.web.footprint_view import outcome_of
from assistant.web.forms import Typed
from assistant.web.layout import FOOTPRINT, page

router = APIRouter(include_in_schema=False)

LONGEST_ADDRESS = 6_000  # characters that every browser, and every server in between, lets pass
NUMBERED = re.compile(r"(remove|save)-([0-3])")
JSON_TYPE = "application/json"


@router.get("/empreinte")
def footprint(request: Request, project: str = "", saved: str = "") -> HTMLResponse:
    """The activities by theme, or the estimate that the address holds."""
    services = services_of(request)
    draft = FootprintDraft.read(request.query_params.multi_items())
    return _shown(services, draft, saved_in=saved, chosen=project) if draft.activity else _start(services, project)


@router.post("/empreinte")
def act(request: Request, form: Typed) -> Response:
    """Do what a button of the form asks, and show the estimate at its new address."""
    draft, action = FootprintDraft.read(form), dict(form).get("do", "compute")
    services, anchor = services_of(request), "#result"
    numbered = NUMBERED.fullmatch(action)
    if numbered and numbered[1] == "save":
        return _save(services, draft, int(numbered[2]), dict(form).get("project", ""))
    if action == "add":
        draft, anchor = draft.with_scenario(), "#scenarios"
    elif numbered:
        draft, anchor = draft.without_scenario(int(numbered[2])), "#scenarios"
    chosen = dict(form).get("project", "")
    address = f"/empreinte?{draft.query()}{f'&project={quote(chosen)}' if chosen else ''}"
    return (
        _shown(services, draft, chosen=chosen)
        if len(address) > LONGEST_ADDRESS
        else RedirectResponse(address + anchor, 303)
    )


@router.post("/empreinte/estimation.{kind}")
def download(request: Request, form: Typed, kind: str) -> Response:
    """The result of a scenario as JSON or as a table; one that cannot be computed goes back to its form."""
    services, draft = services_of(request), FootprintDraft.read(form)
    result = _result(services, draft, dict(form).get("scenario", ""))
    if result is None:
        return _shown(services, draft)
    if kind == "json":
        text = json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=2)
        return attachment(text.encode(), JSON_TYPE, f"empreinte-{result.activity}.json")
    if kind == "csv":
        return attachment(footprint_csv(result), CSV_TYPE, f"empreinte-{result.activity}.csv")
    raise NotFoundError("Ce format n'existe pas : une estimation se télécharge en JSON ou en CSV.")


def _result(services: Services, draft: FootprintDraft, scenario: str) -> FootprintResult | None:
    results = computed(draft, services.factors, on=today()).results
    number = int(scenario) if scenario.isdecimal() else 0
    return results[number] if number < len(results) else None


def _save(services: Services, draft: FootprintDraft, number: int, project_id: str) -> Response:
    """Keep the result of a scenario in the sheet of a project."""
    result = _result(services, draft, str(number))
    if result is None:
        return _shown(services, draft)
    try:
        kept = keep_footprint(services.projects, result, project_id, now=now())
        services.editor.note_saved(kept, f"Estimation enregistrée : {result.title}", at=now(), author=author_of())
    except NotFoundError:
        return _shown(services, draft, wrong={"project": "Choisissez le projet dont la fiche recevra l'estimation."})
    return RedirectResponse(f"/empreinte?{draft.query()}&saved={quote(project_id)}", status_code=303)


def _start(services: Services, project_id: str) -> HTMLResponse:
    sheet = services.projects.get(project_id) if project_id else None
    themes: dict[str, list[object]] = {}
    for one in all_activities():
        themes.setdefault(one.theme, []).append(one)
    kept = [(one, FootprintDraft.of_result(one).query()) for one in sheet.footprint] if sheet else []
    return page("footprint_start.html.j2", {"themes": themes, "sheet": sheet, "kept": kept}, current=FOOTPRINT)


def _shown(
    services: Services,
    draft: FootprintDraft,
    *,
    saved_in: str = "",
    chosen: str = "",
    wrong: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The form and its result; ``chosen`` is the project for which it is computed, ``saved_in`` that which has it."""
    described = activity(draft.activity)
    found = computed(draft, services.factors, on=today())
    projects = {one.project_id: one.title for one in services.projects.list()}
    return page(
        "footprint.html.j2",
        {
            "activity": described,
            "draft": draft,
            "fields": fields_of(described, services.factors),
            "errors": wrong or found.errors,
            "outcome": outcome_of(found),
            "example": FootprintDraft.of_values(described.id, described.example).query(),
            "horizon": HORIZON,
            "can_add": len(draft.scenarios) < MOST_SCENARIOS,
            "projects": projects,
            "project": saved_in if saved_in in projects else "",
            "chosen": chosen or saved_in,
        },
        current=FOOTPRINT,
        status=422 if wrong else 200,
    )
