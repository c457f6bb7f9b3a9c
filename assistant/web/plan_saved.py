"""The page «Mes plans»: the saved plans and the sheets of projects, each opened in the form of a plan."""

from contextlib import suppress
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.api.access import services_of
from assistant.api.person import author_of
from assistant.clock import now
from assistant.errors import InputError, NotFoundError
from assistant.plans import left_out
from assistant.plans.saved import TITLE_LIMIT
from assistant.services import Services
from assistant.web.layout import PLAN, page
from assistant.web.plan_page import shown
from assistant.web.plan_sheet import draft_with_told

router = APIRouter(include_in_schema=False)
PLANS = "/plan/enregistres"
DONE = {"renamed": "Le plan est renommé.", "copied": "Le plan est dupliqué.", "deleted": "Le plan est supprimé."}
Title = Annotated[str, Form()]


@router.get(PLANS)
def plans(request: Request) -> HTMLResponse:
    """The saved plans, the last changed first, and the projects from which a plan can begin."""
    return _listed(services_of(request), done=request.query_params.get("done", ""))


@router.get(PLANS + "/{plan_id}")
def open_plan(request: Request, plan_id: str) -> HTMLResponse:
    """A saved plan in the form."""
    services = services_of(request)
    return shown(services, services.saved_plans.get(plan_id))


@router.get("/plan/fiche/{project_id}")
def open_sheet(request: Request, project_id: str) -> HTMLResponse:
    """The plan of a project's sheet in the form; the one that its owner, costs and told aids begin when it has none."""
    services = services_of(request)
    sheet = services.projects.get(project_id)
    plan = sheet.financing_plan
    return shown(services, draft_with_told(sheet), lost=left_out(plan.plan) if plan else (), chosen=project_id)


@router.post(PLANS + "/{plan_id}/renommer")
def rename(request: Request, plan_id: str, title: Title = "") -> Response:
    """Give a plan another title."""
    services = services_of(request)
    try:
        services.saved_plans.rename(plan_id, title, now=now(), author=author_of())
    except InputError as error:
        return _listed(services, wrong={f"title-{plan_id}": str(error)}, typed=title)
    return _done("renamed")


@router.post(PLANS + "/{plan_id}/dupliquer")
def duplicate(request: Request, plan_id: str) -> RedirectResponse:
    """Copy a plan."""
    services_of(request).saved_plans.duplicate(plan_id, now=now(), author=author_of())
    return _done("copied")


@router.get(PLANS + "/{plan_id}/supprimer")
def confirm(request: Request, plan_id: str) -> HTMLResponse:
    """Ask before a plan is removed."""
    draft = services_of(request).saved_plans.get(plan_id)
    return page("plan_delete.html.j2", {"draft": draft, "address": f"{PLANS}/{quote(plan_id)}"}, current=PLAN)


@router.post(PLANS + "/{plan_id}/supprimer")
def delete(request: Request, plan_id: str) -> RedirectResponse:
    """Remove a plan; a second press of the button finds it gone, which is what was asked."""
    with suppress(NotFoundError):
        services_of(request).saved_plans.delete(plan_id)
    return _done("deleted")


def _done(what: str) -> RedirectResponse:
    return RedirectResponse(f"{PLANS}?done={what}", status_code=303)


def _listed(
    services: Services, *, done: str = "", wrong: dict[str, str] | None = None, typed: str = ""
) -> HTMLResponse:
    return page(
        "plans.html.j2",
        {
            "plans": services.saved_plans.list(),
            "sheets": services.projects.list(),
            "base": PLANS,
            "done": DONE.get(done, ""),
            "errors": wrong or {},
            "typed": typed,
            "limit": TITLE_LIMIT,
        },
        current=PLAN,
        status=422 if wrong else 200,
    )
