"""The annex of the green budget as a workbook, and the green budget in a project sheet."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.errors import NotFoundError
from assistant.export import export_sheet
from assistant.export.greenbudget import annex_workbook
from assistant.plans.green_budgets import keep_green_budget
from assistant.services import Services
from tests.calculators.greenbudget.lines import expense, rated

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
RESULT = rated(expense("Isolation de l'école", "21312", "120000"), expense("=1+1", "2151", "80000.50"))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(annex_workbook(RESULT)))


def test_the_sums_of_the_annex_follow_the_lines_by_formula(book: Workbook) -> None:
    annex = book["Annexe"]
    rows = {str(row[0].value): row for row in annex.iter_rows() if row[0].value}
    first = next(row for name, row in rows.items() if name.startswith("1. "))
    assert first[1].value == '=SUMIFS(Lignes!$D$2:$D$3,Lignes!$E$2:$E$3,"Favorable")'
    assert first[7].value == "oui"
    assert next(row for name, row in rows.items() if name.startswith("2. "))[7].value == "non"


def test_the_lines_hold_their_ratings_and_a_place_to_confirm(book: Workbook) -> None:
    sheet = book["Lignes"]
    header, first, second = list(sheet.iter_rows(max_row=3, values_only=True))
    assert header[-2:] == ("Confirmé par", "Le")
    assert first[:6] == ("21312", "Isolation de l'école", None, 120000, "Favorable", "Non coté")
    assert second[1] == "=1+1"
    assert sheet["B3"].data_type == "s"
    assert "Favorable,Mixte,Neutre" in str(sheet.data_validations.dataValidation[0].formula1)


def test_each_rating_has_its_reason(book: Workbook) -> None:
    rows = list(book["Motifs"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 2 * 6
    assert rows[0][2:4] == ("Favorable", "Isolation d'un bâtiment (« isolation », compte 21312).")


def test_the_green_budget_stands_in_the_sheet_with_the_person_who_confirms_it(services: Services) -> None:
    said = Statement(text="Rénover l'école", provenance=(Provenance(origin=Origin.USER),))
    services.projects.save(ProjectSheet(project_id="p-vert", version=1, title=said, created_at=NOW, updated_at=NOW))
    kept = keep_green_budget(services.projects, RESULT, "p-vert", by="Camille Martin", now=NOW)
    shown = export_sheet(services.projects.get("p-vert"), "md").decode()
    assert kept.version == 2
    assert "Cotations confirmées par Camille Martin le 30 novembre 2026." in shown
    assert "## Budget vert, exercice 2025" in shown


def test_a_project_without_sheet_is_refused(services: Services) -> None:
    with pytest.raises(NotFoundError):
        keep_green_budget(services.projects, RESULT, "p-absent", by="Camille Martin", now=NOW)
