"""The frame that every page shares: its navigation, and the page of an error."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant.domain import Frozen
from assistant.web.rendering import render


class Entry(Frozen):
    """A page of the navigation."""

    address: str
    name: str


HOME = Entry(address="/accueil", name="Accueil")
CONVERSATION = Entry(address="/", name="Conversation")
NEW_CONVERSATION = "/?nouvelle=1"  # «/» alone resumes what the tab has left open
AIDS = Entry(address="/aides", name="Aides")
PLAN = Entry(address="/plan", name="Plan de financement")
GREEN_BUDGET = Entry(address="/budget-vert", name="Budget vert")
PROJECTS = Entry(address="/projets", name="Projets")
FOOTPRINT = Entry(address="/empreinte", name="Empreinte")
HELP = Entry(address="/aide", name="Aide")
ADMINISTRATION = Entry(address="/administration", name="Administration")
NAVIGATION = (HOME, CONVERSATION, PROJECTS, AIDS, PLAN, FOOTPRINT, GREEN_BUDGET, HELP, ADMINISTRATION)


def page(
    template: str, values: Mapping[str, object], *, current: Entry | None = None, status: int = 200
) -> HTMLResponse:
    """The page of a template inside the frame; ``current`` is the entry of the navigation that it stands under."""
    frame = {
        "navigation": NAVIGATION, "current": current.address if current else None, "new_conversation": NEW_CONVERSATION,
    }  # fmt: skip
    return HTMLResponse(render(template, **frame, **values), status_code=status)


def error_page(status: int, name: str, detail: str) -> HTMLResponse:
    """What a person reads in place of a page that cannot be shown."""
    return page("error.html.j2", {"name": name, "detail": detail}, status=status)


def is_read_by_a_person(request: Request) -> bool:
    """Whether a browser asks for a page, and not a program for the API."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
