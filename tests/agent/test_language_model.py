"""The same loop on a language model behind a real HTTP server: it may choose the words, never a fact."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.agent import Assistant
from assistant.errors import ModelError
from assistant.services import open_services
from assistant.settings import Settings
from evals.endpoint import Body, OpenAIServer, Reply, Script, serve

KEY = "sk-tres-secret"
QUESTION = "Quelle température de couleur pour l'éclairage public ?"
Opener = Callable[..., Assistant]


@pytest.fixture
def open_assistant(settings: Settings) -> Iterator[Opener]:
    """Open the assistant on an endpoint; everything is closed at the end."""
    with ExitStack() as stack:

        def opener(url: str, **more: object) -> Assistant:
            changes: dict[str, Any] = {"llm_base_url": url, "llm_model": "test-model", "llm_timeout_seconds": 5, **more}
            endpoint = Settings(**{**settings.model_dump(), **changes, "llm_api_key": KEY})
            services = stack.enter_context(open_services(endpoint))
            return stack.enter_context(closing(Assistant(services, now=lambda: datetime(2026, 11, 24, tzinfo=UTC))))

        yield opener


def last_role(body: Body) -> str:
    return str(body["messages"][-1]["role"])


def searching(answer: Callable[[str], str]) -> Script:
    """A model that searches the regulation, then writes an answer from the text that the tool gave it."""

    def script(body: Body) -> Reply:
        if last_role(body) == "tool":
            return Reply(answer(str(body["messages"][-1]["content"])))
        return Reply(calls=[("search_regulations", {"query": "température de couleur luminaire"})])

    return script


def cite_with(sentence: str, containing: str) -> Callable[[str], str]:
    """A sentence that cites the first passage in which some words stand."""

    def answer(found: str) -> str:
        marker = next(m[1] for m in re.finditer(r"(\[p:[\w-]+\])(.*?)</document>", found, re.S) if containing in m[2])
        return f"{sentence} {marker}"

    return answer


def test_a_fact_of_a_cited_passage_is_traced(open_assistant: Opener) -> None:
    with serve(searching(cite_with("Au plus 3 000 K.", "3 000 K"))) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert answer.unverified == ()
    assert answer.answer == "Au plus 3 000 K. [1]"
    assert "3 000 K" in answer.citations[0].text
    assert [call.name for call in answer.tool_calls] == ["search_regulations"]
    assert [(figure.value, figure.origin.value) for figure in answer.figures] == [("3000", "passage")]


def test_a_server_that_runs_overnight_gives_the_date_of_the_day(settings: Settings) -> None:
    with serve(lambda body: Reply("Bonjour.")) as server:
        changes: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "test-model"}
        with open_services(settings.model_copy(update=changes)) as services:
            today = [datetime(2026, 11, 24, 12, tzinfo=UTC)]
            with closing(Assistant(services, now=lambda: today[0])) as assistant:
                assistant.ask(QUESTION)
                today[0] = datetime(2026, 11, 25, 12, tzinfo=UTC)
                assistant.ask("Et demain ?")
    prompts = [str(body["messages"][0]["content"]) for body in server.requests]
    assert ["24 novembre 2026" in prompts[0], "25 novembre 2026" in prompts[1]] == [True, True]


def test_an_invented_figure_is_marked(open_assistant: Opener) -> None:
    with serve(searching(cite_with("Au plus 2 150 K.", "3 000 K"))) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert "2 150 K (non vérifié)" in answer.answer
    assert [problem.text for problem in answer.unverified] == ["2 150 K"]


def test_an_invented_citation_is_said(open_assistant: Opener) -> None:
    with serve(lambda body: Reply("La règle existe [p:inventee].")) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert answer.citations == ()
    assert [problem.text for problem in answer.unverified] == ["[p:inventee]"]


def test_paragraphs_are_streamed_once_verified(open_assistant: Opener) -> None:
    with serve(lambda body: Reply("Premier paragraphe.\n\nSecond paragraphe, 12 %.")) as server:
        events = list(open_assistant(server.url).stream(QUESTION, project_id="p-flux"))
    assert [event.type for event in events] == ["paragraph", "paragraph", "done"]


def test_a_wrong_argument_comes_back_to_the_model(open_assistant: Opener) -> None:
    def script(body: Body) -> Reply:
        if last_role(body) == "tool":
            return Reply(f"Le calculateur répond : {body['messages'][-1]['content']}")
        return Reply(calls=[("estimate_footprint", {"activity": "centrale nucléaire", "inputs": {}})])

    with serve(script) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert "centrale nucléaire" in (answer.tool_calls[0].error or "")


def test_a_figure_slipped_into_a_refused_call_is_no_proof(open_assistant: Opener) -> None:
    def script(body: Body) -> Reply:
        if last_role(body) == "tool":
            return Reply("L'aide est de 123 456 €.")
        return Reply(calls=[("estimate_footprint", {"activity": "aide de 123 456 €", "inputs": {}})])

    with serve(script) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert [problem.text for problem in answer.unverified] == ["123 456 €"]


def test_a_sheet_with_an_invented_cost_is_refused(open_assistant: Opener) -> None:
    draft = {"title": "Éclairage public", "costs": [{"label": "Travaux", "amount": 999_999}]}

    def script(body: Body) -> Reply:
        return (
            Reply("Refusé.") if last_role(body) == "tool" else Reply(calls=[("save_project_sheet", {"draft": draft})])
        )

    with serve(script) as server:
        answer = open_assistant(server.url).ask("Fais la fiche de notre projet à 310 000 € HT.")
    assert "999999" in (answer.tool_calls[0].error or "")


def test_a_model_that_never_ends_is_stopped(open_assistant: Opener) -> None:
    with (
        serve(lambda body: Reply(calls=[("search_regulations", {"query": "éclairage"})])) as server,
        pytest.raises(ModelError, match="trop d'étapes"),
    ):
        open_assistant(server.url).ask(QUESTION)


@pytest.mark.parametrize(
    "reply",
    [Reply(status=500, raw=b"{}"), Reply(status=401, raw=b'{"error": {"message": "bad key"}}'), Reply(raw=b"<html>")],
    ids=["failing", "wrong key", "not JSON"],
)
def test_a_failing_endpoint_is_told_and_loses_nothing(open_assistant: Opener, reply: Reply) -> None:
    with serve(lambda body: reply) as server:
        assistant = open_assistant(server.url)
        with pytest.raises(ModelError) as told:
            list(assistant.stream(QUESTION, project_id="p-panne"))
    assert "réessayez" in str(told.value)
    assert KEY not in str(told.value)
    assert [message.text for message in assistant.messages("p-panne")] == [QUESTION]


def test_an_endpoint_that_is_not_there_is_told(open_assistant: Opener) -> None:
    with pytest.raises(ModelError, match="vérifiez l'adresse"):
        open_assistant("http://127.0.0.1:9/v1").ask(QUESTION)


def test_the_conversation_goes_on_after_a_failure(open_assistant: Opener) -> None:
    replies = iter([*[Reply(status=503, raw=b"{}")] * 3, Reply("Me revoilà.")])
    with serve(lambda body: next(replies)) as server:
        assistant = open_assistant(server.url)
        with pytest.raises(ModelError):
            list(assistant.stream(QUESTION, project_id="p-reprise"))
        answer = assistant.ask("Et maintenant ?", project_id="p-reprise")
    assert answer.answer == "Me revoilà."
    assert [m["content"] for m in server.requests[-1]["messages"] if m["role"] == "user"] == [
        QUESTION, "Et maintenant ?",
    ]  # fmt: skip


def test_only_chat_completions_are_asked_with_the_key_and_the_tools(open_assistant: Opener) -> None:
    def requests(server: OpenAIServer) -> list[str]:
        return [str(request["path"]) for request in server.requests]

    with serve(lambda body: Reply("Bonjour.")) as server:
        open_assistant(server.url).ask("Bonjour")
    assert set(requests(server)) == {"/v1/chat/completions"}
    assert set(server.keys) == {f"Bearer {KEY}"}
    assert [tool["function"]["name"] for tool in server.requests[0]["tools"]] == [
        "search_regulations", "search_funding", "explain_eligibility", "search_projects", "estimate_footprint",
        "read_passage", "compare_scenarios", "build_financing_plan", "rate_green_budget", "check_completeness",
        "rewrite_sheet_field", "keep_variant", "read_sheet", "update_sheet",
        "save_project_sheet",
    ]  # fmt: skip


def test_a_long_conversation_is_cut_to_the_context_but_kept(open_assistant: Opener) -> None:
    with serve(lambda body: Reply("Noté.")) as server:
        assistant = open_assistant(server.url, llm_context_tokens=16_000)
        for number in range(12):
            list(assistant.stream(f"Message {number} : " + "mot " * 1000, project_id="p-long"))
    sent = [m for m in server.requests[-1]["messages"] if m["role"] == "user"]
    assert len(sent) < 12
    assert str(sent[0]["content"]).startswith("[Mémoire de la conversation.")
    assert str(sent[-1]["content"]).rpartition("[Suite de la conversation]\n\n")[2].startswith("Message 11")
    assert len(assistant.messages("p-long")) == 24
