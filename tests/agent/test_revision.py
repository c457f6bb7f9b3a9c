"""An answer that is not traced goes back to the model once; what it says then is shown, marked or taken out."""

import pytest

from assistant.errors import ModelError
from evals.endpoint import Body, OpenAIServer, Reply, Script, serve
from tests.agent.test_language_model import QUESTION, Opener, cite_with, last_role, open_assistant

__all__ = ["open_assistant"]

TRUE = "Au plus 3 000 K."
FALSE = "Au plus 2 150 K."


def saying(*answers: str) -> Script:
    """A model that searches, then says its answers in turn; the words of each are followed by the right marker."""
    left = list(answers)
    found: list[str] = []

    def script(body: Body) -> Reply:
        if last_role(body) == "tool":
            found.append(str(body["messages"][-1]["content"]))
        if not found:
            return Reply(calls=[("search_regulations", {"query": "température de couleur luminaire"})])
        marker = cite_with("", "3 000 K")(found[-1]).strip()
        return Reply(left.pop(0).replace("[p]", marker))

    return script


def corrections(server: OpenAIServer) -> list[str]:
    return [
        str(body["messages"][-1]["content"])
        for body in server.requests
        if body["messages"][-1]["role"] == "user" and body["messages"][-1]["content"] != QUESTION
    ]


def test_the_model_is_told_what_is_wrong_and_may_mend_it(open_assistant: Opener) -> None:
    with serve(saying(f"{FALSE} [p]", f"{TRUE} [p]")) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert answer.answer == "Au plus 3 000 K. [1]"
    assert answer.unverified == ()
    (told,) = corrections(server)
    assert "« 2 150 K » : ce chiffre n'est ni dans la question, ni dans un passage cité" in told


def test_what_is_wrong_twice_is_shown_marked_and_not_sent_back_again(open_assistant: Opener) -> None:
    with serve(saying(f"{FALSE} [p]", "Au plus 2 250 K. [p]")) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert answer.answer == "Au plus 2 250 K (non vérifié). [1]"
    assert len(corrections(server)) == 1


def test_the_paragraphs_before_the_fault_are_shown_once_and_first(open_assistant: Opener) -> None:
    first = f"{TRUE} [p]\n\n{FALSE} [p]\n\nVoilà."
    with serve(saying(first, f"{TRUE} [p]\n\nLe texte ne dit rien d'autre.")) as server:
        events = list(open_assistant(server.url).stream(QUESTION, project_id="p-renvoi"))
    shown = [event.text for event in events if event.type == "paragraph"]
    assert shown == ["Au plus 3 000 K. [1]", "Le texte ne dit rien d'autre."]
    assert TRUE in corrections(server)[0]


def test_a_conversation_keeps_what_was_shown_and_nothing_of_the_first_try(open_assistant: Opener) -> None:
    with serve(saying(f"{FALSE} [p]", f"{TRUE} [p]")) as server:
        assistant = open_assistant(server.url)
        events = list(assistant.stream(QUESTION, project_id="p-garde"))
    done = events[-1]
    assert done.type == "done"
    shown = assistant.transcript("p-garde")
    assert [message.text for message in shown] == [QUESTION, done.answer.answer]
    assert not any("2 150" in str(message.text) for message in assistant.messages("p-garde"))


def test_a_revised_answer_may_call_the_tool_that_missed(open_assistant: Opener) -> None:
    replies = iter(
        [
            Reply(FALSE),
            Reply(calls=[("search_regulations", {"query": "température de couleur luminaire"})]),
        ]
    )

    def script(body: Body) -> Reply:
        if last_role(body) == "tool":
            return Reply(cite_with(TRUE, "3 000 K")(str(body["messages"][-1]["content"])))
        return next(replies)

    with serve(script) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert answer.answer == "Au plus 3 000 K. [1]"


@pytest.mark.parametrize("said", ["", "   \n\n ", " ."], ids=["nothing", "spaces", "full-stop"])
def test_an_empty_answer_is_asked_again_then_told(open_assistant: Opener, said: str) -> None:
    with serve(saying(said, said)) as server, pytest.raises(ModelError, match="n'a rien répondu"):
        open_assistant(server.url).ask(QUESTION)
    with serve(saying(said, f"{TRUE} [p]")) as server:
        assert open_assistant(server.url).ask(QUESTION).answer == "Au plus 3 000 K. [1]"


def test_an_answer_in_english_is_asked_again_then_not_shown(open_assistant: Opener) -> None:
    english = "The colour of the light must not be above what the law says in this area."
    with serve(saying(english, english)) as server:
        answer = open_assistant(server.url).ask(QUESTION)
    assert answer.answer == "[paragraphe retiré : le modèle n'a pas répondu en français]"
    assert [problem.reason for problem in answer.unverified] == ["ce paragraphe est en anglais"]


def test_what_is_not_traced_may_be_taken_out_instead(open_assistant: Opener) -> None:
    wrong = "Le taux est de 25 %. La règle vaut partout. [p]"
    with serve(saying(wrong, wrong)) as server:
        answer = open_assistant(server.url, unproven="withhold").ask(QUESTION)
    assert answer.answer == "[phrase retirée : non vérifiée] La règle vaut partout. [1]"
    assert [problem.text for problem in answer.unverified] == ["25 %"]
