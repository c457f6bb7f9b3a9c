"""Any OpenAI-compatible endpoint: proxies, certificates, retries, streams or not, tools or not, small contexts."""

import logging
import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from assistant.agent.endpoint.thoughts import Thoughts
from assistant.agent.limits import CUT_NOTE, whole_sentences
from assistant.agent.memory import CUT, compacted, count_tokens
from assistant.endpoint import openai_client
from assistant.errors import InputError, ModelError
from assistant.settings import Settings
from evals.endpoint import Body, Reply, serve
from tests.agent.test_language_model import KEY, QUESTION, Opener, last_role, open_assistant

__all__ = ["open_assistant"]

FAILED = Reply(status=500, raw=b"{}")
BUSY = Reply(status=429, raw=b"{}", headers={"Retry-After": "0.01"})
HELLO = Reply("Bonjour.")


@pytest.mark.parametrize("failure", [FAILED, BUSY], ids=["500", "429"])
def test_a_passing_failure_is_not_seen(open_assistant: Opener, failure: Reply) -> None:
    replies = iter([failure, HELLO])
    with serve(lambda body: next(replies)) as server:
        assert open_assistant(server.url).ask(QUESTION).answer == "Bonjour."


@pytest.mark.parametrize(("status", "asked"), [(500, 2), (429, 2), (400, 1), (401, 1), (403, 1), (404, 1), (422, 1)])
def test_only_what_may_pass_is_asked_again_and_only_so_often(open_assistant: Opener, status: int, asked: int) -> None:
    with serve(lambda body: Reply(status=status, raw=b"{}", headers={"Retry-After": "0.01"})) as server:
        with pytest.raises(ModelError, match=f"code {status}"):
            open_assistant(server.url, llm_retries=1).ask(QUESTION)
        assert len(server.requests) == asked


def test_a_server_that_does_not_stream_is_asked_for_the_whole_and_remembered(open_assistant: Opener) -> None:
    with serve(lambda body: Reply("Bonjour.", is_whole=True)) as server:
        assistant = open_assistant(server.url)
        assert [assistant.ask("Bonjour").answer, assistant.ask("Rebonjour").answer] == ["Bonjour.", "Bonjour."]
    assert [bool(body.get("stream")) for body in server.requests] == [True, False, False]


def test_a_server_that_refuses_to_stream_is_asked_for_the_whole(open_assistant: Opener) -> None:
    def script(body: Body) -> Reply:
        return Reply(status=400, raw=b'{"error": {"message": "stream: unsupported"}}') if body.get("stream") else HELLO

    with serve(script) as server:
        assert open_assistant(server.url).ask(QUESTION).answer == "Bonjour."


MANY_AIDS = "Quelles aides et quelles obligations pour l'éclairage public de notre commune de Dordogne ?"


def answer_without_tools(body: Body) -> Reply:
    """A model that refuses tools, and copies the first marker that it is given."""
    if body.get("tools"):
        return Reply(status=400, raw=b'{"error": {"message": "tools are not supported by this model"}}')
    text = str(body["messages"][-1]["content"])
    marker = text[text.index("[p:", text.index("<resultats>")) :].split("]")[0]
    return Reply(f"Voici le texte. {marker}]")


@pytest.mark.parametrize("tools", ["auto", "no"])
def test_a_model_without_tools_writes_from_what_the_planner_finds(open_assistant: Opener, tools: str) -> None:
    with serve(answer_without_tools) as server:
        answer = open_assistant(server.url, llm_tools=tools).ask(QUESTION)
    assert answer.answer == "Voici le texte. [1]"
    assert "search_regulations" in {call.name for call in answer.tool_calls}
    assert "tool" not in {message["role"] for message in server.requests[-1]["messages"]}


def test_what_the_planner_finds_is_cut_to_a_small_context(open_assistant: Opener) -> None:
    with serve(answer_without_tools) as server:
        for tokens in (32_000, 4_000):
            answer = open_assistant(server.url, llm_tools="no", llm_context_tokens=tokens).ask(MANY_AIDS)
            assert answer.answer == "Voici le texte. [1]"
        large, small = (len(str(body["messages"][-1]["content"])) for body in server.requests)
    assert small < large / 2


def test_a_context_said_to_be_too_small_is_tried_with_half(open_assistant: Opener) -> None:
    sizes: list[int] = []

    def script(body: Body) -> Reply:
        sizes.append(len(str(body["messages"])))
        refused = Reply(status=400, raw=b'{"error": {"message": "maximum context length is 4096 tokens"}}')
        return refused if len(sizes) == 4 else HELLO

    with serve(script) as server:
        assistant = open_assistant(server.url)
        for number in range(4):
            list(assistant.stream(f"Message {number} : " + "mot " * 1500, project_id="p-memoire"))
    assert len(sizes) == 5
    assert sizes[4] < sizes[3] * 0.7


def test_a_context_much_smaller_than_said_is_found(open_assistant: Opener) -> None:
    def script(body: Body) -> Reply:
        if len(str(body["messages"])) > 12_000:
            return Reply(status=400, raw=b'{"error": {"message": "maximum context length is 6144 tokens"}}')
        return answer_without_tools(body)

    with serve(script) as server:
        assert open_assistant(server.url, llm_tools="no").ask(MANY_AIDS).answer == "Voici le texte. [1]"


def test_an_answer_without_end_is_cut_at_a_sentence_and_says_so(open_assistant: Opener) -> None:
    with serve(lambda body: Reply("La règle vaut partout. " * 2000)) as server:
        answer = open_assistant(server.url, llm_answer_tokens=100).ask(QUESTION).answer
    assert answer.endswith(f"partout.\n\n{CUT_NOTE}")
    assert len(answer) < 1000


