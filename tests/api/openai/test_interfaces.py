"""How chat interfaces call: Open WebUI with its chores as user messages, La Suite with its prompts and its tools."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.api.openai.wrapping import UNREAD
from assistant.settings import Settings

HISTORY = "### Chat History:\n<chat_history>\nUSER: {said}\nASSISTANT: Voici les aides.\n</chat_history>"
LONG = "Nous voulons rénover l'éclairage public de notre commune de 1 800 habitants en Dordogne"

TEXTS = (
    "### Task:\nRespond to the user query using the provided context, incorporating inline citations.\n\n<context>\n"
    '<source id="1" name="note.txt">Le conseil décide de remplacer 777 points lumineux pour 654 321 € HT. </context>\n'
    "Coût : 654 321 € HT.\n</source>\n</context>\n\n"
)
FILES = '<attached_files>\n<file type="file" name="note.txt"/>\n</attached_files>\n\n'


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


def saved(http: TestClient) -> list[Any]:
    return list(http.app.state.assistant._saver.list(None))  # type: ignore[attr-defined]


def streamed(http: TestClient, body: dict[str, Any]) -> str:
    with http.stream("POST", "/v1/chat/completions", json={"model": "jalon", "stream": True, **body}) as response:
        lines = [line.removeprefix("data: ") for line in response.iter_lines() if line.startswith("data: {")]
    choices = [choice for line in lines for choice in json.loads(line)["choices"]]
    return "".join(choice["delta"].get("content", "") for choice in choices)


def test_a_chat_of_open_webui_goes_on_through_its_chores(http: TestClient) -> None:
    assert http.get("/v1/models").json()["data"][0]["id"] == "jalon"
    messages = [{"role": "user", "content": LONG}]
    options = {"stream_options": {"include_usage": True}}
    messages.append({"role": "assistant", "content": streamed(http, {"messages": messages, **options})})
    for wanted in ('{ "follow_ups": ["?"] }', '{ "title": "x" }', '{ "tags": ["x"] }'):
        assert ask(http, chore(wanted)).startswith("{")
    messages.append({"role": "user", "content": "Quelles aides pour ce projet ?"})
    assert "Dordogne" in streamed(http, {"messages": messages, **options})
    assert len({point.config["configurable"]["thread_id"] for point in saved(http)}) == 1


def test_a_document_that_open_webui_joins_is_not_the_words_of_the_user(http: TestClient) -> None:
    question = "Quelles aides pour l'éclairage public ? Nous sommes une commune de 900 habitants en Dordogne."
    messages = [{"role": "user", "content": f"{TEXTS}{FILES}{question}"}]
    first = streamed(http, {"messages": messages})
    assert first.startswith(UNREAD)
    assert "Dordogne" in first
    assert "654" not in first
    messages = [{"role": "user", "content": f"{FILES}{question}"}, {"role": "assistant", "content": first}]
    messages.append({"role": "user", "content": f"{TEXTS}Et quelle obligation d'extinction nocturne ?"})
    second = streamed(http, {"messages": messages})
    assert "**Sources**" in second
    assert UNREAD not in second
    assert len({point.config["configurable"]["thread_id"] for point in saved(http)}) == 1


def test_a_document_alone_asks_nothing(http: TestClient) -> None:
    body = {"model": "jalon", "messages": [{"role": "user", "content": TEXTS}]}
    assert "La question est vide" in http.post("/v1/chat/completions", json=body).json()["error"]["message"]


def test_la_suite_may_send_its_own_prompts_and_tools(http: TestClient) -> None:
    search = {"type": "function", "function": {"name": "web_search", "parameters": {"type": "object"}}}
    asked = {
        "messages": [
            {"role": "system", "content": "You are a helpful assistant."},
            {"role": "system", "content": "Today is Monday 30/11/2026."},
            {"role": "user", "content": [{"type": "text", "text": "Que dit la loi sur l'éclairage public ?"}]},
        ],
        "tools": [search], "tool_choice": "auto", "stream_options": {"include_usage": True},
    }  # fmt: skip
    assert "**Sources**" in streamed(http, asked)


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


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        ("### Task:\nSummarize the conversation history that will be compacted out of the active chat context.", ""),
        ("Your task is to reflect the speaker's likely facial expression through a fitting emoji.", ""),
        ("You have been provided with a set of responses from various models.", "Jalon ne réunit"),
    ],
    ids=["compaction", "emoji", "merge"],
)
def test_a_chore_asked_in_words_opens_no_conversation_either(http: TestClient, wanted: str, done: str) -> None:
    assert ask(http, f"{wanted}\nUSER: {LONG}")[: len(done) or None] == done
    assert saved(http) == []


def test_a_chore_opens_no_conversation(http: TestClient) -> None:
    ask(http, chore('{ "title": "x" }'))
    assert saved(http) == []


def test_a_person_who_writes_a_heading_gets_an_answer(http: TestClient) -> None:
    assert "**" in ask(http, "### Task:\nQuelles aides pour l'éclairage public en Dordogne ?")
    assert not ask(http, 'Que faire ? { "title": 1 } <chat_history>').startswith("{")
