"""The conversation page in a real Chromium."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.cli.demo import MESSAGES
from assistant.settings import Settings
from tests.browser.conftest import CHROMIUM
from tests.served import served

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
        page.locator("#sheet").get_by_role("link", name="Télécharger en PDF").click()
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


def test_the_sheet_is_offered_above_the_field(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    for message in (MESSAGES[0], MESSAGES[-1]):
        say(page, message)
    expect(page.locator("#sheet").get_by_role("link", name="Télécharger en PDF")).to_be_in_viewport()
    page.reload()
    expect(page.locator("#sheet").get_by_role("link", name="Télécharger en Markdown")).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 740})
    page.screenshot(path=tmp_path / "sheet-360.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_sources_follow_the_answer_that_is_chosen(page: Page, address: str) -> None:
    page.goto(address)
    say(page, "Que dit la réglementation sur l'extinction de l'éclairage public ?")
    say(page, "Bonjour")
    expect(page.locator("#no-sources")).to_have_text("Cette réponse ne cite aucun document.")
    expect(page.locator("#sources blockquote").first).to_be_hidden()
    page.get_by_role("link", name="Sources de cette réponse").click()
    expect(page.locator("#sources blockquote").first).to_be_visible()
    expect(page.locator("#no-sources")).to_be_hidden()


def test_the_number_of_the_project_is_shown_until_a_new_conversation(page: Page, address: str) -> None:
    page.goto(address)
    say(page, MESSAGES[0])
    expect(page.locator("#project")).to_have_text(re.compile(r"Projet p-[0-9a-f]{8}"))
    page.get_by_role("link", name="Nouvelle conversation").click()
    expect(page.locator("#project")).to_have_text("Nouvelle conversation")


def test_a_message_that_is_too_long_is_counted_kept_and_not_sent(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Votre message").fill("a" * 20_001)
    expect(page.locator("#count")).to_contain_text("trop long")
    page.get_by_role("button", name="Envoyer").click()
    assert page.locator("#talk .user").count() == 0
    assert len(page.get_by_label("Votre message").input_value()) == 20_001


def test_the_reference_of_the_api_needs_nothing_from_elsewhere(page: Page, address: str) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/docs")
    expect(page.get_by_role("heading", name="POST /api/v1/footprint", exact=True)).to_be_visible()
    assert all(url.startswith((address, "data:")) for url in asked)
    assert errors == []


def test_an_empty_index_is_said(page: Page, tmp_path: Path) -> None:
    with served(Settings(home=tmp_path)) as address:
        page.goto(address)
        expect(page.locator("#talk")).to_contain_text("jalon ingest")


def test_a_sentence_begins_at_once_and_its_sheet_fills_beside_the_conversation(page: Page, address: str) -> None:
    page.goto(f"{address}/accueil")
    page.get_by_label("Nouveau projet, en une phrase").fill(MESSAGES[0])
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Réponse terminée.", timeout=20_000)
    page.get_by_role("button", name="Rédiger la fiche projet").click()
    beside = page.locator("#sheet-beside")
    expect(beside.get_by_role("link", name="Rénovation de l'éclairage public")).to_be_visible(timeout=20_000)
    beside.locator("summary", has_text="Objectifs").click()
    expect(beside.get_by_text("(à confirmer)").first).to_be_visible()
    expect(beside).to_contain_text("310 000 €")


def test_a_document_that_cannot_be_read_is_told_beside_the_answer(page: Page, address: str, tmp_path: Path) -> None:
    file = tmp_path / "devis.pdf"
    file.write_bytes(b"MZ\x90\x00This program cannot be run in DOS mode.")
    page.goto(address)
    page.set_input_files("#file", file)
    say(page, MESSAGES[0])
    expect(page.locator("#talk .error")).to_contain_text("La réponse ne tient pas compte de « devis.pdf », non lu")


def test_on_a_telephone_the_message_is_typed_without_scrolling(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    expect(page.get_by_label("Votre message")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Envoyer")).to_be_in_viewport(ratio=1)
