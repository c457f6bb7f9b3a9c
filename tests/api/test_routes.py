"""The API: same answers as the command line, problems in French."""

import sqlite3
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["passages"] > 100


def test_a_citation_opens_its_passage(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/ask", json={"message": "Que dit la loi sur l'extinction de l'éclairage public ?"}
    ).json()
    citation = answer["citations"][0]
    assert client.get(f"/api/v1/passages/{citation['passage_id']}").json()["text"] == citation["text"]


def test_the_chat_streams_events(client: TestClient) -> None:
    body = {"message": "Quelles aides pour l'éclairage public en Dordogne ?"}
    with client.stream("POST", "/api/v1/chat", json=body) as response:
        names = [line.removeprefix("event: ") for line in response.iter_lines() if line.startswith("event: ")]
    assert names[0] == "conversation"
    assert names[-1] == "done"
    assert "tool" in names
    assert "paragraph" in names


def test_a_conversation_is_shown_again_with_its_sources(client: TestClient) -> None:
    said = "Commune de Dordogne : nous voulons rénover notre éclairage public."
    answer = client.post("/api/v1/ask", json={"message": said}).json()
    shown = client.get(f"/api/v1/projects/{answer['project_id']}/conversation").json()
    assert [message["role"] for message in shown] == ["user", "assistant"]
    assert shown[0]["text"] == said
    assert shown[1]["text"] == answer["answer"]
    assert shown[1]["citations"] == answer["citations"]


def test_an_error_does_not_tell_where_the_data_are(client: TestClient, settings: Settings) -> None:
    with sqlite3.connect(settings.database_path) as connection:
        connection.execute("DROP TABLE passages")
    problem = client.get("/readyz")
    assert problem.status_code == 503
    assert "La base JALON_HOME/" in problem.json()["detail"]
    assert str(settings.home) not in problem.text


def test_an_unexpected_error_is_a_problem_without_its_trace(settings: Settings) -> None:
    application = create_app(settings)

    @application.get("/panne")
    def fail() -> None:
        raise RuntimeError("secret detail")

    with TestClient(application, raise_server_exceptions=False) as opened:
        response = opened.get("/panne")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/v1/ask", {"message": ""}, 422),
        ("POST", "/api/v1/ask", {"message": "a" * 200_000}, 422),
        ("POST", "/api/v1/ask", {}, 422),
        ("POST", "/api/v1/chat", {"message": "\x00"}, 422),
        ("POST", "/api/v1/funding", {"query": "vélo", "territory": "Atlantide"}, 422),
        ("POST", "/api/v1/footprint", {"activity": "charbon", "inputs": {}}, 422),
        ("GET", "/api/v1/passages/inconnu", None, 404),
        ("GET", "/api/v1/projects/p-00000000/sheet.pdf", None, 404),
        ("GET", "/api/v1/projects/p-00000000/conversation", None, 404),
        ("GET", "/nulle-part", None, 404),
    ],
)
def test_a_problem_is_told_in_french(client: TestClient, method: str, path: str, body: object, status: int) -> None:
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_the_api_describes_itself_with_examples(client: TestClient) -> None:
    assert "examples" in str(client.get("/openapi.json").json())


def test_a_body_that_is_not_json_is_said(client: TestClient) -> None:
    response = client.post("/api/v1/ask", content="{oui", headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert "pas du JSON" in response.json()["detail"]


def test_a_method_that_is_not_there_is_said(client: TestClient) -> None:
    response = client.delete("/api/v1/search")
    assert response.status_code == 405
    assert "méthode" in response.json()["detail"]


@pytest.mark.parametrize("value", [1e30, -5, "1e30"])
def test_a_number_out_of_bounds_is_a_problem(client: TestClient, value: object) -> None:
    inputs = {"points": value, "power_before": "150 W", "power_after": "45 W"}
    response = client.post("/api/v1/footprint", json={"activity": "public_lighting", "inputs": inputs})
    assert response.status_code == 422
    assert response.json()["field"]


def test_an_unknown_format_is_told_before_an_absent_sheet(client: TestClient) -> None:
    response = client.get("/api/v1/projects/p-00000000/sheet.doc")
    assert (response.status_code, response.json()["field"]) == (422, "format")


def test_the_reference_tells_every_address_and_obeys_the_policy(client: TestClient) -> None:
    response = client.get("/docs")
    document = client.get("/openapi.json").json()
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "<script" not in response.text
    assert [path for path in document["paths"] if path not in response.text] == []
    assert "éclairage public LED" in response.text


def test_two_people_who_open_with_the_same_words_have_a_conversation_each(client: TestClient) -> None:
    asked = {"message": "Nous voulons remplacer 40 points lumineux par des LED, commune de 500 habitants, Lot."}
    first, second = (client.post("/api/v1/ask", json=asked).json() for _ in range(2))
    assert first["project_id"] != second["project_id"]
    assert first["answer"] == second["answer"]


def test_a_project_is_compared_and_switched(client: TestClient) -> None:
    lighting = {"points": 420, "power_before": "150 W", "power_after": "45 W"}
    laptops = {"activity": "digital_equipment", "inputs": {"laptops": 30, "lifetime": 6}}
    project = {
        "title": "Éclairage", "start_year": 2027, "horizon_years": 10,
        "reference": {"name": "Parc actuel", "dated": "2026-11-25"},
        "scenarios": [{"id": "led", "name": "LED", "activities": [
            {"activity": "public_lighting", "inputs": lighting}, laptops]}],
    }  # fmt: skip
    result = client.post("/api/v1/footprint/project", json=project).json()
    assert [figure["role"] for figure in result["scenarios"][0]["figures"][:2]] == ["induced", "avoided"]
    asked = {"project": project, "scenario": "led", "activity": 0, "input": "power_after"}
    assert client.post("/api/v1/footprint/switching-value", json=asked).json()["value"] is not None


def test_the_activities_and_the_schemas_are_published(client: TestClient) -> None:
    found = client.get("/api/v1/footprint/activities").json()
    theme = found[0]["theme"]
    assert [one["id"] for one in client.get("/api/v1/footprint/activities", params={"theme": theme}).json()] == [
        one["id"] for one in found if one["theme"] == theme
    ]
    assert "ProjectResult" in client.get("/api/v1/footprint/schemas").json()


def test_a_change_asked_by_the_page_of_another_site_is_refused(client: TestClient) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    asked = {"message": "Bonjour"}
    refused = client.post("/api/v1/ask", json=asked, headers=foreign)
    assert (refused.status_code, refused.json()["title"]) == (403, "Demande refusée")
    assert client.post("/api/v1/ask", json=asked, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert client.get("/healthz", headers=foreign).status_code == 200
