"""The page «Plans enregistrés» in a real Chromium, without a script: open, rename, copy, delete, begin from a sheet."""

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]


def save(page: Page, address: str) -> None:
    page.goto(f"{address}/plan?title=Luminaires&costs-0-label=Travaux&costs-0-amount_excl_tax=310+000")
    page.get_by_role("button", name="Enregistrer le plan").click()
    expect(page.get_by_text("Le plan est enregistré")).to_be_visible()


def test_a_saved_plan_is_opened_and_changed(plain_page: Page, address: str) -> None:
    page = plain_page
    save(page, address)
    page.goto(f"{address}/plan/enregistres")
    page.get_by_role("link", name="Luminaires", exact=True).click()
    page.get_by_label("Montant HT (€)").fill("320 000")
    page.get_by_role("button", name="Enregistrer les changements").click()
    page.get_by_role("link", name="plans enregistrés", exact=True).click()
    expect(page.get_by_role("link", name="Luminaires", exact=True)).to_have_count(1)
    page.get_by_role("link", name="Ouvrir « Luminaires »").click()
    expect(page.get_by_label("Montant HT (€)")).to_have_value("320 000")


def test_a_plan_is_renamed_copied_and_deleted_after_a_question(page: Page, address: str) -> None:
    save(page, address)
    page.goto(f"{address}/plan/enregistres")
    page.get_by_text("Renommer", exact=False).first.click()
    page.get_by_label("Nouveau titre").fill("")
    page.get_by_role("button", name="Renommer").click()
    expect(page.get_by_role("alert")).to_contain_text("de 1 à 200 caractères")
    page.get_by_label("Nouveau titre").fill("Éclairage")
    page.get_by_role("button", name="Renommer").click()
    page.get_by_role("button", name="Dupliquer « Éclairage »").click()
    expect(page.get_by_role("status")).to_have_text("Le plan est dupliqué.")
    assert violations(page) == []
    page.get_by_role("link", name="Supprimer « Éclairage »").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Supprimer ce plan ?")
    page.get_by_role("link", name="Garder le plan").click()
    expect(page.get_by_role("link", name="Éclairage", exact=True)).to_be_visible()
    page.get_by_role("link", name="Supprimer « Éclairage »").click()
    page.get_by_role("button", name="Supprimer le plan").click()
    expect(page.get_by_role("heading", level=2).filter(has_text="Éclairage")).to_have_text(["Copie de Éclairage"])


def test_a_plan_begins_from_the_aids_that_are_ticked(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/aides?q=Éclairage+public+d'une+commune+de+Dordogne,+310+000+€+HT")
    for number in (0, 1):
        page.get_by_role("checkbox", name=re.compile("^Comparer")).nth(number).check()
    page.get_by_role("button", name="Plan avec les aides cochées").click()
    expect(page.get_by_label("Territoire")).to_have_value("24")
    expect(page.get_by_label("Aide 2", exact=True)).not_to_be_empty()
    expect(page.get_by_label("Aide 3", exact=True)).to_have_count(0)


def test_a_plan_begins_from_the_sheet_of_a_project(plain_page: Page, address: str) -> None:
    page = plain_page
    said = "Commune de Dordogne de 3 200 habitants : 420 LED pour 310 000 € HT. Rédige la fiche projet."
    page.request.post(f"{address}/api/v1/ask", data={"message": said})
    page.goto(f"{address}/plan/enregistres")
    page.get_by_role("link", name=re.compile("éclairage public")).click()
    expect(page.get_by_label("Montant HT (€)")).to_have_value("310\u202f000")
    expect(page.get_by_label("Population")).to_have_value("3\u202f200")
    page.get_by_role("button", name="Enregistrer le plan").click()
    expect(page.get_by_text("Le plan est enregistré")).to_be_visible()


def test_a_plan_that_does_not_exist_says_so(plain_page: Page, address: str) -> None:
    response = plain_page.goto(f"{address}/plan/enregistres/plan-absent")
    assert response is not None
    assert response.status == 404
    expect(plain_page.get_by_text("il a pu être supprimé")).to_be_visible()
