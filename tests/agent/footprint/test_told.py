"""The footprint is told with each answer, kept with the conversation and summed over it."""

from contextlib import closing

import pytest

from assistant.agent import Assistant
from assistant.services import Services, open_services
from assistant.settings import Settings
from evals.endpoint import Reply, serve

QUESTION = "Nous voulons rénover l'éclairage public de notre commune."


@pytest.fixture
def offline(services: Services) -> Assistant:
    return Assistant(services)


def test_an_answer_tells_what_it_cost_and_what_the_conversation_cost(offline: Assistant) -> None:
    with closing(offline):
        first = offline.ask(QUESTION, repeatable=False)
        second = offline.ask("420 points lumineux", project_id=first.project_id)
    assert first.footprint is not None
    assert second.footprint is not None
    energies = [one.energy for one in (first.footprint.answer, second.footprint.answer)]
    total = second.footprint.conversation
    assert total.answers == 2
    assert total.energy is not None
    assert total.energy.low == sum(energy.low for energy in energies if energy)
    assert second.footprint.told == (second.footprint.answer.sentence, total.sentence)


def test_the_conversation_read_again_tells_the_same(offline: Assistant, services: Services) -> None:
    with closing(offline):
        answer = offline.ask(QUESTION, repeatable=False)
    with closing(Assistant(services)) as other:
        shown = other.transcript(answer.project_id or "")
    assert shown[-1].footprint == answer.footprint


def test_the_same_opening_message_starts_the_sum_again(offline: Assistant) -> None:
    with closing(offline):
        offline.ask(QUESTION)
        again = offline.ask(QUESTION)
    assert again.footprint is not None
    assert again.footprint.conversation.answers == 1


def test_an_endpoint_that_counts_nothing_has_its_tokens_counted_here(settings: Settings) -> None:
    with serve(lambda body: Reply("Bonjour, je vous écoute.")) as server:
        changes = {"llm_base_url": server.url, "llm_model": "modele-maison", "llm_api_key": "clef"}
        endpoint = Settings(**{**settings.model_dump(), **changes})
        with open_services(endpoint) as services, closing(Assistant(services)) as assistant:
            answer = assistant.ask("Bonjour", repeatable=False)
    assert answer.footprint is not None
    assert answer.footprint.answer.output_tokens
    assert not answer.footprint.answer.is_estimated
    assert "non estimée" in answer.footprint.told[0]
