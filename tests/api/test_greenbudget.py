"""The API of the green budget: same answers as the command line, fields named when refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings
from tests.cli.test_greenbudget import BUDGET, LINE


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def test_a_budget_is_rated(client: TestClient) -> None:
    answer = client.post("/api/v1/greenbudget", json=BUDGET).json()
    assert answer["obligation"]["axes"] == ["mitigation", "biodiversity"]
    assert answer["lines"][0]["ratings"][0]["rules"] == ["insulation"]


def test_the_annex_is_taken_away(client: TestClient) -> None:
    annex = client.post("/api/v1/greenbudget.xlsx", json=BUDGET)
    assert annex.content.startswith(b"PK")
    assert "budget-vert.xlsx" in annex.headers["content-disposition"]


def test_the_schemas_are_published(client: TestClient) -> None:
    assert set(client.get("/api/v1/greenbudget/schemas").json()) == {"GreenBudgetInput", "GreenBudgetResult"}
    assert "GreenBudgetResult" in client.get("/openapi.json").json()["components"]["schemas"]


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"year": 2023}, "year", "2023"),
        ({"lines": [{**LINE, "amount": -5}]}, "lines[0].amount", "(reçu : -5)"),
        ({"lines": [{**LINE, "account": "6061"}]}, "lines[0].account", "« 6061 »"),
        ({"lines": [{"amount": 5}]}, "lines[0].label", "est absent"),
    ],
)
def test_a_wrong_budget_is_refused_naming_the_field(
    client: TestClient, changes: dict[str, Any], field: str, told: str
) -> None:
    for path in ("greenbudget", "greenbudget.xlsx"):
        problem = client.post(f"/api/v1/{path}", json={**BUDGET, **changes})
        assert problem.status_code == 422
        assert problem.json()["field"] == field
        assert told in problem.json()["detail"]
        assert "Exemple" in problem.json()["detail"]


def test_what_is_not_json_is_said(client: TestClient) -> None:
    problem = client.post("/api/v1/greenbudget", content="{", headers={"content-type": "application/json"})
    assert (problem.status_code, "JSON" in problem.json()["detail"]) == (422, True)
