"""The page «Empreinte» in a real Chromium without a script: choice, inputs, mistakes, scenarios, exports, sheet."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]

LIGHTING = "activity=public_lighting&scenarios-0-points=420&scenarios-0-power_before=150+W&scenarios-0-power_after=45+W"


def test_an_activity_is_chosen_by_theme_filled_and_computed(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Empreinte").click()
    region = page.get_by_role("region", name="Énergie et éclairage")
    region.get_by_role("link", name="Éclairage public").click()
    page.get_by_label("Points lumineux remplacés").fill("420")
    page.get_by_label("Puissance par point avant travaux").fill("150 W")
    page.get_by_label("Puissance par point après travaux").fill("45 W")
    page.get_by_role("button", name="Calculer", exact=True).last.click()
    expect(page.locator("#verdict")).to_contain_text("Le projet évite 11 tCO₂e par an")
    expect(page.locator("#verdict p")).to_have_count(3)
    page.get_by_text("Le calcul, étape par étape").click()
    page.get_by_text("Facteur : Électricité usage éclairage public").first.click()
    expect(page.locator(".trace")).to_contain_text("Licence :")


def test_wrong_fields_are_all_told_and_keep_what_was_typed(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/empreinte?activity=public_lighting&scenarios-0-points=beaucoup&scenarios-0-power_before=5+kW")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("3 champs sont à corriger")
    expect(alert).to_contain_text("« beaucoup » n'est pas un nombre")
    expect(alert).to_contain_text("5 000 W/point est hors limites")
    expect(alert).to_contain_text("Il manque : Puissance par point après travaux")
    expect(page.get_by_label("Points lumineux remplacés")).to_have_value("beaucoup")


def test_scenarios_stand_side_by_side_with_their_chances(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/empreinte?{LIGHTING}")
    page.get_by_role("button", name="Comparer à un autre scénario").click()
    second = page.get_by_role("group", name="Scénario 2")
    second.get_by_label("Nom du scénario").fill("Avec extinction")
    second.get_by_text("Préciser").click()
    second.get_by_label("Extinction nocturne prévue").fill("5 h")
    page.get_by_role("button", name="Calculer", exact=True).last.click()
    compared = page.get_by_role("region", name="Les scénarios côte à côte")
    expect(compared).to_contain_text("« Avec extinction » réduit les émissions de")
    expect(compared.get_by_role("columnheader", name="Avec extinction")).to_be_visible()
    page.get_by_role("button", name="Retirer le scénario 2").click()
    expect(page.get_by_role("heading", name="En trois phrases")).to_be_visible()


def test_an_example_is_shown_filled(plain_page: Page, address: str) -> None:
    plain_page.goto(f"{address}/empreinte?activity=tree_planting")
    plain_page.get_by_role("link", name="Voir un exemple rempli").click()
    expect(plain_page.locator("#verdict")).to_contain_text("Carbone stocké en plus")


def test_a_result_is_taken_away_as_a_table_and_as_data(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/empreinte?{LIGHTING}")
    with page.expect_download() as table:
        page.get_by_role("button", name="Tableur (CSV)").click()
    assert "Émissions évitées" in Path(table.value.path()).read_text(encoding="utf-8-sig")
    with page.expect_download() as data:
        page.get_by_role("button", name="Données (JSON)").click()
    assert json.loads(Path(data.value.path()).read_bytes())["activity"] == "public_lighting"


def test_a_result_is_kept_in_the_sheet_and_reopened_from_it(plain_page: Page, address: str) -> None:
    page = plain_page
    said = "Commune de Dordogne : nous voulons rénover l'école pour 200 000 €. Rédige la fiche projet."
    project = page.request.post(f"{address}/api/v1/ask", data={"message": said}).json()["project_id"]
    page.goto(f"{address}/empreinte?{LIGHTING}")
    page.get_by_role("button", name="Enregistrer dans la fiche").click()
    expect(page.get_by_role("alert")).to_contain_text("Choisissez le projet")
    page.get_by_label("Fiche projet").select_option(project)
    page.get_by_role("button", name="Enregistrer dans la fiche").click()
    expect(page.get_by_role("status")).to_contain_text("L'estimation est enregistrée")
    page.goto(f"{address}/empreinte?project={project}")
    page.get_by_role("region", name="Estimations de").get_by_role("link", name="Éclairage public").click()
    expect(page.locator("#verdict")).to_contain_text("Le projet évite 11 tCO₂e par an")