def test_the_last_step_is_for_writing(open_assistant: Opener) -> None:
    def script(body: Body) -> Reply:
        if body.get("tool_choice") == "none":
            return Reply("Je n'ai pas trouvé mieux.")
        return Reply(calls=[("search_regulations", {"query": f"essai {len(body['messages'])}"})])

    with serve(script) as server:
        assert open_assistant(server.url).ask(QUESTION).answer == "Je n'ai pas trouvé mieux."
    assert len(server.requests) == 8


def test_a_call_made_twice_is_not_made_again(open_assistant: Opener) -> None:
    def script(body: Body) -> Reply:
        return Reply(calls=[("search_regulations", {"query": "éclairage"})])

    with serve(script) as server, pytest.raises(ModelError, match="trop d'étapes"):
        open_assistant(server.url).ask(QUESTION)
    told = [str(m["content"]) for m in server.requests[-1]["messages"] if m["role"] == "tool"]
    assert sum("déjà été appelé" in text for text in told) == len(told) - 2


def test_arguments_cut_in_a_number_are_not_used(open_assistant: Opener) -> None:
    def script(body: Body) -> Reply:
        if last_role(body) == "tool":
            return Reply("Je recommence.")
        return Reply(calls=[("search_regulations", '{"query": "éclairage", "limit": 1')], finish="length")

    with serve(script) as server:
        (call,) = open_assistant(server.url).ask(QUESTION).tool_calls
    assert "objet JSON complet" in (call.error or "")


def test_the_key_is_in_no_log_error_nor_representation(
    open_assistant: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    refused = Reply(status=401, raw=f'{{"error": {{"message": "wrong key {KEY}"}}}}'.encode())
    with serve(lambda body: refused) as server, caplog.at_level(logging.DEBUG):
        with pytest.raises(ModelError) as told:
            open_assistant(server.url).ask(QUESTION)
        settings = Settings(
            llm_base_url=server.url, llm_model="m", llm_api_key=f"{KEY}\n", llm_proxy=f"http://u:{KEY}@p:1"
        )
    assert server.keys == [f"Bearer {KEY}"]
    written = [
        f"{record.getMessage()} {record.args}" for record in caplog.records if "wrong key" not in record.getMessage()
    ]
    assert not [
        text for text in (*written, str(told.value), repr(settings), repr(openai_client(settings))) if KEY in text
    ]


def test_a_key_copied_with_a_line_end_is_sent_without_it(settings: Settings) -> None:
    with serve(lambda body: HELLO) as server:
        changes: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "m", "llm_api_key": f" {KEY}\n"}
        openai_client(Settings(**{**settings.model_dump(), **changes})).models.list()
    assert server.keys == [f"Bearer {KEY}"]


def test_requests_go_through_the_proxy_of_the_settings() -> None:
    with serve(lambda body: HELLO) as proxy:
        settings = Settings(
            llm_base_url="http://modele.invalid/v1", llm_model="m", llm_proxy=proxy.url.removesuffix("/v1")
        )
        assert openai_client(settings).models.list().data[0].id == "test-model"


def test_a_proxy_that_is_no_address_is_told() -> None:
    with pytest.raises(InputError, match="JALON_LLM_PROXY"):
        openai_client(Settings(llm_base_url="http://x/v1", llm_proxy="pas une adresse"))


def test_the_bundle_of_certificates_is_used(tmp_path: Path) -> None:
    authority, bundle = trustme.CA(), tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with serve(lambda body: HELLO, tls=context) as server:
        trusting = Settings(llm_base_url=server.url, llm_model="m", ca_bundle=bundle, llm_retries=0)
        assert openai_client(trusting).models.list().data
        with pytest.raises(Exception, match="Connection error"):
            openai_client(trusting.model_copy(update={"ca_bundle": None})).models.list()


@given(st.lists(st.text(alphabet="ab<>/think", max_size=12), max_size=8))
def test_thoughts_are_left_out_however_the_text_is_cut(pieces: list[str]) -> None:
    whole, cut = Thoughts(), Thoughts()
    text = "".join(pieces)
    assert whole.without(text) + whole.rest() == "".join(map(cut.without, pieces)) + cut.rest()


@given(st.text(max_size=60))
def test_what_stands_around_a_thought_is_said(said: str) -> None:
    thoughts = Thoughts()
    plain = said.replace("<", "")
    assert thoughts.without(f"{plain}<think>{plain}</think>{plain}") + thoughts.rest() == plain * 2


def test_a_cut_answer_keeps_its_whole_sentences() -> None:
    assert whole_sentences("Une phrase. Une autre. Le montant est de 12") == f"Une phrase. Une autre.\n\n{CUT_NOTE}"
    assert whole_sentences("Le montant est de 12") == CUT_NOTE


def test_a_turn_too_long_keeps_its_question_and_shortens_its_results() -> None:
    call = {"name": "search_regulations", "args": {}, "id": "a"}
    turn: list[AnyMessage] = [
        HumanMessage("Ancienne question"),
        AIMessage("Ancienne réponse"),
        HumanMessage("Question"),
        AIMessage("", tool_calls=[call]),
        ToolMessage("mot " * 5000, tool_call_id="a"),
    ]
    kept = compacted(turn, budget=1000, sheet=None)
    assert [message.type for message in kept] == ["human", "ai", "tool"]
    assert str(kept[-1].text).endswith(CUT)
    assert count_tokens(kept) <= 1000
