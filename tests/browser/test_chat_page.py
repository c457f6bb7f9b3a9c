"""The conversation page in a real Chromium."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, expect, sync_playwright

from assistant.api import create_app
from assistant.cli.demo import MESSAGES
from assistant.settings import Settings

CHROMIUM = os.environ.get("JALON_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1200, "height": 900})
        browser.close()


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
