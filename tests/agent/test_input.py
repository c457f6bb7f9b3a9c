"""What is not a question gets a sentence, and loses nothing."""

import pytest

from assistant.agent import Assistant
from assistant.errors import InputError, NotFoundError


@pytest.mark.parametrize("message", ["", "   ", "\x00\x07", "???"])
def test_an_empty_question_is_refused(assistant: Assistant, message: str) -> None:
    with pytest.raises(InputError, match="vide"):
        assistant.ask(message)


def test_an_endless_message_is_refused(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="trop long"):
        assistant.ask("a" * 200_000)


def test_an_unknown_project_is_said(assistant: Assistant) -> None:
    with pytest.raises(NotFoundError, match="p-inconnu"):
        assistant.ask("Quelles aides ?", project_id="p-inconnu")


def test_a_question_out_of_scope_is_declined(assistant: Assistant) -> None:
    answer = assistant.ask("Quelle est la recette de la tarte aux pommes ?")
    assert answer.citations == ()
    assert answer.project_id is None
