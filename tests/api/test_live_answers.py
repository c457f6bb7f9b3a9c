"""An answer goes on without the connection that asked for it: it is read again from where it was lost, or stopped."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings
from evals.endpoint import Body, Reply, serve

QUESTION = "Que dit la réglementation sur l'extinction de l'éclairage public ?"
CONVERSATION = "p-00000001"
LONGEST = 10  # seconds


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def events(client: TestClient, **body: str) -> list[tuple[str, str]]:
    """The events of an answer, each with its number."""
    return _read(client.post("/api/v1/chat", json={"message": QUESTION, "project_id": CONVERSATION, **body}).text)


def _read(text: str) -> list[tuple[str, str]]:
    parts = [dict(line.split(": ", 1) for line in part.split("\n")) for part in text.strip().split("\n\n") if part]
    return [(part["event"], part.get("id", "")) for part in parts]


def test_the_events_that_were_missed_are_read_again_without_those_that_were_not(client: TestClient) -> None:
    asked = events(client)
    assert [number for _, number in asked] == ["", *map(str, range(1, len(asked)))]
    again = client.get(f"/api/v1/conversations/{CONVERSATION}/answer", headers={"Last-Event-ID": "2"}).text
    assert _read(again) == asked[3:]
    assert client.get("/api/v1/conversations/p-99999999/answer").status_code == 404


def test_a_page_that_has_every_event_is_told_that_the_answer_is_over(client: TestClient) -> None:
    asked = events(client)
    address = f"/api/v1/conversations/{CONVERSATION}/answer"
    assert _read(client.get(address, headers={"Last-Event-ID": asked[-1][1]}).text) == [("done", "")]


def test_where_the_sheet_stands_is_told_to_the_page_alone_and_keeps_its_number(client: TestClient) -> None:
    told = {"message": "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT"}
    client.post("/conversations", data=told | {"project_id": events(client) and CONVERSATION})
    of_page = _read(client.get(f"/conversations/{CONVERSATION}/flux").text)
    of_api = _read(client.get(f"/api/v1/conversations/{CONVERSATION}/answer").text)[1:]
    assert of_page[0] == ("sheet", "1")
    assert of_api == [one for one in of_page if one[0] != "sheet"]


def test_a_page_is_sent_compressed_and_events_are_not(client: TestClient) -> None:
    events(client)
    page = client.get(f"/conversations/{CONVERSATION}")
    assert page.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(f"/conversations/{CONVERSATION}/flux").headers


def test_a_form_sent_twice_is_answered_once(client: TestClient) -> None:
    assert events(client, sent="a1") == events(client, sent="a1")
    assert len(client.get(f"/api/v1/projects/{CONVERSATION}/conversation").json()) == 2
    events(client, sent="b2")
    assert len(client.get(f"/api/v1/projects/{CONVERSATION}/conversation").json()) == 4


def test_a_question_replaced_is_the_only_one_left(client: TestClient) -> None:
    events(client)
    address = f"/api/v1/projects/{CONVERSATION}/conversation"
    events(client, message="Et les biodéchets ?", replaces=client.get(address).json()[0]["message_id"])
    assert [one["text"] for one in client.get(address).json() if one["role"] == "user"] == ["Et les biodéchets ?"]


def test_an_answer_is_stopped_by_another_request_and_blocks_no_other_conversation(tmp_path: Path) -> None:
    gate, asked = threading.Event(), threading.Event()

    def silent(body: Body) -> Reply:
        asked.set()
        gate.wait(LONGEST)
        return Reply("Trop tard.")

    with serve(silent) as server:
        named: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "lent"}
        with TestClient(create_app(Settings(home=tmp_path, **named))) as client:
            reading = threading.Thread(target=lambda: told.extend(events(client)))
            told: list[tuple[str, str]] = []
            reading.start()
            assert asked.wait(LONGEST)
            busy = client.post("/api/v1/chat", json={"message": "Et ?", "project_id": CONVERSATION})
            assert (busy.status_code, "en cours" in busy.json()["detail"]) == (409, True)
            for _ in range(2):
                assert client.post(f"/api/v1/conversations/{CONVERSATION}/stop").status_code == 204
            reading.join(LONGEST)
            gate.set()
    assert [name for name, _ in told] == ["conversation", "done"]


def test_a_failure_is_told_in_french_without_its_trace(tmp_path: Path) -> None:
    named: dict[str, Any] = {"llm_base_url": "http://127.0.0.1:9/v1", "llm_model": "absent", "llm_retries": 0}
    with TestClient(create_app(Settings(home=tmp_path, **named))) as client:
        text = client.post("/api/v1/chat", json={"message": QUESTION}).text
    name, data = text.strip().split("\n\n")[-1].split("\n")[-2:]
    assert name == "event: error"
    assert "Traceback" not in json.loads(data.removeprefix("data: "))["detail"]
