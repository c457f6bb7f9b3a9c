"""Every page in a real Chromium, with data in it: axe-core in both themes, what axe does not see, a telephone."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import CHROMIUM, violations
from tests.every_page import ABSENT, ADDRESSES
from tests.filled import Filled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]
AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")
OF_COLOURS = ("color-contrast", "link-in-text-block")  # the only rules of axe to which a theme matters
SKIPPED = "document.activeElement.id === document.querySelector('.skip').hash.slice(1)"


@pytest.mark.parametrize("address", [*ADDRESSES, *ABSENT])
def test_a_page_is_accessible_in_both_themes_and_on_a_telephone(
    page: Page, site: str, filled: Filled, address: str
) -> None:
    found: list[str] = []
    page.on("console", lambda said: found.append(f"console, {said.type}: {said.text}"))
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    page.goto(f"{site}{filled.address(address)}", wait_until="networkidle" if "conversations" in address else "load")
    found += violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in violations(page, *OF_COLOURS)]
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    if not page.evaluate(SKIPPED):
        found.append("the link that skips the navigation does not move the focus")
    page.set_viewport_size({"width": 320, "height": 800})
    found += page.evaluate(AUDIT)
    assert [one for one in found if not (address in ABSENT and "404 (Not Found)" in one)] == []
