"""An opinion on an answer: kept once with what the answer was made with, changed, and gone with its conversation."""

from datetime import UTC, datetime

import pytest

from assistant.agent import Assistant
from assistant.agent.feedback import COMMENT_LIMIT, load_reasons
from assistant.domain import AnswerVerdict
from assistant.errors import InputError, NotFoundError

CONVERSATION = "p-00000001"
FIRST, LATER = datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def answer(assistant: Assistant) -> str:
    """The id of an answer, the second of its conversation."""
    for question in ("Écrivez à maire@exemple.fr. Que dit la loi sur les biodéchets ?", "Et sur l'éclairage ?"):
        list(assistant.stream(question, project_id=CONVERSATION))
    return assistant.transcript(CONVERSATION)[-1].message_id or ""


def test_an_opinion_keeps_what_led_to_the_answer_and_what_made_it(assistant: Assistant, answer: str) -> None:
    given = assistant.opinions.give(
        CONVERSATION, answer, "pas_utile", reasons=["perimee", "chiffre_faux"], comment="Voir 05 53 00 00 00", now=FIRST
    )
    assert given.reasons == ("chiffre_faux", "perimee")  # in the order of the list
    assert given.comment == "Voir [téléphone masqué]"
    assert "exemple.fr" not in given.asked[0]
    assert given.asked[1:] == ("Et sur l'éclairage ?",)
    assert given.made_with is not None
    assert given.made_with.registries["factors"]
    assert assistant.opinions.all() == (given,)


def test_given_again_it_changes_nothing_and_changed_it_takes_the_place(assistant: Assistant, answer: str) -> None:
    first = assistant.opinions.give(CONVERSATION, answer, "utile", now=FIRST)
    assert assistant.opinions.give(CONVERSATION, answer, "utile", now=LATER) == first
    changed = assistant.opinions.give(CONVERSATION, answer, "pas_utile", now=LATER)
    assert assistant.opinions.all() == (changed,)
    assistant.opinions.withdraw(changed.feedback_id)
    assert assistant.opinions.all() == ()


def test_an_opinion_goes_with_its_conversation(assistant: Assistant, answer: str) -> None:
    assistant.opinions.give(CONVERSATION, answer, "utile", now=FIRST)
    assistant.conversations.delete(CONVERSATION)
    assert assistant.opinions.all() == ()


@pytest.mark.parametrize(
    ("verdict", "reasons", "comment", "told"),
    [
        ("bof", [], "", "Avis inconnu"),
        ("utile", ["chiffre_faux"], "", "Motif inconnu"),
        ("utile", [], "x" * (COMMENT_LIMIT + 1), "1000 au plus"),
    ],
)
def test_a_wrong_opinion_is_refused_in_french(
    assistant: Assistant, answer: str, verdict: str, reasons: list[str], comment: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        assistant.opinions.give(CONVERSATION, answer, verdict, reasons=reasons, comment=comment, now=FIRST)


def test_what_is_not_an_answer_gets_no_opinion(assistant: Assistant, answer: str) -> None:
    question = assistant.transcript(CONVERSATION)[0].message_id or ""
    for wrong in (question, "inconnue"):
        with pytest.raises(NotFoundError, match="rechargez la page"):
            assistant.opinions.give(CONVERSATION, wrong, "utile", now=FIRST)


def test_each_verdict_has_reasons_and_no_label_is_written_twice() -> None:
    reasons = load_reasons().values()
    assert {one.verdict for one in reasons} == set(AnswerVerdict)
    assert len({one.label for one in reasons}) == len(reasons)
