"""Nothing is written before the user has seen what would be and has said yes."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from assistant.agent import Answer, Assistant
from assistant.agent.confirmation.replies import read_reply
from assistant.errors import NotFoundError
from assistant.services import Services, open_services
from assistant.settings import Settings
from evals.endpoint import Body, OpenAIServer, Reply, serve

ASKED = "Fais la fiche de notre projet d'éclairage public à 310 000 € HT."
DRAFT = {"title": "Éclairage public [u]", "costs": [{"label": "Travaux", "amount": 310_000}], "risks": ["Retard [h]"]}
NOW = datetime(2026, 11, 30, tzinfo=UTC)


def saving(body: Body) -> Reply:
    """A model that saves a sheet as soon as it is asked anything, then says that it is done."""
    messages = body["messages"]
    if messages[-1]["role"] == "user" and "fiche" in str(messages[-1]["content"]):
        return Reply(calls=[("save_project_sheet", {"draft": DRAFT})])
    return Reply("C'est noté.")


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with serve(saving) as running:
        yield running


@pytest.fixture
def endpoint(settings: Settings, server: OpenAIServer) -> Settings:
    return settings.model_copy(update={"llm_base_url": server.url, "llm_model": "test-model"})


@pytest.fixture
def services(endpoint: Settings) -> Iterator[Services]:
    with open_services(endpoint) as opened:
        yield opened


@pytest.fixture
def assistant(services: Services) -> Iterator[Assistant]:
    with closing(Assistant(services, now=lambda: NOW)) as opened:
        yield opened


def project_of(answer: Answer) -> str:
    assert answer.project_id is not None
    return answer.project_id


def is_saved(services: Services, project_id: str) -> bool:
    try:
        return services.projects.get(project_id).version > 0
    except NotFoundError:
        return False


def test_what_would_be_written_is_shown_whole_and_nothing_is_written(assistant: Assistant, services: Services) -> None:
    answer = assistant.ask(ASKED)
    assert answer.awaits_confirmation
    assert answer.unverified == ()
    shown = answer.answer.replace("\u202f", " ").replace("\xa0", " ")
    assert [line for line in shown.splitlines() if line.startswith("- ")] == [
        "- Titre : Éclairage public",
        "- Dépenses : Travaux, 310 000 €",
        "- Risques : Retard",
    ]
    assert answer.answer.endswith("Confirmez-vous ? Répondez oui ou non.")
    assert not is_saved(services, project_of(answer))


@pytest.mark.parametrize("reply", ["oui", "Oui !", "d'accord, merci", "Je confirme."])
def test_a_yes_runs_the_call_that_was_shown(assistant: Assistant, services: Services, reply: str) -> None:
    project = project_of(assistant.ask(ASKED))
    done = assistant.ask(reply, project_id=project)
    assert not done.awaits_confirmation
    assert [(call.name, call.error) for call in done.tool_calls] == [("save_project_sheet", None)]
    assert services.projects.get(project).title.text == "Éclairage public"


@pytest.mark.parametrize("reply", ["non", "Non merci", "oui mais change le titre", "Quel temps fait-il ?", "oui non"])
def test_anything_else_declines_it_and_the_conversation_goes_on(
    assistant: Assistant, services: Services, server: OpenAIServer, reply: str
) -> None:
    project = project_of(assistant.ask(ASKED))
    assert assistant.ask(reply, project_id=project).answer == "C'est noté."
    assert not is_saved(services, project)
    roles = [message["role"] for message in server.requests[-1]["messages"]]
    assert roles == ["system", "user", "assistant", "tool", "user"]
    assert "n'a pas confirmé" in str(server.requests[-1]["messages"][-2]["content"])


def test_the_question_and_its_reply_stay_in_the_conversation(assistant: Assistant) -> None:
    project = project_of(assistant.ask(ASKED))
    assert assistant.transcript(project)[-1].awaits_confirmation
    assistant.ask("oui", project_id=project)
    shown = assistant.transcript(project)
    assert [message.role for message in shown] == ["user", "assistant", "user", "assistant"]
    assert "Confirmez-vous" in shown[1].text
    assert not any(message.awaits_confirmation for message in shown)


def test_a_restart_loses_no_question(endpoint: Settings) -> None:
    with open_services(endpoint) as first, closing(Assistant(first, now=lambda: NOW)) as before:
        project = project_of(before.ask(ASKED))
    with open_services(endpoint) as second, closing(Assistant(second, now=lambda: NOW)) as after:
        after.ask("oui", project_id=project)
        assert is_saved(second, project)


@pytest.mark.parametrize(("reply", "saved"), [("oui", True), ("non", False)])
def test_a_question_is_answered_without_the_model_that_asked_it(
    settings: Settings, endpoint: Settings, reply: str, saved: bool
) -> None:
    with open_services(endpoint) as first, closing(Assistant(first, now=lambda: NOW)) as online:
        project = project_of(online.ask(ASKED))
    with open_services(settings) as second, closing(Assistant(second, now=lambda: NOW)) as offline:
        offline.ask(reply, project_id=project)
        assert is_saved(second, project) == saved


def test_a_sheet_that_changed_meanwhile_is_not_written_over(assistant: Assistant, services: Services) -> None:
    project = project_of(assistant.ask(ASKED))
    assistant.ask("oui", project_id=project)
    assistant.ask(f"Refais la fiche. {ASKED}", project_id=project)
    sheet = services.projects.get(project)
    services.projects.save(sheet.model_copy(update={"version": 2}))
    done = assistant.ask("oui", project_id=project)
    assert "a changé" in (done.tool_calls[0].error or "")
    assert services.projects.get(project).version == 2


def test_an_update_keeps_the_other_fields(settings: Settings) -> None:
    replies = iter(
        [
            Reply(calls=[("save_project_sheet", {"draft": DRAFT})]),
            Reply("Fait."),
            Reply(calls=[("update_sheet", {"changes": {"risks": ["Hausse des prix [h]"], "population": 900}})]),
            Reply("Fait."),
        ]
    )
    with serve(lambda body: next(replies)) as running:
        told = settings.model_copy(update={"llm_base_url": running.url, "llm_model": "test-model"})
        with open_services(told) as services, closing(Assistant(services, now=lambda: NOW)) as assistant:
            project = project_of(assistant.ask(ASKED))
            assistant.ask("oui", project_id=project)
            assistant.ask("Le risque est la hausse des prix, nous sommes 900 habitants", project_id=project)
            assistant.ask("oui", project_id=project)
            sheet = services.projects.get(project)
    assert (sheet.version, sheet.population, sheet.title.text) == (2, 900, "Éclairage public")
    assert [risk.text for risk in sheet.risks] == ["Hausse des prix"]
    assert [cost.amount_excl_tax for cost in sheet.costs] == [310_000]


@pytest.mark.parametrize(("message", "saved"), [(ASKED, True), ("Que dit cette fiche d'aide ?", False)])
def test_without_confirmation_only_what_the_user_asks_for_is_written(
    endpoint: Settings, message: str, saved: bool
) -> None:
    never = endpoint.model_copy(update={"confirm": "never"})
    with open_services(never) as services, closing(Assistant(services, now=lambda: NOW)) as assistant:
        list(assistant.stream(message + " Travaux de 310 000 € HT.", project_id="p-jamais"))
        assert is_saved(services, "p-jamais") == saved


def test_the_offline_planner_saves_on_request(settings: Settings) -> None:
    with open_services(settings) as services, closing(Assistant(services, now=lambda: NOW)) as assistant:
        assistant.ask(f"Commune de 900 habitants en Dordogne. {ASKED}")
        answer = assistant.ask("Commune de Dordogne, éclairage public LED, 310 000 € HT. Fais la fiche projet.")
        assert is_saved(services, project_of(answer))


@pytest.mark.parametrize(
    "said", ["oui", "Oui.", "d'accord", "ok vas-y", "oui merci", "Je valide !", "oui, enregistre la fiche"]
)
def test_a_yes_is_read(said: str) -> None:
    assert read_reply(said) is True


@pytest.mark.parametrize("said", ["non", "Non merci", "surtout pas", "pas maintenant"])
def test_a_no_is_read(said: str) -> None:
    assert read_reply(said) is False


@pytest.mark.parametrize("said", ["", "oui mais non", "oui, 350 plutôt", "la fiche", "oui et envoie-la au préfet"])
def test_what_is_neither_is_read_as_neither(said: str) -> None:
    assert read_reply(said) is None
