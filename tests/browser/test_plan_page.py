"""The page «Plan de financement» in a real Chromium: rows, live checks, the best plan, files, the sheet."""

import re
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

TOO_MUCH = (
    "title=Luminaires&territory=24&population=3200&costs-0-label=Travaux&costs-0-amount_excl_tax=310+000"
    "&grants-0-label=DETR&grants-0-scheme=detr&grants-0-rate_percent=50"
    "&grants-1-label=Fonds+vert&grants-1-scheme=fonds_vert&grants-1-rate_percent=40"
)


def test_the_rules_are_checked_while_the_plan_is_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/plan?{TOO_MUCH}")
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text("2 points bloquants à corriger")
    page.get_by_label("Taux (%)").nth(1).fill("30")
    expect(verdict).to_contain_text("Aucune règle bloquante")
    expect(page.get_by_role("status")).to_contain_text("Aucune règle bloquante")
    page.reload()
    expect(page.get_by_label("Taux (%)").nth(1)).to_have_value("30")


def test_the_same_without_a_script(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/plan?{TOO_MUCH}")
    page.get_by_label("Taux (%)").nth(1).fill("30")
    page.get_by_role("button", name="Vérifier le plan").click()
    expect(page.locator("#verdict")).to_contain_text("Aucune règle bloquante")


def test_rows_are_added_and_taken_away_and_keep_what_was_typed(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/plan")
    page.get_by_label("Dépense 1", exact=True).fill("Étude « amont »")
    page.get_by_role("button", name="Ajouter une dépense").click()
    expect(page.get_by_label("Dépense 1", exact=True)).to_have_value("Étude « amont »")
    expect(page.get_by_label("Dépense 2", exact=True)).to_be_focused()
    page.get_by_label("Dépense 2", exact=True).fill("Travaux")
    page.get_by_label("Montant HT (€)").nth(1).fill("100 000")
    page.get_by_role("button", name="Retirer la dépense 1").click()
    expect(page.get_by_label("Dépense 1", exact=True)).to_have_value("Travaux")
    expect(page.get_by_label("Dépense 2", exact=True)).to_have_count(0)
    expect(page.locator("#plan-result")).to_contain_text("100\u202f000\u202f€")


def test_wrong_fields_are_all_told_and_keep_what_was_typed(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(
        f"{address}/plan?costs-0-label=Travaux&costs-0-amount_excl_tax=cher&grants-0-label=DETR&grants-0-scheme=detr"
        "&grants-0-rate_percent=120&works_start=31/02/2027"
    )
    expect(page.get_by_role("alert")).to_contain_text("2 champs sont à corriger")
    expect(page.get_by_label("Montant HT (€)")).to_have_value("cher")
    expect(page.get_by_label("Début des travaux")).to_have_value("31/02/2027")
    expect(page.get_by_label("Début des travaux")).to_be_focused()


def test_an_impossible_rate_is_told_beside_its_field(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/plan?costs-0-amount_excl_tax=1000&grants-0-scheme=detr&grants-0-rate_percent=120")
    expect(page.get_by_label("Taux (%)")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#grants-0-rate_percent-error")).to_contain_text("100")


def test_the_best_plan_says_what_stops_it_and_is_taken_over(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/plan?{TOO_MUCH}")
    page.get_by_role("button", name="Proposer le plan le plus avantageux").click()
    proposal = page.get_by_role("region", name="Le plan le plus avantageux")
    expect(proposal).to_contain_text("62\u202f000\u202f€")
    expect(proposal).to_contain_text("L1111-10")
    proposal.get_by_role("button", name="Reprendre ces montants").click()
    expect(page.locator("#verdict")).to_contain_text("Aucune règle bloquante")
    expect(page.locator("#verdict")).to_contain_text("62\u202f000\u202f€")


def test_the_plan_is_exported_as_a_workbook_and_a_calendar(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/plan?{TOO_MUCH}&works_start=2027-03-01&works_end=2027-12-31")
    with page.expect_download() as started:
        page.get_by_role("button", name="Exporter en tableur").click()
    book = load_workbook(BytesIO(Path(started.value.path()).read_bytes()))
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Travaux", "DETR"} <= cells
    with page.expect_download() as started:
        page.get_by_role("button", name="Exporter les dates").click()
    assert Path(started.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_plan_that_is_not_right_goes_back_to_its_form_in_place_of_a_file(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/plan?costs-0-amount_excl_tax=cher")
    page.get_by_role("button", name="Exporter en tableur").click()
    expect(page.get_by_label("Montant HT (€)")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Montant HT (€)")).to_have_value("cher")


def test_a_very_long_plan_is_kept_whole(plain_page: Page, address: str) -> None:
    page = plain_page
    rows = "&".join(f"costs-{n}-label={'é' * 60}{n}&costs-{n}-amount_excl_tax=1000" for n in range(40))
    page.goto(f"{address}/plan?{rows}")
    page.get_by_role("button", name="Ajouter une dépense").click()
    expect(page.get_by_label(re.compile(r"^\s*Dépense \d+\s*$"))).to_have_count(41)
    expect(page.get_by_label("Dépense 40", exact=True)).to_have_value(f"{'é' * 60}39")


def test_the_chart_has_its_table(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/plan?{TOO_MUCH}&works_start=2027-03-01&works_end=2028-12-31")
    chart = page.get_by_role("img", name=re.compile("chaque année"))
    years = page.get_by_role("table", name=re.compile("Trésorerie")).get_by_role("rowheader")
    expect(years).to_have_count(chart.locator("rect").count())


def test_the_plan_is_saved_in_the_sheet_of_a_project(plain_page: Page, address: str) -> None:
    page = plain_page
    said = "Commune de Dordogne de 3 200 habitants : 420 LED pour 310 000 € HT. Rédige la fiche projet."
    project = page.request.post(f"{address}/api/v1/ask", data={"message": said}).json()["project_id"]
    page.goto(f"{address}/plan?{TOO_MUCH}")
    page.get_by_role("button", name="Enregistrer dans la fiche").click()
    expect(page.get_by_label("Fiche projet")).to_be_focused()
    expect(page.get_by_label("Intitulé")).to_have_value("Luminaires")
    page.get_by_label("Fiche projet").select_option(project)
    page.get_by_role("button", name="Enregistrer dans la fiche").click()
    expect(page.get_by_role("status").filter(has_text="enregistré")).to_be_visible()
    sheet = page.request.get(f"{address}/api/v1/projects/{project}/sheet").json()
    assert sheet["financing_plan"]["plan"]["title"] == "Luminaires"
    page.get_by_label("Fiche projet").select_option(project)
    page.get_by_role("button", name="Enregistrer dans la fiche").click()
    expect(page.get_by_role("status").filter(has_text="enregistré")).to_be_visible()
    again = page.request.get(f"{address}/api/v1/projects/{project}/sheet").json()
    assert again["version"] == sheet["version"]
