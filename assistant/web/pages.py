"""Serve the pages and their files."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from assistant.web import (
    administration,
    administration_facts,
    administration_sources,
    compare,
    follow_up,
    funding,
    funding_feedback,
    green,
    help,
    home,
    passage,
    plan,
    plan_files,
    plan_saved,
    projects,
    sheet,
)
from assistant.web.layout import CONVERSATION, page

LONGEST_MESSAGE = 2000  # of those that another page begins
FOLDER = Path(str(files("assistant.web") / "static"))


def mount(app: FastAPI) -> None:
    """Add the pages, that of the conversation at «/», and their files under «/static»."""
    app.mount("/static", StaticFiles(directory=FOLDER), name="static")
    for shown in (
        passage,
        funding,
        funding_feedback,
        compare,
        plan,
        plan_files,
        plan_saved,
        green,
        home,
        projects,
        follow_up,
        sheet,
        administration,
        administration_facts,
        administration_sources,
        help,
    ):
        app.include_router(shown.router)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def conversation(message: str = "") -> HTMLResponse:
        return page("chat.html.j2", {"message": message[:LONGEST_MESSAGE]}, current=CONVERSATION)
