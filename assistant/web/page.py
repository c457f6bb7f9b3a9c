"""Serve the page and its two files."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

FOLDER = Path(str(files("assistant.web") / "static"))


def mount(app: FastAPI) -> None:
    """Add the page at «/» and its files under «/static»."""
    app.mount("/static", StaticFiles(directory=FOLDER), name="static")

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def home() -> str:
        return (FOLDER / "index.html").read_text(encoding="utf-8")
