"""Serve the conversation page, and the files of all the pages."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from assistant.web.layout import CONVERSATION, page

FOLDER = Path(str(files("assistant.web") / "static"))


def mount(app: FastAPI) -> None:
    """Add the page at «/» and the files under «/static»."""
    app.mount("/static", StaticFiles(directory=FOLDER), name="static")

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def home() -> HTMLResponse:
        return page("chat.html.j2", {}, current=CONVERSATION)
