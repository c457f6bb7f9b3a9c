"""The page «Suivi» of a project: steps, aids asked and obtained, expenses, measures before and after, and sharing."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.api.access import services_of
from assistant.api.person import author_of
from assistant.clock import now, today
from assistant.domain.follow_up import Expense, FollowedGrant, FollowUp, Measure, Milestone, When
from assistant.domain.portfolio import row_of
from assistant.errors import ChangedError
from assistant.language.display import format_date, format_euros, format_quantity
from assistant.portfolio import alerts_of, similar_to
from assistant.services import Services
from assistant.web.forms import Fields, Typed, version_read
from assistant.web.layout import PROJECTS, page

router = APIRouter(include_in_schema=False)
HERE = "/suivi"
PAGE = PROJECTS.address + "/{project_id}" + HERE
MOST = 200  # of a kind
ACTION = re.compile(r"(?P<what>remove|done|obtained)-(?P<kind>milestones|expenses|grants|measures)-(?P<place>\d{1,3})")
EUROS = "12 500"
Added = Callable[[Fields], Any]


@router.get(PAGE)
def follow_up(request: Request, project_id: str) -> HTMLResponse:
    """The follow-up of a project and the projects like it."""
    return _shown(services_of(request), project_id, done=request.query_params.get("done") == "1")


@router.post(PAGE)
def act(request: Request, project_id: str, form: Typed) -> Response:
    """Do what a button of the page asks; what cannot be read is told beside what was typed."""
    services, typed = services_of(request), dict(form)
    fields, action = Fields(typed), typed.get("do") or _begun(typed)
    last = services.follow_ups.get(project_id)
    changed, what = _changed(last, action, fields)
    if fields.errors or changed is None:
        return _shown(services, project_id, errors=fields.errors, typed=typed)
    over = version_read(typed.get("revision", ""), last.revision)
    author = author_of(fields.text("author"))
    try:
        services.editor.follow(changed.model_copy(update={"revision": over}), what=what, at=now(), author=author)
    except ChangedError as error:
        return _shown(services, project_id, errors={"page": str(error)}, typed=typed)
    return RedirectResponse(f"{PROJECTS.address}/{project_id}/suivi?done=1", status_code=303)


def _changed(last: FollowUp, action: str, fields: Fields) -> tuple[FollowUp | None, str]:
    """The follow-up after an action, and the action in words; None for one that does nothing."""
    if action == "share":
        told = {"authority": fields.text("authority")[:200], "is_shared": fields.text("is_shared") == "1"}
        return last.model_copy(update=told), "Partage modifié"
    if action in ADDED:
        kind, make, what = ADDED[action]
        made = make(fields)
        if made is None or len(getattr(last, kind)) >= MOST:
            return None, ""
        return last.model_copy(update={kind: (*getattr(last, kind), made)}), f"{what} : {_name(made)}"
    asked = ACTION.fullmatch(action)
    items = list(getattr(last, asked["kind"])) if asked else []
    if asked is None or int(asked["place"]) >= len(items):
        return None, ""
    place = int(asked["place"])
    what = _act_on(items, place, asked["what"], fields)
    return (last.model_copy(update={asked["kind"]: tuple(items)}), what) if what else (None, "")


def _act_on(items: list[Any], place: int, action: str, fields: Fields) -> str:
    """Change an item of a list in place; what was done, in words, empty when nothing was."""
    item = items[place]
    if action == "remove":
        return f"Retiré : {_name(items.pop(place))}"
    if action == "done" and isinstance(item, Milestone):
        items[place] = item.model_copy(update={"done_on": today()})
        return f"Étape faite : {item.label}"
    if action == "obtained" and isinstance(item, FollowedGrant):
        name = f"obtained-{place}"
        amount = fields.amount(name, EUROS)
        if not _required(fields, {name: amount}):
            return ""
        items[place] = item.model_copy(update={"obtained": amount, "decided_on": today()})
        return f"Réponse du financeur : {item.name}, {format_euros(amount or 0)} obtenus"
    return ""


def _name(item: Milestone | Expense | FollowedGrant | Measure) -> str:
    match item:
        case FollowedGrant():
            return f"{item.name}, {format_euros(item.asked)} demandés"
        case Measure():
            return f"{item.indicator}, {format_quantity(item.value, item.unit)}"
        case Expense():
            return f"{item.label}, {format_euros(item.amount_excl_tax)}"
    return f"{item.label}, prévue le {format_date(item.planned_on)}"


def _required(fields: Fields, values: Mapping[str, object]) -> bool:
    for name, value in values.items():
        if (value is None or value == "") and name not in fields.errors:
            fields.errors[name] = "Remplissez ce champ."
    return not fields.errors


def _milestone(fields: Fields) -> Milestone | None:
    label, day = fields.text("milestone_label")[:200], fields.day("milestone_day")
    if not _required(fields, {"milestone_label": label, "milestone_day": day}):
        return None
    assert day is not None
    return Milestone(label=label, planned_on=day)


def _expense(fields: Fields) -> Expense | None:
    label, amount = fields.text("expense_label")[:200], fields.amount("expense_amount", EUROS)
    day = fields.day("expense_day")
    if not _required(fields, {"expense_label": label, "expense_amount": amount, "expense_day": day}):
        return None
    assert amount is not None
    assert day is not None
    return Expense(label=label, amount_excl_tax=amount, paid_on=day)


def _grant(fields: Fields) -> FollowedGrant | None:
    name, asked = fields.text("grant_name")[:300], fields.amount("grant_asked", EUROS)
    obtained, decided = fields.amount("grant_obtained", EUROS), fields.day("grant_day")
    if not _required(fields, {"grant_name": name, "grant_asked": asked}):
        return None
    assert asked is not None
    return FollowedGrant(name=name, asked=asked, obtained=obtained, decided_on=decided)


def _measure(fields: Fields) -> Measure | None:
    name, value = fields.text("measure_name")[:200], fields.decimal("measure_value", "36 000")
    day, when = fields.day("measure_day"), fields.choice("measure_when", When)
    if not _required(fields, {"measure_name": name, "measure_value": value, "measure_day": day, "measure_when": when}):
        return None
    assert value is not None
    assert day is not None
    assert when is not None
    return Measure(indicator=name, unit=fields.text("measure_unit")[:40], when=when, value=value, measured_on=day)


ADDED: Mapping[str, tuple[str, Added, str]] = {
    "add-milestone": ("milestones", _milestone, "Étape ajoutée"),
    "add-expense": ("expenses", _expense, "Dépense ajoutée"),
    "add-grant": ("grants", _grant, "Aide suivie ajoutée"),
    "add-measure": ("measures", _measure, "Mesure ajoutée"),
}


FIELDS = {
    "milestone_label": "Étape",
    "milestone_day": "Étape, prévue le",
    "grant_name": "Aide",
    "grant_asked": "Aide, montant demandé",
    "grant_obtained": "Aide, montant obtenu",
    "grant_day": "Aide, décision du",
    "expense_label": "Dépense",
    "expense_amount": "Dépense, montant HT",
    "expense_day": "Dépense, payée le",
    "measure_name": "Indicateur",
    "measure_when": "Indicateur, quand",
    "measure_value": "Indicateur, valeur",
    "measure_day": "Indicateur, mesuré le",
}


def _field_name(name: str) -> str:
    return "Montant obtenu" if name.startswith("obtained-") else FIELDS.get(name, "")


def _begun(typed: Mapping[str, str]) -> str:
    """What the Enter key means: to add what has been written, if anything."""
    kinds = (name.removeprefix("add-") for name in ADDED)
    return next((f"add-{kind}" for kind in kinds if any(typed[one] for one in typed if one.startswith(kind))), "")


def _shown(
    services: Services,
    project_id: str,
    *,
    done: bool = False,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    rows, sheet = services.projects.rows(), services.projects.get(project_id)
    row = row_of(sheet)
    followed = services.follow_ups.get(project_id)
    alerts = [one for one in alerts_of(row, followed, today()) if one.place.startswith(HERE)]
    values = {
        "sheet": sheet, "followed": followed, "address": f"{PROJECTS.address}/{project_id}", "on": today(),
        "alerts": [(one.place.removeprefix(HERE), one.text) for one in alerts],
        "similar": similar_to(row, rows), "elsewhere": similar_to(row, services.shared_projects.rows()),
        "whens": {When.BEFORE.value: "avant le projet", When.AFTER.value: "après le projet"},
        "done": done, "errors": errors or {}, "field_name": _field_name, "typed": typed or {},
    }  # fmt: skip
    return page("follow_up.html.j2", values, current=PROJECTS, status=422 if errors else 200)
