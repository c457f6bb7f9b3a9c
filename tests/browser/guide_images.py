"""The images of the guide, made from the pages themselves over a home in use.

Run: ``python -m tests.browser.guide_images`` (or ``make guide-images``) after a page has changed; it writes
``docs/images/guide/``.
"""

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from assistant.settings import Settings
from ingestion import ingest
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.conftest import REPOSITORY, SAMPLES
from tests.every_page import ASKED
from tests.filled import BUDGET, ESTIMATE, PLAN, Filled, fill
from tests.served import served

FOLDER = REPOSITORY / "docs" / "images" / "guide"
SIZE: ViewportSize = {"width": 1040, "height": 780}
WITHOUT_PROMPTS = """document.styleSheets[0].insertRule(
  "[type=date]::-webkit-datetime-edit { visibility: hidden; }")"""  # they follow the language of the browser
COLOURS = 48  # three times lighter than with all of them, as easy to read; with 32, a grey block came out pink


@dataclass(frozen=True)
class Shot:
    """An image: the page, what stands at its top, and a text without which it would show the wrong thing."""

    name: str
    address: str
    shows: str
    at: str = "body"


SHOTS = (
    Shot("accueil", "/accueil?visite=1", "Par où commencer"),
    Shot("reponse", "/conversations/{project}", "Ce que j'ai compris", "#talk .assistant"),
    Shot("passage", "/passages/{passage}", "Le passage"),
    Shot("fiche", "/projets/{project}", "Contexte et besoin"),
    Shot("aides", f"/aides?q={ASKED}", "territoire : oui", "#choose section"),
    Shot("plan", f"/plan?{PLAN}", "points bloquants à corriger", "#plan-result"),
    Shot("empreinte", f"/empreinte?{ESTIMATE}", "En trois phrases", "#result"),
    Shot("budget-vert", f"/budget-vert?{BUDGET}", "Projet de cotation", "#result"),
    Shot("projets", "/projets", "Tableau des projets", "h1"),
    Shot("suivi", "/projets/{project}/suivi", "Étapes", "h1"),
    Shot("administration", "/administration", "Documents indexés", "h1"),
)


def shoot(page: Page, site: str, filled: Filled, shot: Shot) -> bytes:
    """An image as a PNG of few colours."""
    settled: Literal["networkidle", "load"] = "networkidle" if "conversations" in shot.address else "load"
    page.goto(f"{site}{filled.address(shot.address)}", wait_until=settled)
    page.evaluate(WITHOUT_PROMPTS)
    top = page.locator(shot.at).first
    expect(top).to_be_visible()
    top.evaluate("(node) => node.scrollIntoView({ block: 'start' })")
    expect(page.get_by_text(shot.shows).or_(page.get_by_label(shot.shows)).filter(visible=True).first).to_be_visible()
    written = io.BytesIO()
    with Image.open(io.BytesIO(page.screenshot())) as taken:
        few = taken.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
    return written.getvalue()


def main() -> None:
    """Make every image again."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = Settings(home=Path(folder) / "home")
        assert not ingest([SAMPLES], settings=settings).failed
        filled = fill(settings.home)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport=SIZE, locale="fr-FR", color_scheme="light")
        with served(settings) as site:
            for shot in SHOTS:
                content = shoot(page, site, filled, shot)
                (FOLDER / f"{shot.name}.png").write_bytes(content)
                print(f"{shot.name}.png: {len(content) / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
