"""What a conversation says of the operations shown is true of those that it lists, and every number of it is proved."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from assistant.agent import Assistant
from assistant.agent.planner.operations import SHOWN_OPERATIONS
from assistant.services import Services
from tests.comparables.conftest import Row, row
from tests.comparables.test_shown_and_counted import CLOSE, ELSEWHERE, SAME_KIND

QUESTION = "Quelles opérations comparables pour remplacer la chaudière fioul de la mairie par une pompe à chaleur ?"


def test_a_conversation_lists_as_many_operations_as_it_says_and_tells_those_that_are_not_counted(
    opened: Callable[[Sequence[Row]], Services],
) -> None:
    far = row("Mise aux normes de la cuve à fioul des ateliers")
    services = opened([*CLOSE[:2], SAME_KIND, far, *ELSEWHERE])
    assistant = Assistant(services, now=lambda: datetime(2026, 3, 1, 9, tzinfo=UTC))
    try:
        answer = assistant.ask(QUESTION)
    finally:
        assistant.close()
    listed = [line for line in answer.answer.split("\n") if line.startswith("- ")]
    assert len(listed) == 4 <= SHOWN_OPERATIONS
    assert "Parmi les opérations les plus proches (4), 2 comptent dans les statistiques." in answer.answer
    assert ["hors des statistiques" in line for line in listed] == [False, False, True, True]
    assert answer.unverified == ()


def test_a_conversation_lists_no_more_than_it_counts(opened: Callable[[Sequence[Row]], Services]) -> None:
    more = [row(CLOSE[0]["intitule"], 90_000 + n, beneficiaire_code_insee=f"0501{n}") for n in range(4)]
    services = opened([*CLOSE, *more, *ELSEWHERE])
    assistant = Assistant(services, now=lambda: datetime(2026, 3, 1, 9, tzinfo=UTC))
    try:
        answer = assistant.ask(QUESTION)
    finally:
        assistant.close()
    assert f"Les {SHOWN_OPERATIONS} plus proches comptent toutes dans les statistiques." in answer.answer
    assert len([line for line in answer.answer.split("\n") if line.startswith("- ")]) == SHOWN_OPERATIONS
