"""The API of the feedback on aids: give, change, list, withdraw."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings

PATH = "/api/v1/funding/feedback"
GIVEN = {"query": "éclairage public", "territory": "24", "aid": "fonds-vert-eclairage-public", "verdict": "ajouter"}


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def test_a_verdict_is_given_changed_listed_and_withdrawn(client: TestClient) -> None:
    given = client.post(PATH, json=GIVEN).json()
    changed = client.post(PATH, json={**GIVEN, "verdict": "non_pertinent", "reason": "Close"}).json()
    assert changed["feedback_id"] == given["feedback_id"]
    assert client.get(PATH).json() == [changed]
    assert client.delete(f"{PATH}/{given['feedback_id']}").status_code == 204
    assert client.get(PATH).json() == []
    assert client.delete(f"{PATH}/{given['feedback_id']}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"verdict": "bof"}, 422, "Avis inconnu : « bof »"),
        ({"aid": "aide-inconnue"}, 404, "aide-inconnue"),
        ({"query": " "}, 422, "La demande est vide"),
        ({"reason": "x" * 501}, 422, "500 au plus"),
    ],
)
def test_a_wrong_verdict_is_refused_in_french(
    client: TestClient, changes: dict[str, str], status: int, told: str
) -> None:
    refused = client.post(PATH, json={**GIVEN, **changes})
    assert refused.status_code == status
    assert told in refused.json()["detail"]
