"""The API of the financing plan: same answers as the command line, fields named when refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from assistant.api import create_app
from assistant.settings import Settings
from tests.calculators.financing.plans import OWNER, WORKS, grant

PLAN: dict[str, Any] = {"owner": OWNER, "costs": [WORKS], "grants": [grant("detr", max_rate_percent=60)]}


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def test_a_plan_is_checked(client: TestClient) -> None:
    answer = client.post("/api/v1/plan", json=PLAN).json()
    assert answer["is_legal"]
    assert answer["totals"]["owner_share"] == "100000.00"
    assert {"rule", "verdict", "because", "reference"} <= answer["checks"][0].keys()


def test_the_best_plan_is_found(client: TestClient) -> None:
    answer = client.post("/api/v1/plan?optimise=true", json=PLAN).json()
    assert answer["optimum"]["owner_share"] == "40000.00"


def test_a_plan_is_taken_away_as_a_file(client: TestClient) -> None:
    workbook = client.post("/api/v1/plan.xlsx", json=PLAN)
    assert workbook.content.startswith(b"PK")
    assert "plan-de-financement.xlsx" in workbook.headers["content-disposition"]
    agenda = client.post("/api/v1/plan.ics", json=PLAN)
    assert agenda.headers["content-type"] == "text/calendar; charset=utf-8"
    assert Calendar.from_ical(agenda.content)["version"] == "2.0"


def test_the_codes_that_a_plan_may_use_are_listed(client: TestClient) -> None:
    schemes = client.get("/api/v1/plan/schemes").json()
    assert {"id": "cee", "label": "Certificats d'économies d'énergie (CEE)", "is_public": False} in schemes
    assert "school-renovation" in {one["id"] for one in client.get("/api/v1/plan/derogations").json()}


def test_a_plan_is_kept_in_a_project(client: TestClient) -> None:
    said = "Commune de Dordogne : nous voulons rénover 420 points lumineux pour 200 000 €. Rédige la fiche projet."
    project = client.post("/api/v1/ask", json={"message": said}).json()["project_id"]
    kept = client.post(f"/api/v1/projects/{project}/plan?optimise=true", json=PLAN).json()
    assert kept["financing_plan"]["optimum"]["owner_share"] == "40000.00"
    assert client.get(f"/api/v1/projects/{project}/sheet").json()["version"] == kept["version"]
    assert client.post("/api/v1/projects/inconnu/plan", json=PLAN).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grants": [grant("detr", rate_percent=120)]}, "grants.0.rate_percent"),
        ({"grants": [grant("detr", -3)]}, "grants.0.amount"),
        ({"grants": [grant("inconnu", 3)]}, "grants.0.scheme"),
        ({"owner": {"kind": "mairie"}}, "owner.kind"),
        ({"on": "hier"}, "on"),
    ],
)
def test_a_wrong_plan_is_refused_naming_the_field(client: TestClient, changes: dict[str, Any], field: str) -> None:
    for path in ("plan", "plan.xlsx", "plan.ics"):
        problem = client.post(f"/api/v1/{path}", json={**PLAN, **changes})
        assert problem.status_code == 422
        assert problem.headers["content-type"] == "application/problem+json"
        assert problem.json()["field"] == field
        assert field in problem.json()["detail"]


def test_what_is_not_json_is_said(client: TestClient) -> None:
    problem = client.post("/api/v1/plan", content="{", headers={"content-type": "application/json"})
    assert (problem.status_code, "JSON" in problem.json()["detail"]) == (422, True)


def test_the_schema_of_a_plan_is_published(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    body = schema["paths"]["/api/v1/plan"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    fields = schema["components"]["schemas"][body["$ref"].rsplit("/", 1)[1]]
    assert {"owner", "costs"} <= set(fields["required"])
    assert "PlanResult" in schema["components"]["schemas"]
