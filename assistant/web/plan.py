"""The page «Plan de financement»: a form whose address holds the whole plan, and what the rules say of it."""

import re
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.api.access import services_of
from assistant.api.person import author_of
from assistant.clock import now
from assistant.errors import NotFoundError
from assistant.plans import PlanDraft
from assistant.services import Services
from assistant.web.forms import Typed
from assistant.web.layout import page
from assistant.web.plan_judging import judged
from assistant.web.plan_page import LONGEST_ADDRESS, shown, told
from assistant.web.plan_sheet import SHEET_AID
from assistant.web.plan_start import rows_of
from assistant.web.plan_view import adopted

router = APIRouter(include_in_schema=False)

ROW_ACTION = re.compile(r"(add|remove)-(costs|grants|loans)(?:-([0-9]{1,2}))?")


@router.get("/plan")
def plan(request: Request) -> HTMLResponse:
    """The plan that the address holds, judged."""
    params = request.query_params
    draft = PlanDraft.read(params.multi_items())
    return shown(
        services_of(request),
        draft,
        proposes=params.get("proposal") == "1",
        saved_in=params.get("saved", ""),
        chosen=params.get("project", ""),
        is_saved=params.get("kept") == "1",
    )


@router.post("/plan")
def act(request: Request, form: Typed) -> Response:
    """Do what a button of the form asks, and show the plan at its new address."""
    draft, action = PlanDraft.read(form), dict(form).get("do", "check")
    services = services_of(request)
    if action == "search":
        return RedirectResponse(_search_address(draft), status_code=303)
    if action == "save":
        return _save(services, draft, dict(form).get("project", ""))
    if action == "keep":
        return _keep(services, draft)
    if action == "add-sheet-aids":
        for row in rows_of(services.store, (slug for name, slug in form if name == SHEET_AID)):
            draft = draft.with_aid(row)
    if action == "adopt":
        result, _ = judged(services, draft, optimises=True)
        draft = adopted(draft, result) if result else draft
    draft, anchor = _changed(draft, action)
    chosen = dict(form).get("project", "")
    address = f"/plan?{draft.query()}" + ("&proposal=1" if action == "optimise" else "")
    address += f"&project={quote(chosen)}" if chosen else ""
    if len(address) > LONGEST_ADDRESS:
        return shown(services, draft, proposes=action == "optimise", chosen=chosen)
    return RedirectResponse(address + anchor, status_code=303)


@router.post("/plan/controle")
def control(request: Request, form: Typed) -> HTMLResponse:
    """The part of the page that tells what the rules say, for a plan that is being typed."""
    return page("_plan_result.html.j2", told(services_of(request), PlanDraft.read(form)))


def _save(services: Services, draft: PlanDraft, project_id: str) -> Response:
    """Keep the plan in the sheet of a project, once however often the button is pressed."""
    result, _ = judged(services, draft)
    if result is None:
        return RedirectResponse(f"/plan?{draft.query()}", status_code=303)
    try:
        kept = services.projects.get(project_id).financing_plan
    except NotFoundError:
        return shown(services, draft, wrong={"project": "Choisissez le projet dont la fiche recevra le plan."})
    if kept is None or kept.calculation_id != result.calculation_id:
        saved = services.plans.keep(result, project_id, now=now())
        services.editor.note_saved(saved, "Plan de financement enregistré", at=now(), author=author_of())
    return RedirectResponse(f"/plan?{draft.query()}&saved={quote(project_id)}", status_code=303)


def _keep(services: Services, draft: PlanDraft) -> Response:
    """Keep the plan by its name, as it is typed, once however often the button is pressed."""
    kept = draft.model_copy(update={"saved_as": services.saved_plans.save(draft, now=now(), author=author_of())})
    address = f"/plan?{kept.query()}&kept=1"
    if len(address) > LONGEST_ADDRESS:
        return shown(services, kept, is_saved=True)
    return RedirectResponse(address, status_code=303)


def _changed(draft: PlanDraft, action: str) -> tuple[PlanDraft, str]:
    """The draft after a button, and where the page is to be shown from."""
    asked = ROW_ACTION.fullmatch(action)
    if asked and asked[1] == "add":
        draft = draft.with_row(asked[2])
        return draft, f"#{asked[2]}-{len(getattr(draft, asked[2])) - 1}-label"
    if asked and asked[3]:
        return draft.without_row(asked[2], int(asked[3])), f"#{asked[2]}"
    return draft, {"optimise": "#proposal", "add-sheet-aids": "#grants"}.get(action, "#plan-result")


def _search_address(draft: PlanDraft) -> str:
    """The page of aids for the project of a plan; the plan goes along."""
    asked = {"q": draft.title, "territory": draft.territory, "population": draft.population, "plan": draft.query()}
    return "/aides?" + urlencode({name: value for name, value in asked.items() if value})
