"""Drafting in the conversation, with and without a language model: nothing new is said, what is lost is told."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.agent import Answer, Assistant
from assistant.agent.drafting import DraftingDesk
from assistant.agent.drafting.worded import LABEL
from assistant.services import Services, open_services
from assistant.settings import Settings
from evals.endpoint import Body, Reply, Script, serve

TOLD = "Commune de Dordogne, remplacer 420 lampadaires de 150 W par des LED de 45 W, 200 000 € HT."
PROJECT = "p-0000000a"
ON = datetime(2026, 11, 24, 9, tzinfo=UTC)
Opener = Callable[[str], tuple[DraftingDesk, Services]]


def say(assistant: Assistant, *messages: str) -> Answer:
    events = [event for message in messages for event in assistant.stream(message, project_id=PROJECT)]
    done = events[-1]
    assert done.type == "done"
    return done.answer


@pytest.fixture
def drafted(assistant: Assistant) -> Assistant:
    """A conversation whose sheet has been written."""
    say(assistant, TOLD, "Rédige la fiche projet")
    return assistant


def calls(answer: Answer) -> list[str]:
    return [call.name for call in answer.tool_calls]


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("il manque quoi pour la DETR ?", {"target": "detr"}),
        ("Le dossier est-il complet pour le Fonds vert ?", {"target": "fonds_vert"}),
        ("quelles pièces faut-il pour la délibération", {"target": "deliberation"}),
        ("Qu'est-ce qui manque pour la fiche CRTE ?", {"target": "crte"}),
    ],
)
def test_a_file_is_checked_and_every_figure_of_the_answer_is_traced(
    drafted: Assistant, message: str, arguments: dict[str, str]
) -> None:
    answer = say(drafted, message)
    assert [(call.name, call.arguments) for call in answer.tool_calls] == [("check_completeness", arguments)]
    assert answer.unverified == ()
    assert "fiche complète à" in answer.answer
    assert "**À demander ensuite, le plus utile d'abord :**" in answer.answer


def test_the_next_questions_of_a_file_are_the_ones_that_unlock_it(drafted: Assistant) -> None:
    answer = say(drafted, "il manque quoi pour la DETR ?").answer
    assert "Combien d'habitants la collectivité compte-t-elle ? (débloque « Population" in answer
    assert "Quel est le coût prévisionnel" not in answer


def test_the_file_is_asked_for_when_none_is_named_and_remembered_afterwards(drafted: Assistant) -> None:
    assert say(drafted, "il manque quoi ?").answer.startswith("Pour quel dossier ?")
    answer = say(drafted, "pour la DETR, il manque quoi ?", "et il manque quoi maintenant ?")
    assert answer.tool_calls[0].arguments == {"target": "detr"}


def test_without_a_sheet_the_answer_says_what_to_do(assistant: Assistant) -> None:
    answer = say(assistant, TOLD, "il manque quoi pour la DETR ?")
    assert "Demandez « Rédige la fiche projet »" in answer.answer


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("raccourcis l'objectif", {"field": "objectives", "style": "shorter"}),
        ("une version de la description pour les élus", {"field": "description", "style": "elected"}),
        ("le contexte est trop long", {"field": "context", "style": "shorter"}),
        ("reformule les risques pour le formulaire de la préfecture", {"field": "risks", "style": "form"}),
        ("version pour les élus", {"field": "objectives", "style": "elected"}),
    ],
)
def test_a_field_is_said_otherwise_with_traced_figures_and_nothing_is_saved(
    drafted: Assistant, services: Services, message: str, arguments: dict[str, str]
) -> None:
    answer = say(drafted, message)
    assert [(call.name, call.arguments) for call in answer.tool_calls] == [("rewrite_sheet_field", arguments)]
    assert answer.unverified == ()
    assert services.projects.get(PROJECT).version == 1


def test_the_field_said_otherwise_last_is_the_one_meant(drafted: Assistant) -> None:
    answer = say(drafted, "raccourcis la description", "et pour la préfecture ?")
    assert answer.tool_calls[0].arguments == {"field": "description", "style": "form"}


@pytest.mark.parametrize("message", ["garde la B", "Je garde la 2.", "garde la deuxième", "on prend la dernière"])
def test_the_chosen_variant_becomes_a_version_that_stays(drafted: Assistant, services: Services, message: str) -> None:
    answer = say(drafted, "version pour les élus", message)
    assert calls(answer) == ["keep_variant"]
    assert answer.unverified == ()
    chosen = services.projects.get(PROJECT)
    assert (chosen.version, len(chosen.objectives)) == (2, 1)
    say(drafted, "Rédige la fiche projet")
    assert services.projects.get(PROJECT).objectives == chosen.objectives


def test_a_variant_that_was_not_proposed_is_refused(drafted: Assistant, services: Services) -> None:
    answer = say(drafted, "version pour les élus", "garde la 9")
    assert "Cette proposition n'existe pas. Propositions : A, B" in answer.answer
    assert services.projects.get(PROJECT).version == 1


@pytest.mark.parametrize(
    "message",
    ["Quelles aides pour les élus ?", "Je garde la même adresse", "Quelles obligations ?", "Que dit la DETR ?"],
)
def test_other_messages_are_not_taken_for_drafting(drafted: Assistant, message: str) -> None:
    tools = {"check_completeness", "rewrite_sheet_field", "keep_variant"}
    assert not tools & set(calls(say(drafted, message)))


@pytest.fixture
def open_desk(settings: Settings, drafted: Assistant) -> Iterator[Opener]:
    """The desk over the drafted sheet, on an endpoint."""
    with ExitStack() as stack:

        def opener(url: str) -> tuple[DraftingDesk, Services]:
            changes: dict[str, Any] = {"llm_base_url": url, "llm_model": "m", "llm_timeout_seconds": 5}
            services = stack.enter_context(open_services(settings.model_copy(update=changes)))
            return DraftingDesk(services, now=lambda: ON), services

        yield opener


def answering(text: str) -> Script:
    return lambda body: Reply(text)


def test_the_words_of_a_model_are_proposed_first_with_the_figures_that_it_lost(open_desk: Opener) -> None:
    with serve(answering("Passer 420 points lumineux aux LED, pour 200 000 € HT. [u]")) as server:
        desk, _ = open_desk(server.url)
        first = desk.rewriting(PROJECT, "context", "shorter").variants[0]
    assert first.label == LABEL
    assert first.lost == ("150 W", "45 W")
    assert first.statements[0].text == "Passer 420 points lumineux aux LED, pour 200 000 € HT."
    assert first.statements[0].provenance[0].origin == "user"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Passer 420 points aux LED pour 250 000 €.", "250 000 €"),
        ("Passer 420 points aux LED, soit 60 % d'économie.", "60 %"),
        ("Passer 420 points aux LED, selon l'article L583-1.", "L583-1"),
        ("Passer 420 points aux LED, avec la DETR.", "DETR"),
        ("Passer aux LED : « la nuit est belle et la ville dort enfin ».", "la nuit est belle"),
    ],
    ids=["amount", "share", "reference", "aid", "quotation"],
)
def test_what_a_model_adds_sets_its_variant_aside_and_is_told(open_desk: Opener, said: str, named: str) -> None:
    with serve(answering(said)) as server:
        desk, _ = open_desk(server.url)
        found = desk.rewriting(PROJECT, "context", "shorter")
    assert all(one.label != LABEL for one in found.variants)
    assert found.told[0].startswith("La proposition du modèle est écartée")
    assert named in found.told[0]


def test_a_model_that_fails_leaves_the_variants_without_it(open_desk: Opener) -> None:
    with serve(lambda body: Reply(status=400, raw=b"{}")) as server:
        desk, _ = open_desk(server.url)
        found = desk.rewriting(PROJECT, "objectives", "elected")
    assert found.variants
    assert "n'a pas répondu" in found.told[0]


def test_what_a_model_writes_inside_a_tool_is_no_part_of_the_answer(settings: Settings, drafted: Assistant) -> None:
    def script(body: Body) -> Reply:
        last = body["messages"][-1]
        if "Réécris en français le champ" in str(last["content"]):
            return Reply("Mots cachés du modèle [h]")
        if last["role"] == "tool":
            return Reply("Voici les propositions.")
        return Reply(calls=[("rewrite_sheet_field", {"field": "objectives", "style": "shorter"})])

    with serve(script) as server:
        changes: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "m", "llm_timeout_seconds": 5}
        opened = open_services(settings.model_copy(update=changes))
        with opened as services, closing(Assistant(services, now=lambda: ON)) as assistant:
            answer = say(assistant, "raccourcis l'objectif")
    assert answer.answer == "Voici les propositions."
    assert calls(answer) == ["rewrite_sheet_field"]
