"""The conversation page in a real Chromium."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.cli.demo import MESSAGES
from tests.browser.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]


def say(page: Page, message: str) -> None:
    page.get_by_label("Votre message").fill(message)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Réponse terminée.", timeout=20_000)


def test_a_project_is_told_and_its_sheet_downloaded(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    for message in MESSAGES:
        say(page, message)
    page.screenshot(path=tmp_path / "chat.png")
    with page.expect_download() as started:
        page.get_by_role("link", name="Télécharger en PDF").click()
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF")


def test_sources_stand_beside_the_answer_and_notes_lead_to_them(page: Page, address: str) -> None:
    page.goto(address)
    say(page, "Que dit la réglementation sur l'extinction de l'éclairage public ?")
    note = page.get_by_role("link", name="Source 1").first
    note.click()
    expect(page.locator("#sources li:target blockquote")).not_to_be_empty()


def test_the_notes_of_an_earlier_answer_still_lead_to_its_sources(page: Page, address: str) -> None:
    page.goto(address)
    say(page, "Que dit la réglementation sur l'extinction de l'éclairage public ?")
    say(page, "Et sur les biodéchets ?")
    page.get_by_role("link", name="Source 1").first.click()
    expect(page.locator("#sources li:target")).to_contain_text("Éclairage public")
    expect(page.locator("#sources li:target blockquote")).to_be_visible()


def test_a_reloaded_page_shows_the_conversation_again(page: Page, address: str) -> None:
    page.goto(address)
    say(page, MESSAGES[0])
    before = page.locator("#talk .assistant").inner_text()
    page.reload()
    expect(page.locator("#talk .assistant")).to_have_text(before, use_inner_text=True)
    expect(page.locator("#sources blockquote").first).to_be_visible()


def test_the_form_stays_in_sight_after_a_long_conversation(page: Page, address: str) -> None:
    page.goto(address)
    for message in MESSAGES[:3]:
        say(page, message)
    expect(page.get_by_role("button", name="Envoyer")).to_be_in_viewport()


def test_a_message_is_shown_as_text(page: Page, address: str) -> None:
    page.goto(address)
    say(page, "<img src=x onerror=alert(1)> bonjour")
    assert page.locator("#talk img").count() == 0
