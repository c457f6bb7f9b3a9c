"""Conversations are listed, resumed, renamed, exported, and deleted or purged with what hangs on them."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from assistant.agent import Assistant
from assistant.agent.conversation_file import opened
from assistant.agent.conversations import export_conversation
from assistant.errors import InputError, NotFoundError
from assistant.projects import edited
from assistant.services import Services

LIGHTING = "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT."
TOLD = f"{LIGHTING} Contact : jeanne.roux@mairie.fr"
ON = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = ON

    def __call__(self) -> datetime:
        return self.at


@contextmanager
def talking(services: Services, clock: Clock) -> Iterator[Assistant]:
    with closing(Assistant(services, now=clock)) as assistant:
        yield assistant


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def assistant(services: Services, clock: Clock) -> Iterator[Assistant]:
    with talking(services, clock) as assistant:
        yield assistant


def say(assistant: Assistant, *messages: str, project_id: str) -> None:
    for message in messages:
        list(assistant.stream(message, project_id=project_id))


def file_bytes(services: Services) -> bytes:
    home = services.settings.home
    return b"".join(path.read_bytes() for path in sorted(home.glob("conversations.sqlite*")))


def test_the_last_spoken_in_comes_first_with_its_count(assistant: Assistant, clock: Clock) -> None:
    say(assistant, "Planter des haies", project_id="p-00000001")
    clock.at += timedelta(hours=1)
    say(assistant, "Rénover l'école", project_id="p-00000002")
    clock.at += timedelta(hours=1)
    say(assistant, "200 m", project_id="p-00000001")
    listed = assistant.conversations.list()
    assert [(one.title, one.messages) for one in listed] == [("Planter des haies", 2), ("Rénover l'école", 1)]
    assert listed[0].created_at == ON
    assert [one.title for one in assistant.conversations.list("ecole")] == ["Rénover l'école"]


def test_a_conversation_is_resumed_after_a_restart(services: Services, clock: Clock) -> None:
    with talking(services, clock) as assistant:
        say(assistant, TOLD, project_id="p-00000001")
    with talking(services, clock) as assistant:
        say(assistant, "Rédige la fiche projet", project_id="p-00000001")
        assert assistant.conversations.get("p-00000001").sheet_version == 1
    assert services.projects.get("p-00000001").total_cost_excl_tax == 12_000


def test_a_new_title_stays_when_the_conversation_goes_on(assistant: Assistant) -> None:
    say(assistant, TOLD, project_id="p-00000001")
    assert assistant.conversations.rename("p-00000001", "  Le bourg \n").title == "Le bourg"
    say(assistant, "de 100 W à 30 W", project_id="p-00000001")
    assert assistant.conversations.get("p-00000001").title == "Le bourg"
    with pytest.raises(InputError):
        assistant.conversations.rename("p-00000001", " ")
    with pytest.raises(NotFoundError):
        assistant.conversations.rename("p-99999999", "Autre")


def test_a_sheet_gives_its_title_to_the_conversation_that_nobody_renamed(
    assistant: Assistant, services: Services
) -> None:
    say(assistant, LIGHTING, project_id="p-00000001")
    assert assistant.conversations.get("p-00000001").title.startswith("Commune de Dordogne")
    say(assistant, "Rédige la fiche projet", project_id="p-00000001")
    assert assistant.conversations.get("p-00000001").title == "Rénovation de l'éclairage public (Dordogne)"
    assert export_conversation(assistant.export("p-00000001"), "md").startswith("# Rénovation de l'éclairage".encode())
    sheet = services.projects.get("p-00000001")
    services.projects.save(edited(sheet, "title", ["Le bourg, voir jeanne.roux@mairie.fr"], at=ON))
    (listed,) = assistant.conversations.list("bourg")
    assert "jeanne.roux" not in listed.title
    assistant.conversations.rename("p-00000001", "À présenter en mai")
    say(assistant, "Rédige la fiche projet", project_id="p-00000001")
    assert assistant.conversations.get("p-00000001").title == "À présenter en mai"
    services.projects.delete("p-00000001")
    assert assistant.conversations.get("p-00000001").title == "À présenter en mai"


def test_titles_that_people_gave_in_an_earlier_version_stay(services: Services, clock: Clock) -> None:
    with talking(services, clock) as assistant:
        for number in (1, 2):
            say(assistant, LIGHTING, "Rédige la fiche projet", project_id=f"p-0000000{number}")
        assistant.conversations.rename("p-00000002", "Le bourg")
    with opened(services.settings.conversations_path) as connection:
        connection.execute("ALTER TABLE conversations DROP COLUMN is_renamed")
    for _ in range(2):
        with talking(services, clock) as assistant:
            titles = {one.conversation_id: one.title for one in assistant.conversations.list()}
        assert titles == {"p-00000001": "Rénovation de l'éclairage public (Dordogne)", "p-00000002": "Le bourg"}


def test_deleting_removes_messages_and_footprints_and_keeps_the_sheet(assistant: Assistant, services: Services) -> None:
    say(assistant, TOLD, "Rédige la fiche projet", project_id="p-00000001")
    assert b"jeanne.roux" in file_bytes(services)
    deleted = assistant.conversations.delete("p-00000001")
    assert deleted.told.endswith("Sa fiche projet est gardée.")
    assert assistant.conversations.list() == ()
    assert b"jeanne.roux" not in file_bytes(services)
    assert services.projects.get("p-00000001").version == 1
    with opened(services.settings.conversations_path) as connection:
        for table in ("checkpoints", "writes", "answer_footprints", "conversations"):
            assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)
    with pytest.raises(NotFoundError):
        assistant.transcript("p-00000001")


def test_the_sheet_goes_too_when_asked(assistant: Assistant, services: Services) -> None:
    say(assistant, TOLD, "Rédige la fiche projet", project_id="p-00000001")
    assert assistant.conversations.delete("p-00000001", with_sheet=True).sheet_deleted
    with pytest.raises(NotFoundError):
        services.projects.get("p-00000001")


def test_a_conversation_deleted_while_it_is_answered_does_not_come_back(assistant: Assistant) -> None:
    events = assistant.stream(TOLD, project_id="p-00000001")
    next(events)
    assistant.conversations.delete("p-00000001")
    list(events)
    assert assistant.conversations.list() == ()
    assert assistant.messages("p-00000001") == []


def test_a_purge_removes_the_old_ones_alone_and_tells_which(
    assistant: Assistant, services: Services, clock: Clock
) -> None:
    say(assistant, TOLD, "Rédige la fiche projet", project_id="p-00000001")
    clock.at += timedelta(days=20)
    say(assistant, "Planter des haies", project_id="p-00000002")
    clock.at += timedelta(days=11)
    assert assistant.purge().conversations == ()  # nothing is set
    purged = assistant.conversations.purge(30)
    assert [one.conversation_id for one in purged.conversations] == ["p-00000001"]
    assert "Rénovation de l'éclairage public" in purged.told[1]
    assert [one.conversation_id for one in assistant.conversations.list()] == ["p-00000002"]
    assert b"jeanne.roux" not in file_bytes(services)
    assert "jeanne.roux" not in services.projects.get("p-00000001").model_dump_json()
    assert assistant.conversations.purge(30).conversations == ()


def test_conversations_of_an_earlier_version_are_listed(services: Services, clock: Clock) -> None:
    with talking(services, clock) as assistant:
        say(assistant, "Planter des haies", "200 m", project_id="p-00000001")
    with opened(services.settings.conversations_path) as connection:
        connection.execute("DROP TABLE conversations")
    with talking(services, clock) as assistant:
        listed = assistant.conversations.list()
    assert [(one.title, one.messages) for one in listed] == [("Planter des haies", 2)]


def test_an_export_keeps_the_citations_and_masks_the_person(assistant: Assistant) -> None:
    say(assistant, TOLD, "Que dit la réglementation sur l'extinction nocturne ?", project_id="p-00000001")
    whole = assistant.export("p-00000001")
    markdown = export_conversation(whole, "md").decode()
    assert "jeanne.roux" not in markdown
    assert "[adresse électronique masquée]" in markdown
    assert "\n- [1] Éclairage public" in markdown
    read = json.loads(export_conversation(whole, "json"))
    cited = [citation for message in read["messages"] for citation in message["citations"]]
    assert cited
    assert {"passage_id", "text", "source", "start", "end"} <= cited[0].keys()
    with pytest.raises(InputError, match="Formats : md, json"):
        export_conversation(whole, "odt")


def test_the_same_question_asked_again_is_one_conversation(assistant: Assistant) -> None:
    first, again = assistant.ask(TOLD), assistant.ask(TOLD)
    assert first.project_id == again.project_id
    assert [one.messages for one in assistant.conversations.list()] == [1]
