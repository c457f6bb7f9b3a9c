"""What the pages say when something is wrong, and how they write numbers."""

import pytest
from fastapi.testclient import TestClient

from assistant.agent.calculation import shown_calculation
from assistant.agent.evidence import Evidence
from assistant.calculators.footprint import estimate
from tests.drafting.sheets import sheet


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/nulle-part", "Cette adresse n&#39;existe pas ici : vérifiez-la."),
        ("/conversations/p-99999999", "La page « Conversations » montre celles qui existent."),
        ("/projets/p-00000001/versions/99", "n&#39;a pas de version 99 : la dernière est la 1."),
    ],
)
def test_what_does_not_exist_is_told_without_a_command(client: TestClient, address: str, told: str) -> None:
    client.app.state.services.projects.save(sheet())  # type: ignore[attr-defined]
    answer = client.get(address)
    assert answer.status_code == 404
    assert told in answer.text.replace("\xa0", " ")


def test_a_file_of_another_kind_is_told_all_that_is_read(client: TestClient) -> None:
    answer = client.post("/projets/import", files={"file": ("devis.pdf", b"%PDF-1.7", "application/pdf")})
    assert "il faut un tableau (XLSX ou CSV), ou du JSON" in answer.text


def test_the_bounds_of_a_figure_read_as_a_sentence() -> None:
    lighting = estimate("public_lighting", {"points": 420, "power_before": "150 W", "power_after": "45 W"})
    evidence = Evidence([])
    evidence.footprints[lighting.calculation_id] = lighting
    shown = shown_calculation(evidence, lighting.calculation_id)
    (line,) = (line for line in shown.parts[0].lines if " à " in line and "évitées" in line)
    assert ", de " in line
    assert "entre" not in line


def test_a_debt_is_written_with_the_sign_minus(client: TestClient) -> None:
    plan = "costs-0-label=Travaux&costs-0-amount_excl_tax=100+000&works_start=2027-03-01&works_end=2027-12-31"
    shown = client.get(f"/plan?{plan}&grants-0-label=DETR&grants-0-rate_percent=40").text
    assert "<td>\u2212" in shown
    assert "<td>-" not in shown
