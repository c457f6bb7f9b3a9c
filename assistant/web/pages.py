"""Serve the pages and their files."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.web import (
    compare,
    completeness,
    conversations,
    funding,
    funding_feedback,
    green,
    passage,
    plan,
    plan_files,
    plan_saved,
)

FOLDER = Path(str(files("assistant.web") / "static"))


def mount(app: FastAPI) -> None:
    """Add the pages, that of the conversation at «/», and their files under «/static»."""
    app.mount("/static", StaticFiles(directory=FOLDER), name="static")
    plans = (plan, plan_files, plan_saved)
    for shown in (conversations, completeness, passage, funding, funding_feedback, compare, *plans, green):
        app.include_router(shown.router)
