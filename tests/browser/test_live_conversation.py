"""The conversation while it is made: stopped, lost and found again, asked otherwise, judged, with documents."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from assistant.settings import Settings
from evals.endpoint import Body, Reply, serve
from tests.browser.conftest import CHROMIUM, violations
from tests.served import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]
TOLD = "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT, de 100 W à 30 W"
FIRST, SECOND = "Le premier paragraphe est là.", "Le second paragraphe est là."
LONGEST = 10  # seconds
PATIENT = 20_000  # milliseconds: without JavaScript the page waits for the server


def say(page: Page, message: str) -> None:
    page.get_by_label("Votre message").fill(message)
    page.keyboard.press("Enter")
    ended(page)


def ended(page: Page) -> None:
    expect(page.locator("#status")).to_have_text("Réponse terminée.", timeout=20_000)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a slow model waits for before its second paragraph."""
    opened = threading.Event()
    yield opened
    opened.set()


@pytest.fixture
def slow(settings: Settings, gate: threading.Event) -> Iterator[str]:
    """The address of a server whose model says a paragraph, calls a tool, and waits for the gate to say another."""

    def script(body: Body) -> Reply:
        if body["messages"][-1]["role"] == "tool":
            gate.wait(LONGEST)
            return Reply(SECOND)
        return Reply(f"{FIRST}\n\n", calls=[("search_regulations", {"query": "éclairage public"})])

    with serve(script) as model:
        named: dict[str, Any] = {"llm_base_url": model.url, "llm_model": "lent"}
        with served(Settings(home=settings.home, **named)) as address:
            yield address


def test_an_answer_is_stopped_and_what_was_said_is_kept(page: Page, slow: str) -> None:
    page.goto(slow)
    page.get_by_label("Votre message").fill("Que dit la loi ?")
    page.keyboard.press("Enter")
    expect(page.locator("#talk")).to_contain_text(FIRST)
    expect(page.locator("#status")).to_have_text("Je cherche ce que la réglementation exige…")
    page.get_by_role("button", name="Arrêter la réponse").dblclick()
    expect(page.locator("#status")).to_have_text("Réponse arrêtée.")
    expect(page.get_by_role("button", name="Arrêter la réponse")).to_be_hidden()
    page.reload()
    expect(page.locator("#talk")).to_contain_text(FIRST)
    expect(page.locator("#talk .interrupted")).to_contain_text("Réponse arrêtée à votre demande")
    assert violations(page) == []


def test_a_connection_lost_in_the_middle_is_found_again_and_nothing_is_missed(
    page: Page, slow: str, gate: threading.Event
) -> None:
    page.goto(slow)
    lost = [True]

    def cut(route: Route) -> None:
        route.abort("connectionreset") if lost[0] else route.continue_()

    page.route("**/flux?*", cut)
    page.get_by_label("Votre message").fill("Que dit la loi ?")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Connexion perdue")
    gate.set()
    lost[0] = False
    ended(page)
    for said in (FIRST, SECOND):
        expect(page.locator("#talk").get_by_text(said)).to_have_count(1)


def test_a_page_left_and_come_back_to_follows_the_answer_to_its_end(
    page: Page, slow: str, gate: threading.Event
) -> None:
    page.goto(slow)
    page.get_by_label("Votre message").fill("Que dit la loi ?")
    page.keyboard.press("Enter")
    expect(page.locator("#talk")).to_contain_text(FIRST)
    page.get_by_role("link", name="Accueil").click()
    page.go_back()
    expect(page.locator("#talk")).to_contain_text(FIRST)
    gate.set()
    ended(page)
    expect(page.locator("#talk").get_by_text(SECOND)).to_have_count(1)


def test_a_model_that_is_away_is_told_and_the_question_is_asked_again_by_a_button(
    page: Page, plain_page: Page, settings: Settings
) -> None:
    named: dict[str, Any] = {"llm_base_url": "http://127.0.0.1:9/v1", "llm_model": "absent", "llm_retries": 0}
    with served(Settings(home=settings.home, **named)) as address:
        for shown in (page, plain_page):
            shown.goto(address)
            shown.get_by_label("Votre message").fill("Que dit la loi ?")
            shown.get_by_role("button", name="Envoyer", exact=True).click()
            expect(shown.get_by_role("alert")).to_be_visible(timeout=PATIENT)
            shown.get_by_role("button", name="Réessayer").click()
            expect(shown.get_by_role("alert")).to_have_count(1, timeout=PATIENT)
            expect(shown.locator("#talk .user")).to_have_text("Que dit la loi ?")


def test_the_sheet_fills_before_the_answer_ends_and_what_is_open_in_it_stays_so(
    page: Page, slow: str, gate: threading.Event
) -> None:
    page.goto(slow)
    page.get_by_label("Votre message").fill(TOLD)
    page.keyboard.press("Enter")
    beside = page.locator("#sheet-beside")
    expect(beside).to_contain_text("Fiche en préparation, pas encore enregistrée")
    expect(beside).to_contain_text("12 000 €")
    expect(beside.get_by_role("button", name="Rédiger la fiche projet")).to_be_disabled()
    expect(page.get_by_label("Votre message")).to_be_focused()
    context = beside.locator("summary", has_text="Contexte et besoin")
    context.click()
    expect(beside.locator("[data-field=obligations] summary")).to_be_visible()
    gate.set()
    ended(page)
    expect(beside.get_by_text("40 lampadaires").first).to_be_visible()
    expect(context).to_be_focused()
    expect(beside.get_by_role("button", name="Rédiger la fiche projet")).to_be_enabled()
    assert violations(page) == []


