"""The sheet in progress follows the conversation, and a saved one tells what the conversation has said since."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import pytest

from assistant.agent import Assistant, ParagraphReady, SheetChanged, SheetStanding, ToolStarted
from assistant.domain.sheet import ProjectSheet
from assistant.projects import edited
from assistant.services import Services, open_services
from assistant.settings import Settings
from evals.endpoint import Body, Reply, serve

CONVERSATION = "p-00000001"
TOLD = (
    "Commune de 3 200 habitants en Dordogne, remplacer 420 points lumineux par des LED, 310 000 € HT, de 150 W à 45 W."
)
SAVE = "Rédige la fiche projet"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def standing_after(assistant: Assistant, *messages: str) -> SheetStanding:
    for message in messages:
        list(assistant.stream(message, project_id=CONVERSATION))
    return assistant.sheet_standing(CONVERSATION)


def in_progress(assistant: Assistant, *messages: str) -> ProjectSheet:
    standing = standing_after(assistant, *messages)
    assert standing.sheet is not None
    assert not standing.is_saved
    return standing.sheet


def news(standing: SheetStanding) -> dict[str, Sequence[str]]:
    return {one.field: one.added for one in standing.told_since}


def test_a_question_alone_makes_no_sheet(assistant: Assistant) -> None:
    assert standing_after(assistant, "Que dit la loi sur l'éclairage public ?") == SheetStanding()
    assert assistant.sheet_standing("p-99999999") == SheetStanding()


def test_what_the_first_look_finds_is_in_the_sheet_and_nothing_is_saved(
    assistant: Assistant, services: Services
) -> None:
    sheet = in_progress(assistant, TOLD)
    assert sheet.owner is not None
    assert (sheet.owner.text, sheet.population) == ("Commune", 3200)
    assert sheet.total_cost_excl_tax == 310_000
    assert sheet.obligations
    assert sheet.funding
    assert sheet.footprint
    assert services.projects.find(CONVERSATION) is None


def test_the_sheet_in_progress_says_what_is_then_saved(assistant: Assistant) -> None:
    before = in_progress(assistant, TOLD)
    saved = standing_after(assistant, SAVE).sheet
    assert saved is not None
    for field in ("title", "owner", "territory", "population", "context", "description", "costs"):
        assert getattr(saved, field) == getattr(before, field)
    assert [one.calculation_id for one in saved.footprint] == [one.calculation_id for one in before.footprint]


def test_what_was_found_for_another_subject_is_not_in_the_sheet(assistant: Assistant) -> None:
    before = in_progress(assistant, TOLD)
    after = in_progress(assistant, "Que dit la réglementation sur les biodéchets ?")
    assert (after.obligations, after.funding) == (before.obligations, before.funding)


def test_what_was_found_before_a_correction_is_not_in_the_sheet(assistant: Assistant) -> None:
    assert in_progress(assistant, TOLD).funding
    assert in_progress(assistant, "En fait le coût est de 150 000 € HT").funding == ()
    assert in_progress(assistant, "Quelles aides pour ce projet ?").funding


def test_what_was_found_for_the_project_before_is_not_in_that_of_the_next(assistant: Assistant) -> None:
    assert in_progress(assistant, TOLD).footprint
    sheet = in_progress(assistant, "Nouveau projet : rénover l'éclairage public de la zone d'activités")
    assert (sheet.footprint, sheet.costs) == ((), ())


def test_a_sheet_just_saved_says_all_that_the_conversation_does(assistant: Assistant) -> None:
    standing = standing_after(assistant, TOLD, SAVE, "Merci", "Quelles aides ?", "Que dit la loi ?")
    assert standing.is_saved
    assert news(standing) == {}


def test_a_cost_told_since_is_news_until_the_sheet_is_written_again(assistant: Assistant) -> None:
    standing = standing_after(assistant, TOLD, SAVE, "En fait le coût est de 350 000 € HT")
    assert [line.replace("\u202f", " ") for line in news(standing)["costs"]] == [
        "Rénovation de l'éclairage public : 350 000 €"
    ]
    assert news(standing_after(assistant, "Mets à jour la fiche projet")) == {}


def test_words_written_by_hand_are_not_news(assistant: Assistant, services: Services) -> None:
    saved = standing_after(assistant, TOLD, SAVE).sheet
    assert saved is not None
    for field, words in (("owner", "Mairie de Périgueux"), ("description", "Un mât sur deux."), ("title", "Le bourg")):
        saved = services.projects.save(edited(saved, field, [words], at=NOW))
    assert news(standing_after(assistant, "Merci", "Quelles aides ?")) == {}
    assert set(news(standing_after(assistant, "En fait le coût est de 350 000 € HT"))) == {"costs"}


def events(assistant: Assistant, *, with_sheet: bool) -> list[str]:
    names = {ToolStarted: "tool", ParagraphReady: "paragraph", SheetChanged: "sheet"}
    made = assistant.stream(TOLD, project_id=f"{CONVERSATION}{int(with_sheet)}", with_sheet=with_sheet)
    return list(dict.fromkeys(names[type(event)] for event in made if type(event) in names))


def test_the_sheet_is_told_as_soon_as_the_message_is_read_to_those_who_ask(assistant: Assistant) -> None:
    assert events(assistant, with_sheet=True) == ["sheet", "tool", "paragraph"]
    assert events(assistant, with_sheet=False) == ["tool", "paragraph"]


def test_it_is_told_again_after_the_tools_and_before_the_answer(assistant: Assistant) -> None:
    told: list[SheetStanding] = []
    for event in assistant.stream(TOLD, project_id=CONVERSATION, with_sheet=True):
        if isinstance(event, ParagraphReady):
            break
        if isinstance(event, SheetChanged):
            told.append(event.standing)
    first, last = (one.sheet for one in told)
    assert first is not None
    assert last is not None
    assert (bool(first.funding), bool(last.funding)) == (False, True)


def scripted(body: Body) -> Reply:
    """A model that looks for aids in its own words, and writes a sheet in its own words."""
    last = body["messages"][-1]
    if last["role"] != "user":
        return Reply("C'est noté.")
    if "fiche" in str(last["content"]):
        draft = {
            "title": "Du bourg aux hameaux [u]", "owner": "La commune [u]", "objectives": ["Sobriété [h]"],
            "costs": [{"label": "Mâts et lanternes", "amount": 310_000}],
        }  # fmt: skip
        return Reply(calls=[("save_project_sheet", {"draft": draft})])
    if "points lumineux" in str(last["content"]):
        return Reply(calls=[("search_funding", {"query": "aides éclairage public LED", "amount": 310000})])
    return Reply("Bien.")


@contextmanager
def talking(settings: Settings) -> Iterator[Assistant]:
    with serve(scripted) as server:
        named = {"llm_base_url": server.url, "llm_model": "test-model", "confirm": "never"}
        with open_services(settings.model_copy(update=named)) as services, closing(Assistant(services)) as opened:
            yield opened


@pytest.fixture
def modelled(settings: Settings) -> Iterator[Assistant]:
    with talking(settings) as opened:
        yield opened


def test_with_a_language_model_the_facts_are_the_users_and_the_evidence_that_of_its_searches(
    modelled: Assistant,
) -> None:
    sheet = in_progress(modelled, TOLD)
    assert sheet.population == 3200
    assert sheet.total_cost_excl_tax == 310_000
    assert sheet.funding


def test_the_words_of_a_language_model_are_not_news_and_a_fact_told_since_is(modelled: Assistant) -> None:
    standing = standing_after(modelled, TOLD, SAVE, "Merci")
    assert standing.sheet is not None
    assert standing.sheet.title.text == "Du bourg aux hameaux"
    assert news(standing) == {}
    assert set(news(standing_after(modelled, "En fait le coût est de 350 000 € HT"))) == {"costs"}
