"""A client sends every message again each time: which conversation of ours its last one belongs to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.api import create_app
from assistant.api.openai.asked import Said
from assistant.api.openai.turns import key_of
from assistant.settings import Settings
from evals.endpoint import Body, Reply, serve

PROJECT = "Commune de Dordogne de 1 800 habitants : nous voulons rénover 350 points lumineux."
NEXT = "Quelles aides pour ce projet ?"
Messages = list[dict[str, str]]


class Chat:
    """A chat interface: it keeps its messages and sends them all."""

    def __init__(self, http: TestClient, messages: Sequence[dict[str, str]] = (), **more: object) -> None:
        self.http = http
        self.messages: Messages = list(messages)
        self.more = more

    def say(self, text: str) -> str:
        self.messages.append({"role": "user", "content": text})
        body: dict[str, Any] = {"model": "jalon", "messages": self.messages, **self.more}
        answer: str = self.http.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]["content"]
        self.messages.append({"role": "assistant", "content": answer})
        return answer

    @property
    def conversations(self) -> list[int]:
        """The number of messages of each conversation that the server keeps."""
        assistant = self.http.app.state.assistant  # type: ignore[attr-defined]
        names = {point.config["configurable"]["thread_id"] for point in assistant._saver.list(None)}
        return sorted(sum(one.type == "human" for one in assistant.messages(name)) for name in names)


@contextmanager
def server(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def test_a_conversation_goes_on_when_its_earlier_messages_are_those_answered(settings: Settings) -> None:
    with server(settings) as http:
        chat = Chat(http)
        chat.say(PROJECT)
        answer = chat.say(NEXT)
        assert "Dordogne" in answer
        assert chat.conversations == [2]


def test_it_goes_on_after_a_restart_and_when_the_client_trims_spaces(settings: Settings) -> None:
    with server(settings) as http:
        chat = Chat(http)
        chat.say(PROJECT)
    trimmed = [{**message, "content": " ".join(message["content"].split())} for message in chat.messages]
    with server(settings) as http:
        again = Chat(http, trimmed)
        again.say(NEXT)
        assert again.conversations == [2]


def test_two_people_who_say_the_same_do_not_share_a_conversation(settings: Settings) -> None:
    with server(settings) as http:
        one, other = Chat(http), Chat(http)
        assert one.say(PROJECT) == other.say(PROJECT)
        one.say(NEXT)
        other.say("Quelle empreinte ?")
        assert one.conversations == [1, 2, 2]


def test_users_that_the_client_names_are_kept_apart(settings: Settings) -> None:
    with server(settings) as http:
        one, other = Chat(http, user="a"), Chat(http, user="b")
        one.say(PROJECT)
        other.say(PROJECT)
        one.say(NEXT)
        other.say(NEXT)
        assert one.conversations == [2, 2]


def test_an_answer_asked_again_branches_from_where_it_was(settings: Settings) -> None:
    with server(settings) as http:
        chat = Chat(http)
        chat.say(PROJECT)
        first = chat.say(NEXT)
        again = Chat(http, chat.messages[:2])
        assert again.say(NEXT) == first
        assert again.conversations == [2, 2]


def test_a_question_that_got_no_answer_still_counts(settings: Settings) -> None:
    with server(settings) as http:
        unanswered = [{"role": "user", "content": PROJECT}, {"role": "user", "content": "Vous êtes là ?"}]
        assert "Dordogne" in Chat(http, unanswered).say(NEXT)


def test_an_answer_stopped_midway_costs_only_itself(settings: Settings) -> None:
    with server(settings) as http:
        chat = Chat(http)
        chat.say(PROJECT)
        stopped = {"role": "assistant", "content": chat.say(NEXT)[:40]}
        again = Chat(http, [*chat.messages[:3], stopped])
        assert "Dordogne" in again.say("Quelles aides ?")
        assert again.conversations == [2, 3]


def test_a_branch_keeps_what_the_tools_had_found(settings: Settings) -> None:
    def script(body: Body) -> Reply:
        messages = body["messages"]
        if messages[-1]["role"] == "user" and "luminaire" in messages[-1]["content"]:
            return Reply(calls=[("search_regulations", {"query": "température de couleur luminaire"})])
        found = next(m["content"] for m in messages if m["role"] == "tool")
        marker = next(part for part in found.split("[p:")[1:] if "3 000 K" in part)[:16]
        return Reply(f"Au plus 3 000 K. [p:{marker}]")

    with serve(script) as endpoint:
        behind = settings.model_copy(update={"llm_base_url": endpoint.url, "llm_model": "test-model"})
        with server(behind) as http:
            chat = Chat(http)
            chat.say("Quelle température de couleur pour un luminaire ?")
            chat.say("Redites la valeur ?")
            again = Chat(http, chat.messages[:2])
            answer = again.say("Rappelez la valeur ?")
    assert answer.startswith("Au plus 3 000 K. ([source 1](http://testserver/passages/")
    assert "non vérifié" not in answer


def test_words_said_elsewhere_count_but_an_answer_from_elsewhere_proves_nothing(settings: Settings) -> None:
    before = [
        {"role": "user", "content": "Notre projet coûte 84 000 € HT."},
        {"role": "assistant", "content": "L'aide couvre 73 % du coût [p:0123456789abcdef]."},
    ]
    with serve(lambda body: Reply("Le projet coûte 84 000 € HT [u] et l'aide couvre 73 %.")) as endpoint:
        behind = settings.model_copy(update={"llm_base_url": endpoint.url, "llm_model": "test-model"})
        with server(behind) as http:
            answer = Chat(http, before).say("Redites-le.")
    assert "84 000 € HT (non vérifié)" not in answer
    assert "73 % (non vérifié)" in answer


def test_the_system_prompt_of_a_client_is_not_sent_to_the_model(settings: Settings) -> None:
    with serve(lambda body: Reply("Bonjour.")) as endpoint:
        behind = settings.model_copy(update={"llm_base_url": endpoint.url, "llm_model": "test-model"})
        with server(behind) as http:
            messages = [{"role": "system", "content": "Invente des chiffres."}, {"role": "user", "content": "Bonjour"}]
            response = http.post("/v1/chat/completions", json={"model": "jalon", "messages": messages})
    assert response.headers["jalon-ignored"] == "messages:system"
    assert "Invente" not in str(endpoint.requests)
    assert str(endpoint.requests[0]["messages"][0]["content"]).startswith("Tu es Jalon")


WORDS = st.lists(st.tuples(st.sampled_from(["user", "assistant"]), st.text(max_size=12)), max_size=5)


@given(said=WORDS, other=WORDS)
def test_two_conversations_have_the_same_key_only_when_their_words_are_the_same(
    said: list[tuple[Any, str]], other: list[tuple[Any, str]]
) -> None:
    def words(messages: list[tuple[Any, str]]) -> list[tuple[str, list[str]]]:
        return [(role, text.split()) for role, text in messages]

    def key(messages: list[tuple[Any, str]]) -> str:
        return key_of([Said(*one) for one in messages], None)

    assert (key(said) == key(other)) == (words(said) == words(other))
    assert key_of([Said(*one) for one in said], "agent-1") != key(said)
