"""The agent rates a project for the green budget: amounts are the user's, ratings are those of the rules."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.agent import Assistant
from evals.endpoint import Body, Reply, Script, serve
from tests.agent.test_plan_tool import MARKER, Opener, opened, with_marker

__all__ = ["opened"]
TOLD = "Commune de 5 200 habitants en Dordogne, nous voulons remplacer 420 lampadaires par des LED, 310 000 € HT"
ASKED = "Cote ce projet pour le budget vert"
SAID = "Commune de 5 200 habitants, isolation de l'école au compte 21312 pour 120 000 € HT : cote-la au budget vert."
LINE = {"label": "Isolation de l'école", "account": "21312", "amount": 120_000}
BUDGET = {"population": 5200, "lines": [LINE]}


def rating(budget: dict[str, Any], answer: Callable[[str], Reply]) -> Script:
    """A model that rates a budget, then answers from what the tool says of it."""

    def script(body: Body) -> Reply:
        last = body["messages"][-1]
        if last["role"] != "tool":
            return Reply(calls=[("rate_green_budget", {"budget": budget})])
        return answer(str(last["content"]))

    return script


def test_the_offline_planner_rates_the_cost_lines_of_the_project(assistant: Assistant) -> None:
    project = assistant.ask(TOLD).project_id
    answer = assistant.ask(ASKED, project_id=project)
    assert [call.name for call in answer.tool_calls] == ["rate_green_budget"]
    assert "axe 1 favorable" in answer.answer
    assert "à confirmer par une personne" in answer.answer
    assert "Axes de l'exercice 2026 : 1, 6." in answer.answer
    assert answer.unverified == ()


@pytest.mark.parametrize(
    ("messages", "needs"),
    [
        ((ASKED,), "ce que vous voulez faire et son coût"),
        (("Commune de Dordogne, nous voulons isoler l'école", ASKED), "le coût de la dépense"),
    ],
)
def test_the_offline_planner_says_what_it_lacks(assistant: Assistant, messages: tuple[str, ...], needs: str) -> None:
    project = None
    for message in messages:
        answer = assistant.ask(message, project_id=project)
        project = answer.project_id
    assert needs in answer.answer
    assert answer.unverified == ()
    assert "rate_green_budget" not in [call.name for call in answer.tool_calls]


def test_a_question_on_the_obligation_is_not_a_rating(assistant: Assistant) -> None:
    answer = assistant.ask("À partir de combien d'habitants le budget vert est-il obligatoire ?")
    assert [call.name for call in answer.tool_calls] == ["search_regulations"]


def test_the_figures_of_a_rating_are_traced_to_it(opened: Opener) -> None:
    with serve(rating(BUDGET, with_marker("120 000 € sont favorables à l'axe 1."))) as server:
        answer = opened(server.url)[0].ask(SAID)
    assert answer.unverified == ()
    assert {figure.value for figure in answer.figures} == {"120000", "1"}


def test_a_figure_that_the_rating_does_not_hold_is_marked(opened: Opener) -> None:
    with serve(rating(BUDGET, with_marker("90 000 € sont favorables."))) as server:
        answer = opened(server.url)[0].ask(SAID)
    assert [problem.text for problem in answer.unverified] == ["90 000 €"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"lines": [{**LINE, "amount": 130_000}]}, "130000"),
        ({"lines": [{**LINE, "account": "21318"}]}, "21318"),
        ({"population": 9100}, "9100"),
        ({"year": 2027}, "2027"),
    ],
)
def test_a_figure_that_nobody_said_is_refused(opened: Opener, changes: dict[str, Any], named: str) -> None:
    with serve(rating({**BUDGET, **changes}, lambda found: Reply("Refusé."))) as server:
        answer = opened(server.url)[0].ask(SAID)
    error = answer.tool_calls[0].error or ""
    assert "Le budget vert n'est pas coté" in error
    assert named in error


def test_every_sentence_that_the_model_reads_has_its_marker(opened: Opener) -> None:
    def answer(found: str) -> Reply:
        assert all(MARKER.search(line) for line in found.splitlines())
        return Reply("Vu.")

    with serve(rating(BUDGET, answer)) as server:
        opened(server.url)[0].ask(SAID)
