"""The page «Budget vert» in a real Chromium without a script: lines, ratings, mistakes, the annex, the sheet."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]

LINES = (
    "population=5200&year=2025&lines-0-label=Isolation+de+l%27%C3%A9cole&lines-0-account=21312&lines-0-amount=120+000"
    "&lines-1-label=Contournement+du+bourg&lines-1-account=2151&lines-1-amount=1+200+000%2C50"
)


def test_lines_are_added_and_rated(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/")
    page.get_by_role("link", name="Budget vert").click()
    page.get_by_label("Dépense 1", exact=True).fill("Isolation de l'école")
    page.get_by_label("Compte M57").fill("21312")
    page.get_by_label("Montant (€)").fill("120 000")
    page.get_by_role("button", name="Ajouter une dépense").click()
    page.get_by_label("Dépense 2", exact=True).fill("Camion")
    page.get_by_label("Montant (€)").nth(1).fill("60 000")
    page.get_by_role("button", name="Coter les dépenses").click()
    row = page.get_by_role("row", name="Isolation de l'école")
    expect(row).to_contain_text("Favorable")
    expect(page.locator("#verdict")).to_contain_text("indiquez la population")
    page.get_by_role("button", name="Retirer la dépense 1").click()
    expect(page.get_by_label("Dépense 1", exact=True)).to_have_value("Camion")


def test_wrong_fields_are_all_told_and_keep_what_was_typed(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/budget-vert?{LINES}")
    page.get_by_label("Compte M57").nth(0).fill("6061")
    page.get_by_label("Montant (€)").nth(1).fill("douze")
    page.get_by_label("Dépense 2", exact=True).fill("")
    page.get_by_label("Exercice").fill("2023")
    page.get_by_role("button", name="Coter les dépenses").click()
    expect(page.get_by_role("alert")).to_contain_text("3 champs sont à corriger")
    expect(page.get_by_role("alert")).to_contain_text("Le compte « 6061 » n'est pas")
    expect(page.get_by_label("Montant (€)").nth(1)).to_have_value("douze")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("year=2023", "L'exercice 2023 précède l'annexe"),
        ("year=demain", "« demain » n'est pas un nombre"),
        ("lines-0-amount=-5", "Cette valeur doit valoir au moins 0 (reçu : -5)"),
        ("kind=mairie", "Cette valeur admet"),
    ],
)
def test_a_wrong_value_of_the_address_is_told(plain_page: Page, address: str, changed: str, told: str) -> None:
    plain_page.goto(f"{address}/budget-vert?{LINES}&{changed}")
    expect(plain_page.get_by_role("alert")).to_contain_text(told)


def test_the_annex_is_taken_away(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/budget-vert?{LINES}")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Exporter l'annexe (XLSX)").click()
    content = Path(taken.value.path()).read_bytes()
    assert load_workbook(BytesIO(content))["Lignes"]["E3"].value == "Défavorable"


def test_a_person_confirms_into_the_sheet(plain_page: Page, address: str) -> None:
    page = plain_page
    said = "Commune de Dordogne : nous voulons rénover 420 points lumineux pour 200 000 €. Rédige la fiche projet."
    project = page.request.post(f"{address}/api/v1/ask", data={"message": said}).json()["project_id"]
    page.goto(f"{address}/budget-vert?{LINES}")
    page.get_by_label("Fiche projet").select_option(project)
    page.get_by_role("button", name="Confirmer et enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Écrivez le nom de la personne qui confirme")
    page.get_by_label("Confirmé par").fill("Camille Martin")
    page.get_by_label("Fiche projet").select_option(project)
    page.get_by_role("button", name="Confirmer et enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("La cotation est enregistrée")
    sheet = page.request.get(f"{address}/api/v1/projects/{project}/sheet").json()
    assert sheet["green_budget"]["confirmation"]["by"] == "Camille Martin"
