"""The page «Plan de financement»: a form whose address holds the whole plan, and what the rules say of it."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.api.access import services_of
from assistant.calculators.financing import PlanResult, check_plan, optimise_plan
from assistant.calculators.financing.book import load_book
from assistant.clock import today
from assistant.errors import InputError
from assistant.services import Services
from assistant.web.forms import FormError
from assistant.web.layout import PLAN, page
from assistant.web.plan_draft import CostRow, PlanDraft
from assistant.web.plan_input import plan_of
from assistant.web.plan_view import adopted, outcome_of
from assistant.web.plan_words import BASES, FCTVA, NATURES, OWNERS, REGIMES, STATUSES

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


@router.get("/plan", response_class=HTMLResponse)
def plan(request: Request) -> HTMLResponse:
    """The plan that the address holds, judged."""
    draft = PlanDraft.read(request.query_params.multi_items())
    return _shown(services_of(request), draft, proposes=request.query_params.get("proposal") == "1")


@router.post("/plan")
async def act(request: Request) -> Response:
    """Do what a button of the form asks, and show the plan at its new address."""
    form = [(name, value) for name, value in (await request.form()).multi_items() if isinstance(value, str)]
    draft, action = PlanDraft.read(form), dict(form).get("do", "check")
    services = services_of(request)
    if action == "search":
        return RedirectResponse(_search_address(draft), status_code=303)
    if action == "adopt":
        result, _ = _judged(services, draft, optimises=True)
        draft = adopted(draft, result) if result else draft
    draft, anchor = _changed(draft, action)
    address = f"/plan?{draft.query()}" + ("&proposal=1" if action == "optimise" else "")
    if len(address) > LONGEST_ADDRESS:
        return _shown(services, draft, proposes=action == "optimise")
    return RedirectResponse(address + anchor, status_code=303)


@router.post("/plan/controle", response_class=HTMLResponse)
async def control(request: Request) -> HTMLResponse:
    """The part of the page that tells what the rules say, for a plan that is being typed."""
    form = [(name, value) for name, value in (await request.form()).multi_items() if isinstance(value, str)]
    return page("_plan_result.html.j2", _told(services_of(request), PlanDraft.read(form)))


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


def _judged(
    services: Services, draft: PlanDraft, *, optimises: bool = False
) -> tuple[PlanResult | None, Mapping[str, str]]:
    """A plan judged, None when it is not complete or not right, with the message of each wrong field."""
    try:
        plan = plan_of(draft, services.territories, on=today())
        return (optimise_plan(plan) if optimises else check_plan(plan)) if plan else None, {}
    except FormError as error:
        return None, error.errors
    except InputError as error:
        return None, {error.field or "costs": str(error)}


def _told(services: Services, draft: PlanDraft, *, proposes: bool = False) -> dict[str, object]:
    result, errors = _judged(services, draft)
    return {
        "outcome": outcome_of(result) if result else None,
        "errors": errors,
        "proposal": _judged(services, draft, optimises=True)[0] if proposes and result else None,
        "unpriced": [row.label for row in draft.costs if row.label and not row.amount_excl_tax],
    }


def _shown(services: Services, draft: PlanDraft, *, proposes: bool = False) -> HTMLResponse:
    book = load_book()
    return page(
        "plan.html.j2",
        {
            "draft": draft if draft.costs else draft.model_copy(update={"costs": (CostRow(),)}),
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
            "projects": {one.project_id: one.title for one in services.projects.list()},
            "project": "",
            "saved": "",
            **_told(services, draft, proposes=proposes),
        },
        current=PLAN,
    )


def _choices(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {str(code): word for code, word in words}
