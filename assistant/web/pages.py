"""Serve the pages and their files."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.web import (
    administration,
    administration_facts,
    administration_sources,
    answer_feedback,
    attachments,
    chat,
    compare,
    completeness,
    conversations,
    coordination,
    follow_up,
    footprint,
    funding,
    funding_feedback,
    green,
    help,
    home,
    letterhead,
    passage,
    plan,
    plan_files,
    plan_saved,
    projects,
    sheet,
    signed_out,
)

FOLDER = Path(str(files("assistant.web") / "static"))


def mount(app: FastAPI) -> None:
    """Add the pages, that of the conversation at «/», and their files under «/static»."""
    app.mount("/static", StaticFiles(directory=FOLDER), name="static")
    aids = (funding, funding_feedback, compare)
    budgets = (plan, plan_files, plan_saved, green, footprint)
    of_projects = (projects, follow_up, coordination, completeness, sheet, attachments)
    of_jalon = (administration, administration_facts, administration_sources, letterhead, help, signed_out)
    for shown in (home, chat, answer_feedback, conversations, passage, *aids, *budgets, *of_projects, *of_jalon):
        app.include_router(shown.router)
