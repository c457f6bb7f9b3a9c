"""The conversations beside the chat, in a real Chromium: with a keyboard, and without JavaScript."""

import shutil

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]
TOLD = "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT"


def say(page: Page, message: str) -> None:
    page.get_by_label("Votre message").fill(message)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Réponse terminée.", timeout=20_000)


def test_two_conversations_stand_beside_the_chat_and_are_resumed_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    say(page, TOLD)
    page.get_by_role("link", name="Nouvelle conversation").press("Enter")
    say(page, "Planter des haies")
    talks = page.get_by_role("navigation", name="Conversations").locator("li a")
    expect(talks).to_have_count(2)
    expect(talks.first).to_have_attribute("aria-current", "page")
    talks.last.press("Enter")
    expect(page.locator("#talk .user")).to_have_text(TOLD)
    say(page, "de 100 W à 30 W")
    page.reload()
    expect(page.locator("#talk .user")).to_have_count(2)
    assert violations(page) == []


def test_without_javascript_a_conversation_is_held_renamed_and_deleted(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(address)
    for message in (TOLD, "Rédige la fiche projet"):
        page.get_by_label("Votre message").fill(message)
        page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#talk .user")).to_have_count(2)
    page.get_by_role("link", name="Renommer, exporter, supprimer").click()
    page.locator("summary").click()
    page.get_by_label("Nouveau titre").fill("Le bourg")
    page.get_by_role("button", name="Renommer").click()
    expect(page.get_by_role("heading", name="Le bourg")).to_be_visible()
    page.get_by_role("link", name="Supprimer « Le bourg »").click()
    expect(page.get_by_role("heading")).to_have_text("Supprimer cette conversation ?")
    page.get_by_role("button", name="Supprimer la conversation").click()
    expect(page.get_by_role("status")).to_have_text("La conversation est supprimée.")
