"""The page «Accueil»: what needs attention, the last projects, and a new one by one sentence."""

import uuid

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.api.access import services_of
from assistant.clock import today
from assistant.portfolio import board_of
from assistant.web.layout import HOME, PROJECTS, page

router = APIRouter(include_in_schema=False)
SHOWN_ALERTS, SHOWN_PROJECTS = 8, 5
TOUR, HIDDEN, WANTED = "visite", "0", "1"
REMEMBERED = 365 * 24 * 3600  # seconds


@router.get(HOME.address)
def home(request: Request, visite: str = "") -> HTMLResponse:
    """What an officer should look at first; where to begin, before the first project until it is hidden, or asked."""
    services = services_of(request)
    board = board_of(services.projects.rows(), services.follow_ups.all(), on=today())
    values = {
        "alerts": board.alerts[:SHOWN_ALERTS],
        "more": max(0, len(board.alerts) - SHOWN_ALERTS),
        "lines": board.lines[:SHOWN_PROJECTS],
        "totals": board.totals,
        "base": PROJECTS.address,
        "has_tour": visite == WANTED or not (board.lines or (visite or request.cookies.get(TOUR)) == HIDDEN),
        "sent": uuid.uuid4().hex,
        "empty": not services.store.passage_count(),
    }
    shown = page("home.html.j2", values, current=HOME)
    if visite in {HIDDEN, WANTED}:
        shown.set_cookie(TOUR, visite, max_age=REMEMBERED, path=HOME.address, httponly=True, samesite="strict")
    return shown
