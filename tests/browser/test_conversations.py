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


def test_a_new_project_begins_an_empty_conversation_and_the_earlier_one_is_resumed(page: Page, address: str) -> None:
    page.goto(address)
    say(page, TOLD)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Projets").click()
    page.get_by_role("link", name="Nouveau projet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nouveau projet ou nouvelle question")
    expect(page.locator("#talk .user")).to_have_count(0)
    expect(page.locator("#start")).to_contain_text("Vos conversations précédentes restent")
    say(page, "Commune de 500 habitants dans le Gers, planter des haies, 20 000 € HT")
    expect(page.locator("#talk .user")).to_have_count(1)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Accueil").click()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Conversation").click()
    expect(page.locator("#talk .user")).to_contain_text("planter des haies")
    expect(page.locator("#status")).to_have_text("Conversation reprise où vous l'aviez laissée.")


def test_the_sentence_of_the_home_page_begins_a_conversation_of_its_own(page: Page, address: str) -> None:
    page.goto(address)
    say(page, TOLD)
    page.goto(f"{address}/accueil")
    page.get_by_label("Nouveau projet, en une phrase").fill("Commune de 500 habitants, planter des haies")
    page.get_by_role("button", name="Commencer").click()
    expect(page.locator("#status")).to_have_text("Réponse terminée.", timeout=20_000)
    expect(page.locator("#talk .user")).to_have_text("Commune de 500 habitants, planter des haies")
