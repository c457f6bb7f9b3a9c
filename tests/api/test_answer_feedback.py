"""The API of the opinions on answers, and the form of the page that gives them."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings

PATH = "/api/v1/answers/feedback"
TALK = "p-00000001"


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        opened.post("/api/v1/chat", json={"message": "Que dit la loi sur les biodéchets ?", "project_id": TALK})
        yield opened


@pytest.fixture
def answer(client: TestClient) -> str:
    return str(client.get(f"/api/v1/projects/{TALK}/conversation").json()[1]["message_id"])


def test_an_opinion_is_given_listed_exported_and_withdrawn(client: TestClient, answer: str) -> None:
    said = {"conversation_id": TALK, "message_id": answer, "verdict": "pas_utile", "reasons": ["incomplete"]}
    given = client.post(PATH, json=said).json()
    assert client.get(PATH).json() == [given]
    assert given["made_with"]["registries"]
    exported = client.get("/administration/avis/answers.jsonl")
    assert '"reasons": ["incomplete"]' in exported.text
    assert client.delete(f"{PATH}/{given['feedback_id']}").status_code == 204
    assert client.delete(f"{PATH}/{given['feedback_id']}").status_code == 404


def test_a_form_pressed_twice_gives_one_opinion_and_withdraws_it_once(client: TestClient, answer: str) -> None:
    for verdict, kept in (("utile", 1), ("withdraw", 0)):
        for _ in range(2):
            form = {"message_id": answer, "verdict": verdict, "reasons-utile": "claire", "comment": "Bien"}
            assert client.post(f"/conversations/{TALK}/avis", data=form).status_code == 200
        assert len(client.get(PATH).json()) == kept


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"verdict": "bof"}, 422, "Avis inconnu"),
        ({"reasons": ["claire"]}, 422, "Motif inconnu"),
        ({"message_id": "inconnu"}, 404, "rechargez la page"),
        ({"conversation_id": "p-99999999"}, 404, "n'existe pas"),
    ],
)
def test_a_wrong_opinion_is_refused_in_french(
    client: TestClient, answer: str, changes: dict[str, object], status: int, told: str
) -> None:
    said = {"conversation_id": TALK, "message_id": answer, "verdict": "pas_utile", **changes}
    refused = client.post(PATH, json=said)
    assert refused.status_code == status
    assert told in refused.json()["detail"]


def test_a_version_restored_twice_is_restored_once(client: TestClient) -> None:
    address = f"/api/v1/projects/{TALK}/conversation"
    asked = client.get(address).json()[0]
    client.post("/api/v1/chat", json={"message": "Et ?", "project_id": TALK, "replaces": asked["message_id"]})
    (left,) = client.app.state.assistant.branches.list(TALK)  # type: ignore[attr-defined]
    for _ in range(2):
        assert client.post(f"/conversations/{TALK}/versions/{left.branch_id}").status_code == 200
        assert client.get(address).json()[0]["text"] == asked["text"]
