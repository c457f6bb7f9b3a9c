"""The page «Plan de financement»: a form whose address holds the whole plan, and what the rules say of it."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.api.access import services_of
from assistant.calculators.financing import load_book
from assistant.clock import now
from assistant.errors import NotFoundError
from assistant.export.plan.words import NATURES, STATUSES
from assistant.services import Services
from assistant.web.forms import Typed
from assistant.web.layout import PLAN, page
from assistant.web.plan_draft import PlanDraft
from assistant.web.plan_judging import judged
from assistant.web.plan_view import adopted, outcome_of
from assistant.web.plan_words import BASES, FCTVA, OWNERS, REGIMES

router = APIRouter(include_in_schema=False)

LONGEST_ADDRESS = 6_000  # characters that every browser, and every server in between, lets pass
ROW_ACTION = re.compile(r"(add|remove)-(costs|grants|loans)(?:-([0-9]{1,2}))?")
DETAILS = (
    "derogation",
    "has_lead_authority",
    "is_existing_building",
    "energy_saving_percent",
    "fctva_regime",
    "financial_potential_ratio",
    "largest_commune",
    "density",
)  # fields that the form folds away while they are empty


@router.get("/plan")
def plan(request: Request) -> HTMLResponse:
    """The plan that the address holds, judged."""
    params = request.query_params
    draft = PlanDraft.read(params.multi_items())
    return _shown(services_of(request), draft, proposes=params.get("proposal") == "1", saved_in=params.get("saved", ""))


@router.post("/plan")
def act(request: Request, form: Typed) -> Response:
    """Do what a button of the form asks, and show the plan at its new address."""
    draft, action = PlanDraft.read(form), dict(form).get("do", "check")
    services = services_of(request)
    if action == "search":
        return RedirectResponse(_search_address(draft), status_code=303)
    if action == "save":
        return _save(services, draft, dict(form).get("project", ""))
    if action == "adopt":
        result, _ = judged(services, draft, optimises=True)
        draft = adopted(draft, result) if result else draft
    draft, anchor = _changed(draft, action)
    address = f"/plan?{draft.query()}" + ("&proposal=1" if action == "optimise" else "")
    if len(address) > LONGEST_ADDRESS:
        return _shown(services, draft, proposes=action == "optimise")
    return RedirectResponse(address + anchor, status_code=303)


@router.post("/plan/controle")
def control(request: Request, form: Typed) -> HTMLResponse:
    """The part of the page that tells what the rules say, for a plan that is being typed."""
    return page("_plan_result.html.j2", _told(services_of(request), PlanDraft.read(form)))


def _save(services: Services, draft: PlanDraft, project_id: str) -> Response:
    """Keep the plan in the sheet of a project, once however often the button is pressed."""
    result, _ = judged(services, draft)
    if result is None:
        return RedirectResponse(f"/plan?{draft.query()}", status_code=303)
    try:
        kept = services.projects.get(project_id).financing_plan
    except NotFoundError:
        return _shown(services, draft, wrong={"project": "Choisissez le projet dont la fiche recevra le plan."})
    if kept is None or kept.calculation_id != result.calculation_id:
        services.plans.keep(result, project_id, now=now())
    return RedirectResponse(f"/plan?{draft.query()}&saved={quote(project_id)}", status_code=303)


def _changed(draft: PlanDraft, action: str) -> tuple[PlanDraft, str]:
    """The draft after a button, and where the page is to be shown from."""
    asked = ROW_ACTION.fullmatch(action)
    if asked and asked[1] == "add":
        draft = draft.with_row(asked[2])
        return draft, f"#{asked[2]}-{len(getattr(draft, asked[2])) - 1}-label"
    if asked and asked[3]:
        return draft.without_row(asked[2], int(asked[3])), f"#{asked[2]}"
    return draft, {"optimise": "#proposal"}.get(action, "#plan-result")


def _search_address(draft: PlanDraft) -> str:
    """The page of aids for the project of a plan; the plan goes along."""
    asked = {"q": draft.title, "territory": draft.territory, "population": draft.population, "plan": draft.query()}
    return "/aides?" + urlencode({name: value for name, value in asked.items() if value})


def _told(services: Services, draft: PlanDraft, *, proposes: bool = False) -> dict[str, object]:
    """What the page tells of a draft: the plan judged, or the message of each wrong field."""
    result, errors = judged(services, draft)
    return {
        "outcome": outcome_of(result) if result else None,
        "errors": errors,
        "proposal": judged(services, draft, optimises=True)[0] if proposes and result else None,
        "unpriced": [row.label for row in draft.costs if row.label and not row.amount_excl_tax],
    }


def _shown(
    services: Services,
    draft: PlanDraft,
    *,
    proposes: bool = False,
    saved_in: str = "",
    wrong: Mapping[str, str] | None = None,
) -> HTMLResponse:
    book, told = load_book(), _told(services, draft, proposes=proposes)
    projects = {one.project_id: one.title for one in services.projects.list()}
    return page(
        "plan.html.j2",
        {
            **told,
            "errors": wrong or told["errors"],
            "draft": draft if draft.costs else draft.with_row("costs"),
            "has_details": any(getattr(draft, name) for name in DETAILS),
            "longest": LONGEST_ADDRESS,
            "owners": _choices(OWNERS.items()),
            "bases": _choices(BASES.items()),
            "natures": _choices(NATURES.items()),
            "fctva": _choices(FCTVA.items()),
            "regimes": _choices(REGIMES.items()),
            "statuses": _choices(STATUSES.items()),
            "schemes": {scheme.id: scheme.label for scheme in book.schemes.values()},
            "derogations": {one.id: one.label for one in book.derogations.values()},
            "territories": services.territories.names(),
            "projects": projects,
            "project": saved_in if saved_in in projects else "",
        },
        current=PLAN,
        status=422 if wrong else 200,
    )


def _choices(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {str(code): word[:1].upper() + word[1:] for code, word in words}
