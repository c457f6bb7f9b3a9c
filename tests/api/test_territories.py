"""The API looks a territory up, and asks back as the command line does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from tests.territories.made import COMMUNES, loaded_home


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home: Path = tmp_path_factory.mktemp("territories")
    with TestClient(create_app(loaded_home(home, [COMMUNES]))) as opened:
        yield opened


def test_a_name_is_found_with_what_contains_it(client: TestClient) -> None:
    found = client.get("/api/v1/territories", params={"query": "Gap"}).json()
    (gap,) = found["candidates"]
    assert (gap["code"], gap["level"], gap["postcodes"]) == ("05061", "commune", ["05000"])
    assert {"code": "05", "name": "Hautes-Alpes", "level": "department"} in gap["within"]
    assert found["question"] is None


def test_namesakes_and_near_names_are_asked_back(client: TestClient) -> None:
    assert client.get("/api/v1/territories", params={"query": "Saint-Denis"}).json()["question"].endswith("(974) ?")
    near = client.get("/api/v1/territories", params={"query": "Bordeau"}).json()
    assert near["candidates"] == []
    assert near["suggestions"][0]["code"] == "33063"


def test_a_request_without_name_is_explained(client: TestClient) -> None:
    response = client.get("/api/v1/territories", params={"query": ""})
    assert response.status_code == 422
    assert "query" in response.json()["detail"]
