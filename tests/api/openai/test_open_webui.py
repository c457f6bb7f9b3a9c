"""What Open WebUI sends beside the questions: its list of models, and its chores as user messages."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings

HISTORY = "### Chat History:\n<chat_history>\nUSER: {said}\nASSISTANT: Voici les aides.\n</chat_history>"
LONG = "Nous voulons rénover l'éclairage public de notre commune de 1 800 habitants en Dordogne"


@pytest.fixture
def http(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def chore(wanted: str, said: str = LONG) -> str:
    return f"### Task:\nDo it.\n### Output:\nJSON format: {wanted}\n{HISTORY.format(said=said)}"


def ask(http: TestClient, text: str) -> str:
    body: dict[str, Any] = {
        "model": "jalon", "stream": False, "max_completion_tokens": 1000,
        "messages": [{"role": "user", "content": text}],
    }  # fmt: skip
    content: str = http.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]["content"]
    return content


def test_a_title_is_made_of_the_words_of_the_user(http: TestClient) -> None:
    title = json.loads(ask(http, chore('{ "title": "your concise title here" }')))["title"]
    assert title == "Nous voulons rénover l'éclairage public de notre commune de…"
    assert json.loads(ask(http, chore('{ "title": "x" }', said="Bonjour")))["title"] == "Bonjour"


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        ('{ "tags": ["tag1", "tag2"] }', {"tags": []}),
        ('{ "follow_ups": ["Question 1?"] }', {"follow_ups": []}),
        ('{\n  "queries": ["query1"]\n}', {"queries": []}),
        ('{ "text": "<your_completion>" }', {"text": ""}),
    ],
    ids=["tags", "follow_ups", "queries", "text"],
)
def test_a_chore_is_done_with_nothing_to_propose(http: TestClient, wanted: str, done: object) -> None:
    assert json.loads(ask(http, chore(wanted))) == done


def test_a_chore_opens_no_conversation(http: TestClient) -> None:
    ask(http, chore('{ "title": "x" }'))
    assert list(http.app.state.assistant._saver.list(None)) == []  # type: ignore[attr-defined]


def test_a_person_who_writes_a_heading_gets_an_answer(http: TestClient) -> None:
    assert "**" in ask(http, "### Task:\nQuelles aides pour l'éclairage public en Dordogne ?")
    assert not ask(http, 'Que faire ? { "title": 1 } <chat_history>').startswith("{")
