"""A green budget begun from a sheet: its authority and its costs, its project kept to the button that saves there."""

import re

import pytest
from fastapi.testclient import TestClient

from assistant.services import Services

SCHOOL = "Commune de Dordogne de 5 200 habitants : isoler l'école pour 280 000 € HT. Rédige la fiche projet."


@pytest.fixture
def project(client: TestClient) -> str:
    return str(client.post("/api/v1/ask", json={"message": SCHOOL}).json()["project_id"])


def fields_of(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input id="([^"]+)" name="[^"]+" type="text" value="([^"]*)"', text))


def test_it_is_opened_from_the_sheet_with_what_the_sheet_tells_and_rated(client: TestClient, project: str) -> None:
    link = f"/budget-vert?project={project}"
    assert f'href="{link}"' in client.get(f"/projets/{project}").text
    text = client.get(link).text
    typed = fields_of(text)
    assert (typed["population"], typed["lines-0-amount"]) == ("5\u202f200", "280\u202f000")
    assert "isoler l&#39;école" in typed["lines-0-description"]
    assert f'<option value="{project}" selected>' in text
    assert '<option value="excl_tax" selected>' in text
    assert "Favorable" in text


def test_the_project_stays_chosen_while_lines_change_and_is_saved(client: TestClient, project: str) -> None:
    said = {"lines-0-label": "Isolation de l'école", "lines-0-amount": "280 000", "project": project}
    assert f'<option value="{project}" selected>' in client.post("/budget-vert", data={**said, "do": "rate"}).text
    wrong = {**said, "lines-0-amount": "cher"}
    kept = client.post("/budget-vert", data={**wrong, "do": "rate"}).text
    assert f'<input type="hidden" name="project" value="{project}">' in kept
    nameless = client.post("/budget-vert", data={**said, "do": "save"}).text
    assert f'<option value="{project}" selected>' in nameless
    client.post("/budget-vert", data={**said, "do": "save", "confirmed_by": "Awa Diallo"})
    services: Services = client.app.state.services  # type: ignore[attr-defined]
    budget = services.projects.get(project).green_budget
    assert budget is not None
    again = fields_of(client.get(f"/budget-vert?project={project}").text)
    assert again["lines-0-label"] == "Isolation de l&#39;école"
    assert again["year"] == str(budget.budget.year)


def test_a_project_without_sheet_is_not_found(client: TestClient) -> None:
    assert client.get("/budget-vert?project=p-ffffffff").status_code == 404
