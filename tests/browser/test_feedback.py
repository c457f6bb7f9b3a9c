"""The opinion given on the card of an aid: kept, shown again, changed, taken back, without a script too."""

import shutil
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import CHROMIUM, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]

SEARCH = f"/aides?q={quote_plus('éclairage public LED en Dordogne')}"
AID = "fonds-vert-eclairage-public"


def card(page: Page) -> Locator:
    return page.locator(f"#aide-{AID}")


def test_an_opinion_is_kept_with_its_reason_and_shown_again(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(address + SEARCH)
    card(page).get_by_role("button", name="Non pertinente").click()
    assert page.url.endswith(f"#aide-{AID}")
    card(page).get_by_text("Dire pourquoi, ou changer").click()
    card(page).get_by_label("Motif").fill("Close depuis 2025")
    card(page).get_by_label("Motif").press("Enter")
    page.goto(address + SEARCH)
    expect(card(page).locator(".opinion .badge")).to_have_text("Non pertinente")
    expect(card(page).locator(".opinion")).to_contain_text("Close depuis 2025")


def test_an_opinion_is_changed_then_taken_back(page: Page, address: str) -> None:
    page.goto(address + SEARCH)
    card(page).get_by_role("button", name="Non pertinente").click()
    card(page).get_by_text("Dire pourquoi, ou changer").click()
    card(page).get_by_role("button", name="Pertinente, à ajouter").click()
    expect(card(page).locator(".opinion .badge")).to_have_text("Pertinente, à ajouter")
    assert violations(page) == []
    card(page).get_by_role("button", name="Retirer mon avis").click()
    expect(card(page).get_by_role("button", name="Non pertinente")).to_be_visible()
    expect(card(page).locator(".opinion .badge")).to_have_count(0)


def test_a_double_click_gives_one_opinion(page: Page, address: str) -> None:
    page.goto(address + SEARCH)
    card(page).get_by_role("button", name="Non pertinente").dblclick()
    expect(card(page).locator(".opinion .badge")).to_have_text("Non pertinente")
    assert len(page.request.get(f"{address}/api/v1/funding/feedback").json()) == 1
