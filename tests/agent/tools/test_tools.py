"""The tools: each shows an example that works, says in French what is wrong with a call, and is traced."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any

import pytest
from langchain_core.tools import BaseTool
from pydantic import BaseModel

from assistant.agent import Answer, Assistant
from assistant.agent.drafting import DraftingDesk
from assistant.agent.sheets import SheetWriter
from assistant.agent.tools import TOOL_LABELS, Toolbox
from assistant.agent.tools.building import EXAMPLE
from assistant.domain import DocumentKind
from assistant.services import Services, open_services
from assistant.settings import Settings
from evals.endpoint import Body, Reply, serve

NOW = datetime(2026, 11, 30, tzinfo=UTC)
SAID = (
    "Commune de 900 habitants : remplacer 120 points de 150 W par 60 W, 90 000 € HT, 6 000 € économisés par an, 15 ans."
)
LIGHTING = {"points": 120, "power_before": "150 W", "power_after": "60 W"}
SCENARIO = {
    "name": "LED",
    "activities": [{"activity": "public_lighting", "inputs": LIGHTING}],
    "investment": 90000,
    "yearly_cost": -6000,
}
PROJECT = {"title": "Éclairage", "reference": "Éclairage actuel", "horizon_years": 15, "scenarios": [SCENARIO]}
Call = tuple[str, Mapping[str, Any]]
Asker = Callable[..., tuple[Answer, list[str]]]


@pytest.fixture
def ask(settings: Settings) -> Iterator[Asker]:
    """Ask a model that makes some calls, one after the other, then says something; with what the tools answered."""
    with ExitStack() as stack:

        def asker(*calls: Call, says: str = "Voilà.", said: str = SAID) -> tuple[Answer, list[str]]:
            def script(body: Body) -> Reply:
                told = [str(message["content"]) for message in body["messages"] if message["role"] == "tool"]
                if len(told) < len(calls):
                    return Reply(calls=[calls[len(told)]])
                marker = re.findall(r"\[[pc]:[\w-]+\]", told[-1]) if told else []
                return Reply(says.replace("{m}", marker[0] if marker else ""))

            server = stack.enter_context(serve(script))
            changes = {"llm_base_url": server.url, "llm_model": "test-model"}
            services = stack.enter_context(open_services(settings.model_copy(update=changes)))
            assistant = stack.enter_context(closing(Assistant(services, now=lambda: NOW)))
            answer = assistant.ask(said)
            last = server.requests[-1]["messages"]
            return answer, [str(message["content"]) for message in last if message["role"] == "tool"]

        yield asker


@pytest.fixture
def toolbox(services: Services) -> Toolbox:
    writer = SheetWriter(repository=services.projects, territories=services.territories, now=lambda: NOW)
    desk = DraftingDesk(services, now=lambda: NOW)
    return Toolbox(services, writer=writer, desk=desk, on=NOW.date())


def test_every_tool_is_described_in_french_with_an_example_that_it_takes(toolbox: Toolbox) -> None:
    def example_of(tool: BaseTool) -> dict[str, Any]:
        return dict((tool.metadata or {})[EXAMPLE])

    for tool in toolbox.tools():
        assert json.dumps(example_of(tool), ensure_ascii=False) in tool.description
        assert isinstance(tool.args_schema, type)
        assert issubclass(tool.args_schema, BaseModel)
        tool.args_schema.model_validate(example_of(tool))
    assert {tool.name for tool in toolbox.tools()} == set(TOOL_LABELS)


WRONG: list[tuple[str, Call, str]] = [
    ("missing", ("search_regulations", {}), "query est absent.* Exemple attendu : {"),
    ("too many", ("search_funding", {"query": "école", "limit": 99}), r"limit doit valoir au plus 20 \(reçu : 99\)"),
    ("who", ("search_funding", {"query": "école", "beneficiary": "mairie"}), "beneficiary admet 'commune'"),
    (
        "nested",
        ("compare_scenarios", {"project": {**PROJECT, "scenarios": []}}),
        "project.scenarios demande au moins 1",
    ),
    ("five", ("compare_scenarios", {"project": {**PROJECT, "scenarios": [SCENARIO] * 5}}), "au plus 4"),
    ("name", ("estimate_footprint", {"activity": "public_lightning", "inputs": {}}), "plus proche : public_lighting"),
    ("input", ("estimate_footprint", {"activity": "public_lighting", "inputs": {"lamps": "LED"}}), "Données : points"),
    ("slug", ("explain_eligibility", {"slug": "detr-dotation-equipement"}), "Les plus proches : detr-dotation-equip"),
    ("passage", ("read_passage", {"passage_id": "[p:inconnu]"}), "« inconnu » n'existe pas"),
    ("no sheet", ("read_sheet", {}), "n'a pas de fiche"),
    ("no field", ("update_sheet", {"changes": {}}), "n'a pas de fiche"),
    ("unknown tool", ("search_aids", {"query": "école"}), "L'outil « search_aids » n'existe pas. Le plus proche"),
    ("other project", ("read_sheet", {"project_id": "p-1"}), "n'a pas de fiche"),
]


@pytest.mark.parametrize(("call", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_argument_comes_back_as_a_message_in_french(ask: Asker, call: Call, message: str) -> None:
    answer, told = ask(call)
    assert re.search(message, told[0]), told[0]
    assert answer.tool_calls[0].error == told[0]
    assert not re.search(r"\b(Error|field|value|Input should|validation)\b", told[0])


MADE_UP: list[tuple[str, Call]] = [
    ("footprint", ("estimate_footprint", {"activity": "public_lighting", "inputs": {**LIGHTING, "points": 777}})),
    ("investment", ("compare_scenarios", {"project": {**PROJECT, "scenarios": [{**SCENARIO, "investment": 777000}]}})),
    ("horizon", ("compare_scenarios", {"project": {**PROJECT, "horizon_years": 27}})),
    ("cost", ("search_projects", {"query": "éclairage", "cost": 777000})),
    ("query", ("search_funding", {"query": "éclairage pour 777 000 €"})),
    ("people", ("explain_eligibility", {"slug": "detr-dotation-equipement-territoires-ruraux", "population": 777})),
]


@pytest.mark.parametrize("call", [row[1] for row in MADE_UP], ids=[row[0] for row in MADE_UP])
def test_a_number_that_nobody_said_is_refused(ask: Asker, call: Call) -> None:
    _, told = ask(call)
    assert "n'est ni dans les mots de l'utilisateur" in told[0]


def test_the_example_of_a_refusal_proves_nothing(ask: Asker) -> None:
    answer, told = ask(
        ("estimate_footprint", {"activity": "public_lighting"}), says="Il faut 150 W.", said="Éclairage ?"
    )
    assert "150 W" in told[0]
    assert [one.text for one in answer.unverified] == ["150 W"]


def test_scenarios_are_compared_with_induced_and_avoided_apart_and_their_figures_are_traced(ask: Asker) -> None:
    answer, told = ask(("compare_scenarios", {"project": PROJECT}), says="L'investissement est de 90 000 € HT. {m}")
    assert answer.unverified == ()
    for part in ("Émissions induites", "Émissions évitées", "retour carbone", "retour simple", "coût par tonne"):
        assert part in told[0]
    avoided = re.search(r"évitées sur l'horizon : ([^(]+tCO2e)", told[0])
    assert avoided is not None
    again, _ = ask(("compare_scenarios", {"project": PROJECT}), says=f"Il évite {avoided[1]}. {{m}}")
    assert [figure.origin.value for figure in again.figures] == ["calculation"]
    wrong, _ = ask(("compare_scenarios", {"project": PROJECT}), says="Il évite 4 321 tCO2e. {m}")
    assert [one.text for one in wrong.unverified] == ["4 321 tCO2e"]


def test_an_aid_is_explained_criterion_by_criterion_with_its_sentence(ask: Asker) -> None:
    slug = "detr-dotation-equipement-territoires-ruraux"
    answer, told = ask(
        ("explain_eligibility", {"slug": slug, "beneficiary": "commune", "population": 900}), says="Oui. {m}"
    )
    assert re.search(r"- bénéficiaire : oui, .+ \[p:", told[0])
    assert "Conclusion : " in told[0]
    assert len(answer.citations) == 1


def test_a_passage_is_read_with_its_neighbours(ask: Asker, services: Services) -> None:
    hit = services.knowledge.search("décret tertiaire", kind=DocumentKind.REGULATION, limit=1, on=NOW.date())[0]
    answer, told = ask(("read_passage", {"passage_id": f"[p:{hit.passage.passage_id}]"}), says="Lu. {m}")
    assert f"[p:{hit.passage.passage_id}]" in told[0]
    assert told[0].count("<document>") in {2, 3}
    assert len(answer.citations) == 1


def test_an_answer_says_what_it_was_made_with(ask: Asker) -> None:
    made = ask()[0].made_with
    assert made is not None
    assert made.model == "test-model"
    assert set(made.prompts) == {"system"}
    assert set(made.registries) == {"factors", "financing", "green_budget"}
    revised = ask(says="Il y a 4 321 tCO2e.")[0].made_with
    assert revised is not None
    assert set(revised.prompts) == {"system", "revision"}


def test_the_offline_planner_says_that_it_read_no_prompt(assistant: Assistant) -> None:
    answer = assistant.ask("Que dit la loi sur l'extinction de l'éclairage public ?")
    assert answer.made_with is not None
    assert (answer.made_with.model, answer.made_with.prompts) == ("planificateur hors ligne", {})
