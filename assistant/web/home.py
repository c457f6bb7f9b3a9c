"""The page «Accueil»: what needs attention, the last projects, and a new one by one sentence."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.api.access import services_of
from assistant.clock import today
from assistant.portfolio import board_of
from assistant.web.layout import HOME, PROJECTS, page

router = APIRouter(include_in_schema=False)
SHOWN_ALERTS, SHOWN_PROJECTS = 8, 5


@router.get(HOME.address)
def home(request: Request, visite: str = "") -> HTMLResponse:
    """What an officer should look at first; before the first project, where to begin, unless «visite» is 0."""
    services = services_of(request)
    board = board_of(services.projects.rows(), services.follow_ups.all(), on=today())
    values = {
        "alerts": board.alerts[:SHOWN_ALERTS],
        "more": max(0, len(board.alerts) - SHOWN_ALERTS),
        "lines": board.lines[:SHOWN_PROJECTS],
        "totals": board.totals,
        "base": PROJECTS.address,
        "has_tour": not board.lines and visite != "0",
        "empty": not services.store.passage_count(),
    }
    return page("home.html.j2", values, current=HOME)
