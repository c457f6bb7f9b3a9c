"""The page «Budget vert»: a form whose address holds the lines, and the draft rating of each."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.api.access import services_of
from assistant.api.files import attachment
from assistant.api.person import author_of
from assistant.calculators.greenbudget import Instruction, Rating
from assistant.clock import now, today
from assistant.errors import NotFoundError
from assistant.export.greenbudget import annex_workbook
from assistant.export.greenbudget.words import (
    BASES,
    ENTITIES,
    NOTICE,
    RATINGS,
    amount_of,
    axis_numbers,
    obligation_sentence,
)
from assistant.export.plan import XLSX_TYPE
from assistant.plans.green_budgets import keep_green_budget
from assistant.services import Services
from assistant.web.forms import typed
from assistant.web.green_draft import GreenDraft
from assistant.web.green_input import rated
from assistant.web.green_sheet import draft_of_sheet
from assistant.web.layout import GREEN_BUDGET, page

router = APIRouter(include_in_schema=False)

LONGEST_ADDRESS = 6_000  # characters that every browser, and every server in between, lets pass
REMOVED = re.compile(r"remove-([0-9]{1,3})")
TONES = {Rating.FAVOURABLE: "yes", Rating.UNFAVOURABLE: "no", Rating.MIXED: "doubt"}


@router.get("/budget-vert")
def green_budget(request: Request) -> HTMLResponse:
    """The lines that the address holds, rated; those of the sheet of its project, when it holds nothing else."""
    services, params = services_of(request), request.query_params
    draft, chosen = GreenDraft.read(params.multi_items()), params.get("project", "")
    if chosen and draft == GreenDraft():
        draft = draft_of_sheet(services.projects.get(chosen))
    return _shown(services, draft, saved_in=params.get("saved", ""), chosen=chosen)


@router.post("/budget-vert")
async def act(request: Request) -> Response:
    """Do what a button of the form asks, and show the lines at their new address."""
    form = await typed(request)
    draft, asked = GreenDraft.read(form), dict(form)
    services, action = services_of(request), asked.get("do", "rate")
    if action == "save":
        return _save(services, draft, asked.get("project", ""), _name(asked.get("confirmed_by", "")))
    removed, anchor = REMOVED.fullmatch(action), "#result"
    if action == "add":
        draft, anchor = draft.with_line(), f"#lines-{len(draft.lines)}-label"
    elif removed:
        draft, anchor = draft.without_line(int(removed[1])), "#lines"
    chosen = asked.get("project", "")
    address = f"/budget-vert?{draft.query()}" + (f"&project={quote(chosen)}" if chosen else "")
    if len(address) > LONGEST_ADDRESS:
        return _shown(services, draft, chosen=chosen)
    return RedirectResponse(address + anchor, status_code=303)


@router.post("/budget-vert/annexe.xlsx")
async def annex(request: Request) -> Response:
    """The annex as a workbook; lines that cannot be rated go back to their form."""
    draft = GreenDraft.read(await typed(request))
    result, _ = rated(draft, on=today())
    if result is None:
        return _shown(services_of(request), draft)
    return attachment(annex_workbook(result), XLSX_TYPE, "budget-vert.xlsx")


def _name(typed: str) -> str:
    return " ".join(author_of(typed).split())[:120]


def _save(services: Services, draft: GreenDraft, project_id: str, by: str) -> Response:
    """Keep the ratings in the sheet of a project, under the name of the person who confirms them."""
    result, _ = rated(draft, on=today())
    wrong = {} if by else {"confirmed_by": "Écrivez le nom de la personne qui confirme, par exemple Camille Martin."}
    if result is None or wrong:
        return _shown(services, draft, chosen=project_id, wrong=wrong)
    try:
        kept = keep_green_budget(services.projects, result, project_id, by=by, now=now())
        services.editor.note_saved(kept, "Budget vert confirmé et enregistré", at=now(), author=by)
    except NotFoundError:
        return _shown(services, draft, wrong={"project": "Choisissez le projet dont la fiche recevra la cotation."})
    return RedirectResponse(f"/budget-vert?{draft.query()}&saved={quote(project_id)}", status_code=303)


def _shown(
    services: Services,
    draft: GreenDraft,
    *,
    saved_in: str = "",
    chosen: str = "",
    wrong: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The form and its result; ``chosen`` is the project for which it is rated, ``saved_in`` that which has it."""
    result, errors = rated(draft, on=today())
    projects = {one.project_id: one.title for one in services.projects.list()}
    return page(
        "green_budget.html.j2",
        {
            "draft": draft if draft.lines else draft.with_line(),
            "errors": wrong or errors,
            "result": result,
            "obligation": obligation_sentence(result) if result else "",
            "numbers": axis_numbers(result) if result else {},
            "ratings": RATINGS,
            "tones": TONES,
            "amount_of": amount_of,
            "notice": NOTICE,
            "year": today().year,
            "entities": {str(code): name for code, name in ENTITIES.items()},
            "bases": {str(code): name for code, name in BASES.items()},
            "instructions": {str(one): str(one) for one in Instruction},
            "projects": projects,
            "project": saved_in if saved_in in projects else "",
            "chosen": chosen or saved_in,
        },
        current=GREEN_BUDGET,
        status=422 if wrong else 200,
    )
