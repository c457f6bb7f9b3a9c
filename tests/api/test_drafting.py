"""Drafting over HTTP: the file of a project, variants, a field typed by hand."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings

TOLD = "Commune de Dordogne, remplacer 420 lampadaires de 150 W par des LED de 45 W, 200 000 € HT."


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


@pytest.fixture
def project(client: TestClient) -> str:
    """The address of a project that has a sheet."""
    project_id = client.post("/api/v1/ask", json={"message": TOLD}).json()["project_id"]
    client.post("/api/v1/ask", json={"message": "Rédige la fiche projet", "project_id": project_id})
    return f"/api/v1/projects/{project_id}"


def test_a_file_is_checked(client: TestClient, project: str) -> None:
    found = client.get(f"{project}/checklist/detr").json()
    states = {one["item"]["id"]: one["state"] for one in found["items"]}
    assert 0 < found["score_percent"] < 100
    assert (states["costs"], states["population"], states["deliberation"]) == ("présent", "manquant", "à joindre")
    assert found["next_questions"][0]["unlocks"][0]["is_blocked"]


def test_a_chosen_variant_keeps_its_proofs_and_a_new_sentence_is_the_users(client: TestClient, project: str) -> None:
    asked = {"field": "description", "style": "shorter"}
    variant = client.post(f"{project}/rewriting", json=asked).json()["variants"][0]
    kept = variant["statements"][0]
    text = f"{kept['text']}\nLe conseil y tient beaucoup."
    sheet = client.put(f"{project}/sheet/fields/description", json={"text": text}).json()
    assert sheet["version"] == 2
    assert sheet["description"][0] == kept
    assert sheet["description"][1]["provenance"][0]["origin"] == "user"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "named"),
    [
        ("GET", "/checklist/feder", None, 422, "fonds_vert"),
        ("POST", "/rewriting", {"field": "couleur", "style": "shorter"}, 422, "objectives"),
        ("POST", "/rewriting", {"field": "objectives", "style": "poème"}, 422, "elected"),
        ("PUT", "/sheet/fields/objectives", {"text": " "}, 422, "par exemple"),
    ],
    ids=["file", "field", "style", "text"],
)
def test_bad_input_is_told_in_french(
    client: TestClient, project: str, method: str, path: str, body: dict[str, str] | None, status: int, named: str
) -> None:
    answer = client.request(method, project + path, json=body)
    assert answer.status_code == status
    assert named in answer.json()["detail"]


def test_a_project_without_a_sheet_says_what_to_do(client: TestClient) -> None:
    answer = client.get("/api/v1/projects/p-00000000/checklist/detr")
    assert answer.status_code == 404
    assert "Rédige la fiche projet" in answer.json()["detail"]
