"""The conversations over HTTP, and their purge while a server runs."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from assistant.agent import Assistant
from assistant.api import create_app
from assistant.api.retention import purged_daily
from assistant.services import Services, open_services
from assistant.settings import Settings

TOLD = "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT"


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


@pytest.fixture
def conversation(client: TestClient) -> str:
    return str(client.post("/api/v1/ask", json={"message": TOLD}).json()["project_id"])


def test_a_conversation_is_listed_read_renamed_and_taken_away(client: TestClient, conversation: str) -> None:
    address = f"/api/v1/conversations/{conversation}"
    assert [one["title"] for one in client.get("/api/v1/conversations?words=lampadaires").json()] == [
        "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT"
    ]
    assert [one["role"] for one in client.get(address).json()["messages"]] == ["user", "assistant"]
    assert client.patch(address, json={"title": "Le bourg"}).json()["title"] == "Le bourg"
    export = client.get(f"{address}/export.md")
    assert export.headers["content-type"] == "text/markdown; charset=utf-8"
    assert export.text.startswith("# Le bourg\n")


def test_a_deleted_conversation_is_gone_and_its_sheet_only_when_asked(client: TestClient, conversation: str) -> None:
    client.post("/api/v1/ask", json={"message": "Rédige la fiche projet", "project_id": conversation})
    address = f"/api/v1/conversations/{conversation}"
    assert client.delete(address).json()["sheet_deleted"] is False
    assert client.get(address).status_code == 404
    assert client.get(f"/api/v1/projects/{conversation}/sheet").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/conversations/p-00000000", 404),
        ("DELETE", "/api/v1/conversations/p-00000000", 404),
        ("GET", "/api/v1/conversations/p-00000000/export.md", 404),
        ("GET", "/api/v1/conversations/{id}/export.exe", 422),
        ("PATCH", "/api/v1/conversations/{id}", 422),
    ],
)
def test_what_cannot_be_is_refused_in_french(
    client: TestClient, conversation: str, method: str, path: str, status: int
) -> None:
    body = {"title": ""} if method == "PATCH" else None
    answer = client.request(method, path.replace("{id}", conversation), json=body)
    assert answer.status_code == status
    assert answer.json()["detail"].endswith((".", "»."))


def test_a_server_that_starts_removes_what_is_too_old(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with open_services(settings) as services, closing(long_ago(services)) as assistant:
        old = assistant.ask(TOLD).project_id
    with (
        caplog.at_level(logging.WARNING),
        TestClient(create_app(settings.model_copy(update={"retention_days": 30}))) as c,
    ):
        assert c.get(f"/api/v1/conversations/{old}").status_code == 404
    assert "Commune de Dordogne, remplacer 40 lampadaires" in caplog.text


def test_a_server_that_runs_removes_what_becomes_too_old(settings: Settings) -> None:
    kept = settings.model_copy(update={"retention_days": 30})

    async def run(assistant: Assistant) -> int:
        async with purged_daily(assistant, every_seconds=0.05):
            now[0] = datetime(2026, 11, 24, tzinfo=UTC)
            for _ in range(100):
                if not assistant.conversations.list():
                    break
                await asyncio.sleep(0.05)
        return len(assistant.conversations.list())

    now = [datetime(2026, 10, 1, tzinfo=UTC)]
    with open_services(kept) as services, closing(Assistant(services, now=lambda: now[0])) as assistant:
        assistant.ask(TOLD)
        assert asyncio.run(run(assistant)) == 0


def long_ago(services: Services) -> Assistant:
    return Assistant(services, now=lambda: datetime(2020, 1, 1, tzinfo=UTC))
