"""An answer that the user stops: it ends at once, and what was verified so far is kept."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from assistant.agent import AnswerDone, Assistant, ParagraphReady, ToolStarted
from assistant.errors import NotFoundError
from assistant.services import open_services
from assistant.settings import Settings
from evals.endpoint import Body, Pieces, Reply, serve

QUESTION = "Que dit la réglementation sur l'extinction de l'éclairage public ?"
CONVERSATION = "p-00000001"
LONGEST = 10  # seconds


def stopped_at(assistant: Assistant, kind: type, question: str = QUESTION) -> AnswerDone:
    """The end of an answer that is stopped at its first event of a kind."""
    stop = threading.Event()
    for event in assistant.stream(question, project_id=CONVERSATION, stop=stop):
        if isinstance(event, kind):
            stop.set()
        last = event
    assert isinstance(last, AnswerDone)
    return last


def test_an_answer_stopped_before_it_speaks_says_so_and_the_conversation_goes_on(assistant: Assistant) -> None:
    assert stopped_at(assistant, ToolStarted).answer.is_interrupted
    kept = assistant.transcript(CONVERSATION)[-1]
    assert kept.is_interrupted
    assert kept.text == "La réponse a été arrêtée ici."
    assert kept.made_with is not None
    assert assistant.ask(QUESTION, project_id=CONVERSATION).citations
    assert [one.role for one in assistant.transcript(CONVERSATION)] == ["user", "assistant"] * 2


def test_a_model_is_no_longer_read_once_the_answer_is_stopped(settings: Settings) -> None:
    pieces = Pieces([{"content": "mot "}] * 400)
    with serve(lambda body: Reply(deltas=pieces, pause=0.01)) as server:
        named: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "lent"}
        with (
            open_services(Settings(home=settings.home, **named)) as services,
            closing(Assistant(services)) as assistant,
        ):
            stop = threading.Event()
            threading.Timer(0.5, stop.set).start()
            list(assistant.stream(QUESTION, project_id=CONVERSATION, stop=stop))
            time.sleep(0.5)
            sent = pieces.sent
            time.sleep(0.5)
            assert 0 < pieces.sent == sent < len(pieces)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    opened = threading.Event()
    yield opened
    opened.set()


def test_a_model_that_never_ends_is_left_at_once(settings: Settings, gate: threading.Event) -> None:
    def silent(body: Body) -> Reply:
        gate.wait(LONGEST)
        return Reply("Trop tard.")

    with serve(silent) as server:
        named: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "lent"}
        with (
            open_services(Settings(home=settings.home, **named)) as services,
            closing(Assistant(services)) as assistant,
        ):
            stop = threading.Event()
            threading.Timer(0.3, stop.set).start()
            began = time.monotonic()
            (done,) = assistant.stream(QUESTION, project_id=CONVERSATION, stop=stop)
            assert time.monotonic() - began < LONGEST / 2
            gate.set()
            time.sleep(0.3)  # the reply that comes too late
            assert isinstance(done, AnswerDone)
            assert [one.text for one in assistant.transcript(CONVERSATION)][1:] == ["La réponse a été arrêtée ici."]


def test_the_paragraphs_that_were_shown_are_kept_with_their_sources(settings: Settings) -> None:
    def script(body: Body) -> Reply:
        if body["messages"][-1]["role"] != "tool":
            return Reply(calls=[("search_regulations", {"query": "extinction de l'éclairage public"})])
        marker = str(body["messages"][-1]["content"]).split("[p:")[1].split("]")[0]
        sentence = f"Le texte parle d'éclairage [p:{marker}]."
        return Reply("\n\n".join([sentence, *(f"Suite {'encore ' * 40}" for _ in range(40))]))

    with serve(script) as server:
        named: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "bavard"}
        with (
            open_services(Settings(home=settings.home, **named)) as services,
            closing(Assistant(services)) as assistant,
        ):
            done = stopped_at(assistant, ParagraphReady)
            kept = assistant.transcript(CONVERSATION)[-1]
    assert done.answer.is_interrupted
    assert kept.citations
    assert "éclairage [1]" in kept.text
    assert kept.text.count("Suite") < 40


def test_a_question_asked_otherwise_goes_on_from_there_and_the_old_branch_is_gone_back_to(assistant: Assistant) -> None:
    for question in ("Que dit la réglementation sur les biodéchets ?", "Et sur l'éclairage public ?"):
        list(assistant.stream(question, project_id=CONVERSATION))
    asked = assistant.transcript(CONVERSATION)[2].message_id
    list(assistant.stream(QUESTION, project_id=CONVERSATION, replaces=asked))
    shown = assistant.transcript(CONVERSATION)
    assert [one.text for one in shown if one.role == "user"][1:] == [QUESTION]
    assert assistant.conversations.get(CONVERSATION).messages == 2

    (left,) = assistant.branches.list(CONVERSATION)
    assert left.asked == "Et sur l'éclairage public ?"
    old = assistant.transcript(CONVERSATION, branch_id=left.branch_id)
    assert old[2].text == left.asked

    assistant.restore(CONVERSATION, left.branch_id)
    assert [one.text for one in assistant.transcript(CONVERSATION)] == [one.text for one in old]
    assert [one.asked for one in assistant.branches.list(CONVERSATION)] == [QUESTION]


def test_the_first_question_may_be_asked_otherwise(assistant: Assistant) -> None:
    list(assistant.stream(QUESTION, project_id=CONVERSATION))
    first = assistant.transcript(CONVERSATION)[0].message_id
    list(assistant.stream("Et les biodéchets ?", project_id=CONVERSATION, replaces=first))
    assert [one.text for one in assistant.transcript(CONVERSATION) if one.role == "user"] == ["Et les biodéchets ?"]


def test_what_is_not_in_the_conversation_cannot_be_asked_otherwise(assistant: Assistant) -> None:
    list(assistant.stream(QUESTION, project_id=CONVERSATION))
    answer = assistant.transcript(CONVERSATION)[1].message_id
    for wrong in (answer, "inconnu"):
        with pytest.raises(NotFoundError, match="rechargez la page"):
            assistant.stream(QUESTION, project_id=CONVERSATION, replaces=wrong)
    with pytest.raises(NotFoundError, match="n'existe pas ou plus"):
        assistant.restore(CONVERSATION, "inconnue")
