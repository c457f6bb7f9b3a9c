"""A real server over a copy of the ingested home, and a page of a real Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from assistant.settings import Settings
from tests.filled import Filled
from tests.served import served

CHROMIUM = os.environ.get("JALON_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WINDOW: ViewportSize = {"width": 1200, "height": 900}


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    with served(settings) as opened:
        yield opened


@dataclass(frozen=True)
class InUse:
    """A server over a copy of a home in use."""

    address: str
    filled: Filled


@pytest.fixture
def in_use(filled: Filled, tmp_path: Path) -> Iterator[InUse]:
    shutil.copytree(filled.home, tmp_path / "in-use")
    with served(Settings(home=tmp_path / "in-use")) as opened:
        yield InUse(opened, filled)


@pytest.fixture(scope="module")
def site(filled: Filled) -> Iterator[str]:
    """A server over the home in use, for the tests that only read."""
    with served(Settings(home=filled.home)) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module: each has a profile of its own in it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(viewport=WINDOW, locale="fr-FR")) as context:
        yield context.new_page()


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    with closing(browser.new_context(java_script_enabled=False, viewport=WINDOW, locale="fr-FR")) as context:
        yield context.new_page()


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds wrong on a page, in its words; ``rules`` keeps some of its rules only."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    return [
        f"{broken['id']}: {node['html'][:160]}"
        for broken in Axe().run(page, options=options).response["violations"]
        for node in broken["nodes"]
    ]
