"""Three journeys with a keyboard only: Tab, Enter, Space and arrows; no mouse, no field that is filled from outside."""

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM, InUse
from tests.browser.keyboard import Keyboard

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]


def answered(page: Page) -> None:
    expect(page.get_by_role("status").first).to_have_text("Réponse terminée.", timeout=20_000)


def test_a_question_is_asked_and_its_passage_opened(page: Page, in_use: InUse) -> None:
    keyboard = Keyboard(page)
    page.goto(in_use.address)
    keyboard.tab_to("link", "Aller à la saisie")
    keyboard.press("Enter")
    expect(page.get_by_label("Votre message")).to_be_focused()
    keyboard.type("Que dit la réglementation sur l'extinction de l'éclairage public ?")
    keyboard.press("Enter")
    answered(page)
    keyboard.tab_to("link", "Source 1", backward=True)
    keyboard.press("Enter")
    keyboard.tab_to("link", re.compile("Ouvrir le passage"))
    with page.expect_popup() as opened:
        keyboard.press("Enter")
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Éclairage public")
    expect(opened.value.locator("mark").first).to_be_visible()
    assert keyboard.wrong == []


def test_a_sentence_becomes_a_sheet_whose_objectives_are_written(page: Page, in_use: InUse) -> None:
    keyboard = Keyboard(page)
    page.goto(f"{in_use.address}/accueil")
    keyboard.tab_to("textbox", "Nouveau projet, en une phrase")
    keyboard.type("Commune de Dordogne de 900 habitants, remplacer 40 lampadaires par des LED, 12 000 € HT")
    keyboard.tab_to("button", "Commencer")
    keyboard.follow()
    answered(page)
    expect(page.get_by_label("Votre message")).to_be_focused()
    keyboard.type("Rédige la fiche projet.")
    keyboard.press("Enter")
    answered(page)
    keyboard.tab_to("link", "Ouvrir la fiche", backward=True)
    keyboard.follow()
    keyboard.tab_to("link", "Modifier : Objectifs")
    keyboard.follow()
    keyboard.tab_to("textbox", "Objectifs")
    keyboard.press("Control+End", "Enter")
    keyboard.type("Éteindre au cœur de la nuit.")
    keyboard.tab_to("button", "Enregistrer")
    keyboard.follow("Space")
    expect(page.get_by_role("status")).to_contain_text("une nouvelle version")
    expect(page.get_by_role("region", name="Objectifs")).to_contain_text("Éteindre au cœur de la nuit. (dit par")
    assert keyboard.wrong == []


def test_a_project_is_followed_then_seen_and_compared_in_the_portfolio(page: Page, in_use: InUse) -> None:
    keyboard = Keyboard(page)
    page.goto(f"{in_use.address}/projets/{in_use.filled.other}")
    keyboard.tab_to("link", "Suivi")
    keyboard.follow()
    keyboard.tab_to("textbox", "Étape")
    keyboard.type("Appel d'offres")
    keyboard.tab_to("textbox", "Prévue le")
    keyboard.type("02012026")
    keyboard.tab_to("button", "Ajouter l'étape")
    keyboard.follow("Space")
    expect(page.get_by_role("status")).to_have_text("Le suivi est enregistré.")
    keyboard.tab_to("textbox", "Dépense")
    keyboard.type("Étude")
    keyboard.tab_to("textbox", "Montant HT (€)")
    keyboard.type("4 500")
    keyboard.tab_to("textbox", "Payée le")
    keyboard.type("02012026")
    keyboard.tab_to("button", "Ajouter la dépense")
    keyboard.follow()
    expect(page.locator(".facts")).to_contain_text(re.compile(r"Dépensé HT\s*4.500.€"))
    page.goto(f"{in_use.address}/projets/{in_use.filled.other}")
    keyboard.tab_to("combobox", "Phase")
    keyboard.press("ArrowDown", "ArrowDown")
    keyboard.tab_to("button", "Changer la phase")
    keyboard.follow()
    expect(page.get_by_role("status")).to_have_text("La phase est changée.")
    keyboard.tab_to("link", "Projets")
    keyboard.follow()
    expect(page.get_by_role("region", name="À regarder")).to_contain_text(
        "En retard : étape « Appel d'offres », prévue le"
    )
    expect(page.get_by_role("row", name=re.compile("école.*décision"))).to_be_visible()
    for name in ("école", "éclairage public"):  # the last changed stands first
        keyboard.tab_to("checkbox", re.compile(f"Comparer « .*{name}"))
        keyboard.press("Space")
    keyboard.tab_to("button", re.compile("^Comparer"))
    keyboard.follow()
    expect(page.get_by_role("row", name=re.compile("^Dépensé HT Diffère"))).to_contain_text("4\u202f500")
    assert keyboard.wrong == []


def test_a_focus_that_nobody_sees_is_told(page: Page, in_use: InUse) -> None:
    """The three journeys would be blind without it."""
    keyboard = Keyboard(page)
    page.goto(f"{in_use.address}/accueil")
    page.evaluate("document.styleSheets[0].insertRule(':focus-visible { outline: none !important; }')")
    keyboard.tab_to("link", "Conversation")
    assert [one for one in keyboard.wrong if one.endswith("no outline")]
