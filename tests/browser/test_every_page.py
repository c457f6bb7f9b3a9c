"""Every page in a real Chromium, with data in it: axe-core in both themes, a window of 320 pixels, no console error."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from assistant.settings import Settings
from tests.browser.conftest import CHROMIUM, WINDOW, violations
from tests.every_page import ABSENT, ADDRESSES
from tests.filled import Filled
from tests.served import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]
AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")
NARROW = {"width": 320, "height": 800}


@pytest.fixture(scope="module")
def site(filled: Filled) -> Iterator[str]:
    with served(Settings(home=filled.home)) as address:
        yield address


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One page for all of them: what a page leaves in the console is told by the next fixture."""
    context = browser.new_context(viewport=WINDOW)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", [*ADDRESSES, *ABSENT])
def test_a_page_is_accessible_in_both_themes_and_fits_a_telephone(
    reader: Page, site: str, filled: Filled, address: str
) -> None:
    reader.set_viewport_size(WINDOW)
    reader.emulate_media(color_scheme="light", reduced_motion="reduce")
    reader.goto(f"{site}{filled.address(address)}")
    found = violations(reader)
    reader.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in contrasts(reader)]
    reader.set_viewport_size(NARROW)
    found += reader.evaluate(AUDIT)
    assert found == []
