"""Serve the pages and their files."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from assistant.web import compare, footprint, funding, funding_feedback, green, passage, plan, plan_files, plan_saved
from assistant.web.layout import CONVERSATION, page

FOLDER = Path(str(files("assistant.web") / "static"))


def mount(app: FastAPI) -> None:
    """Add the pages, that of the conversation at «/», and their files under «/static»."""
    app.mount("/static", StaticFiles(directory=FOLDER), name="static")
    for shown in (passage, funding, funding_feedback, compare, plan, plan_files, plan_saved, footprint, green):
        app.include_router(shown.router)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def home() -> HTMLResponse:
        return page("chat.html.j2", {}, current=CONVERSATION)
