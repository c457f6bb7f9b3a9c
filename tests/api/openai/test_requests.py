"""What is refused, what is passed over and said, and the key."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.api import create_app
from assistant.api.openai.asked import ChatRequest, what_was_said
from assistant.errors import InputError
from assistant.settings import Settings

PATH = "/v1/chat/completions"
HELLO = {"role": "user", "content": "Bonjour"}


@pytest.fixture
def http(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("change", "param", "said"),
    [
        ({"n": 2}, "n", "une réponse, et une seule"),
        ({"logprobs": True}, "logprobs", "probabilités"),
        ({"response_format": {"type": "json_object"}}, "response_format", "répond en texte"),
        ({"tool_choice": "required"}, "tool_choice", "ses propres outils"),
        ({"modalities": ["text", "audio"]}, "modalities", "répond en texte"),
        ({"messages": []}, "messages", "au moins 1 élément"),
        ({"messages": [HELLO] * 401}, "messages", "au plus 400"),
        ({"messages": [{"role": "pirate", "content": "x"}]}, "messages[0].role", "pirate"),
        ({"messages": [HELLO, {"role": "assistant", "content": "Oui"}]}, "messages[1].role", "celui de l'utilisateur"),
        ({"messages": [{"role": "user", "content": 3}]}, "messages[0].content", "un texte ou une liste"),
        ({"messages": [{"role": "user", "content": ["x"]}]}, "messages[0].content[0]", "que du texte"),
        ({"messages": [{"role": "user", "content": None}]}, "message", "La question est vide"),
        ({"messages": [{"role": "user", "content": "a" * 30_000}]}, "message", "trop long"),
        ({"messages": [{"role": "user", "content": "a" * 10_000}] * 101}, "messages", "Ouvrez-en une nouvelle"),
        ({"stream": "peut-être"}, "stream", "vrai ou faux"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_refusal_names_the_parameter_in_the_shape_of_openai(
    http: TestClient, change: dict[str, Any], param: str, said: str
) -> None:
    response = http.post(PATH, json={"model": "jalon", "messages": [HELLO], **change})
    error = response.json()["error"]
    assert response.status_code == 400
    assert (error["type"], error["param"]) == ("invalid_request_error", param)
    assert said in error["message"]


def test_a_body_that_is_not_json_is_said_with_an_example(http: TestClient) -> None:
    response = http.post(PATH, content="{oui", headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert '"model": "jalon"' in response.json()["error"]["message"]


def test_what_has_no_effect_is_told(http: TestClient) -> None:
    asked = {"temperature": 0.7, "max_tokens": 5, "tools": [], "seed": None}
    response = http.post(PATH, json={"model": "jalon", "messages": [HELLO], **asked})
    assert response.status_code == 200
    assert response.headers["jalon-ignored"] == "max_tokens, temperature, tools"


def test_a_name_that_would_break_a_header_is_left_out(http: TestClient) -> None:
    response = http.post(
        PATH, json={"model": "jalon", "messages": [HELLO], "a\r\nSet-Cookie: x": 1, "été": 2, "a" * 50: 3}
    )
    assert response.status_code == 200
    assert "jalon-ignored" not in response.headers


def test_the_key_is_asked_for_when_one_is_set(settings: Settings) -> None:
    locked = Settings(**{**settings.model_dump(), "api_key": "clé-de-la-mairie"})
    with TestClient(create_app(locked)) as http:
        wrong: tuple[Any, ...] = ({}, {"Authorization": "Bearer fausse"}, {"Authorization": "Basic clé".encode()})
        for given in wrong:
            refused = http.get("/v1/models", headers=given)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"] == "Bearer"
            assert refused.json()["error"]["code"] == "invalid_api_key"
            assert "JALON_API_KEY" in refused.json()["error"]["message"]
        right: Any = {"Authorization": "Bearer clé-de-la-mairie".encode()}
        assert http.get("/v1/models", headers=right).status_code == 200
        assert http.get("/healthz").status_code == 200


def test_an_empty_key_is_a_wrong_setting_and_not_an_open_door(settings: Settings) -> None:
    with pytest.raises(ValidationError, match="api_key"):
        Settings(**{**settings.model_dump(), "api_key": ""})


def test_links_lead_where_people_open_the_pages(settings: Settings) -> None:
    behind = settings.model_copy(update={"public_url": "https://jalon.exemple.fr/"})
    asked = {"model": "jalon", "messages": [{"role": "user", "content": "Que dit la loi sur l'extinction nocturne ?"}]}
    with TestClient(create_app(behind)) as http:
        answer = http.post(PATH, json=asked).json()["choices"][0]["message"]["content"]
    assert "](https://jalon.exemple.fr/passages/" in answer


def test_an_unexpected_error_keeps_its_details(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    application = create_app(settings)
    with TestClient(application) as http:
        application.state.turns = None  # what nothing foresees
        messages = [HELLO, {"role": "assistant", "content": "Oui"}, HELLO]
        response = http.post(PATH, json={"model": "jalon", "messages": messages})
    assert response.status_code == 500
    assert response.json()["error"]["message"].startswith("Une erreur inattendue")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "x"]), inner),
    max_leaves=6,
)


@given(contents=st.lists(JSON, min_size=1, max_size=4), others=st.dictionaries(st.sampled_from(["n", "stop"]), JSON))
def test_whatever_is_sent_is_read_or_refused(contents: list[Any], others: dict[str, Any]) -> None:
    messages = [{"role": "user", "content": content} for content in contents]
    asked = ChatRequest.model_validate({"model": "jalon", "messages": messages, **others})
    with suppress(InputError):
        said = what_was_said(asked)
        assert all(isinstance(one.text, str) for one in said)
        assert said[-1].role == "user"
