"""The pages of the dated facts: emission factors, rules of financing and of the green budget, by state."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.api.access import services_of
from assistant.calculators import financing, greenbudget
from assistant.clock import today
from assistant.domain import Frozen
from assistant.errors import NotFoundError
from assistant.services import Services
from assistant.web.dated_facts import DatedFact, FactState, counted, factor_facts, financing_facts, green_facts
from assistant.web.layout import ADMINISTRATION, page

router = APIRouter(include_in_schema=False)
PAGE = ADMINISTRATION.address + "/donnees/{name}"
MOST_SHOWN = 300
TITLES = {
    "facteurs": "Facteurs d'émission",
    "financement": "Règles des plans de financement",
    "budget-vert": "Règles du budget vert",
}


class Summary(Frozen):
    """A set of facts in one line: its version, and how many are in each state; ``dated`` is the day of its version."""

    name: str
    title: str
    version: str
    dated: date | None
    total: int
    states: Counter[FactState]


def summaries(services: Services) -> Sequence[Summary]:
    """The sets of facts."""
    return [_summary(services, name) for name in TITLES]


@router.get(PAGE)
def facts(request: Request, name: str, etat: str = "") -> HTMLResponse:
    """The facts of a set, or those in one state."""
    if name not in TITLES:
        raise NotFoundError(f"Ces données n'existent pas. Celles qui existent : {', '.join(TITLES)}.")
    services = services_of(request)
    chosen = next((one for one in FactState if one.value == etat), None)
    kept = [one for one in _facts(services, name) if chosen is None or chosen in one.states]
    values = {
        "summary": _summary(services, name), "facts": kept[:MOST_SHOWN], "found": len(kept), "chosen": chosen,
        "states": list(FactState), "address": PAGE.format(name=name), "base": ADMINISTRATION.address,
    }  # fmt: skip
    return page("administration_facts.html.j2", values, current=ADMINISTRATION)


def _facts(services: Services, name: str) -> Sequence[DatedFact]:
    on = today()
    if name == "facteurs":
        return factor_facts(services.factors, on=on)
    if name == "financement":
        return financing_facts(financing.load_book(), on=on)
    return green_facts(greenbudget.load_book(), on=on)


def _summary(services: Services, name: str) -> Summary:
    found = _facts(services, name)
    verified = [one.verified_on for one in found if one.verified_on]
    return Summary(
        name=name,
        title=TITLES[name],
        version=_version(services, name),
        dated=services.factors.released_on if name == "facteurs" else max(verified, default=None),
        total=len(found),
        states=counted(found),
    )


def _version(services: Services, name: str) -> str:
    if name == "facteurs":
        return services.factors.version
    return financing.load_book().version if name == "financement" else greenbudget.load_book().version