def test_without_javascript_an_answer_that_lasts_is_followed_and_stopped(
    plain_page: Page, slow: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.chat.PATIENCE", 1.0)
    plain_page.goto(slow)
    plain_page.get_by_label("Votre message").fill("Que dit la loi ?")
    plain_page.get_by_role("button", name="Envoyer").click()
    expect(plain_page.locator("#talk")).to_contain_text(FIRST)
    plain_page.get_by_role("link", name="Actualiser").click()
    plain_page.get_by_role("button", name="Arrêter la réponse").click()
    expect(plain_page.locator("#status")).to_contain_text("La réponse est arrêtée")
    expect(plain_page.locator("#talk .interrupted")).to_be_visible()


def test_a_question_is_asked_again_then_otherwise_and_the_old_version_gone_back_to(page: Page, address: str) -> None:
    page.goto(address)
    say(page, "Que dit la réglementation sur les biodéchets ?")
    page.get_by_role("button", name="Réessayer").dblclick()
    ended(page)
    expect(page.locator("#talk .user")).to_have_count(1)
    page.get_by_text("Modifier").click()
    page.get_by_label("Question modifiée").fill("Et sur l'éclairage public ?")
    page.get_by_role("button", name="Envoyer la question modifiée").press("Enter")
    expect(page.locator("#talk .user")).to_have_text("Et sur l'éclairage public ?")
    ended(page)
    page.get_by_text("Versions précédentes (2)").click()
    page.locator("#versions a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version précédente")
    page.get_by_role("button", name="Reprendre cette version").click()
    expect(page.locator("#talk .user")).to_have_text("Que dit la réglementation sur les biodéchets ?")
    assert violations(page) == []


def test_an_answer_is_judged_with_its_reasons_and_read_by_the_administration(page: Page, address: str) -> None:
    page.goto(address)
    say(page, "Que dit la réglementation sur les biodéchets ?")
    page.get_by_role("button", name="Pas utile").dblclick()
    page.get_by_label("Un chiffre est faux").check()
    page.get_by_label("Précision").fill("Le seuil a changé")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#talk .opinion")).to_contain_text("Un chiffre est faux")
    assert violations(page) == []
    page.reload()
    expect(page.locator("#talk .opinion")).to_contain_text("Le seuil a changé")
    page.goto(f"{address}/administration/avis")
    expect(page.get_by_role("row").filter(has_text="Le seuil a changé")).to_contain_text("planificateur hors ligne")
    assert violations(page) == []


def test_without_javascript_an_answer_is_judged_and_a_question_asked_otherwise(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(address)
    page.get_by_label("Votre message").fill("Que dit la réglementation sur les biodéchets ?")
    page.get_by_role("button", name="Envoyer").click()
    page.locator("#talk .opinion button").first.click()
    expect(page.locator("#talk .opinion .badge")).to_contain_text("Utile")
    page.get_by_text("Modifier").click()
    page.get_by_label("Question modifiée").fill("Et sur l'éclairage public ?")
    page.get_by_role("button", name="Envoyer la question modifiée").click()
    expect(page.locator("#talk .user")).to_have_text("Et sur l'éclairage public ?")


def test_a_document_is_sent_with_a_question_cited_opened_and_taken_out(
    page: Page, address: str, tmp_path: Path
) -> None:
    note = tmp_path / "devis.md"
    note.write_text("# Devis\n\nLe devis des zirconides prévoit une garantie de douze ans.\n", encoding="utf-8")
    heavy = tmp_path / "gros.pdf"
    with heavy.open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    page.goto(address)
    page.get_by_label("Votre message").fill("Que dit le devis sur la garantie des zirconides ?")
    page.get_by_label("Joindre au projet").set_input_files(heavy)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_contain_text("dépasse 25 Mo")
    expect(page.get_by_label("Votre message")).to_have_value("Que dit le devis sur la garantie des zirconides ?")
    page.get_by_label("Joindre au projet").set_input_files(note)
    page.get_by_role("button", name="Envoyer").dblclick()
    ended(page)
    expect(page.locator("#talk .user")).to_have_count(1)
    expect(page.locator("#attachments")).to_contain_text("devis.md")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Ouvrir le passage").first.click()
    expect(opened.value.locator("mark")).to_contain_text("garantie de douze ans")
    page.locator("#attachments summary").click()
    page.get_by_role("button", name="Retirer ce document").click()
    expect(page.locator("#attachments")).not_to_contain_text("devis.md")


def test_a_figure_opens_its_calculation(page: Page, address: str) -> None:
    page.goto(address)
    say(page, TOLD)
    say(page, "Estime l'empreinte")
    page.locator("#talk a.figure[href*='/calculs/c-'], #talk a.figure[href*='/calculs/']").last.click()
    expect(page.get_by_role("heading", name="Étapes")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_light_fits_a_telephone_and_logs_no_error(
    page: Page, address: str, tmp_path: Path, scheme: str
) -> None:
    received: list[int] = []
    errors: list[str] = []
    page.on("response", lambda response: received.append(len(response.body())))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert sum(received) < 150_000
    page.set_viewport_size({"width": 360, "height": 740})
    say(page, TOLD)
    page.screenshot(path=tmp_path / f"chat-{scheme}.png", full_page=True)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert violations(page) == []
    assert errors == []
