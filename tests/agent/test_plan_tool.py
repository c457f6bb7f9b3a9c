"""The tool that builds a financing plan: amounts come from the user or from a record, and its figures are traced."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.agent import Assistant
from assistant.services import Services, open_services
from assistant.settings import Settings
from evals.endpoint import Body, Reply, Script, serve

SAID = "Commune de 1 200 habitants, travaux de 300 000 € HT ; la région donne 20 %. Quel plan de financement ?"
COST = {"label": "Travaux", "amount_excl_tax": 300_000}
PLAN = {"owner": "commune", "population": 1200, "costs": [COST], "aids": [{"scheme": "region", "rate_percent": 20}]}
MARKER = re.compile(r"\[c:calc-\w+\]")
Opener = Callable[[str], tuple[Assistant, Services]]


@pytest.fixture
def opened(settings: Settings) -> Iterator[Opener]:
    """Open the assistant on an endpoint, with its services; everything is closed at the end."""
    with ExitStack() as stack:

        def opener(url: str) -> tuple[Assistant, Services]:
            changes = {"llm_base_url": url, "llm_model": "test-model", "llm_timeout_seconds": 5}
            services = stack.enter_context(open_services(settings.model_copy(update=changes)))
            assistant = Assistant(services, now=lambda: datetime(2026, 11, 25, tzinfo=UTC))
            return stack.enter_context(closing(assistant)), services

        yield opener


def building(plan: dict[str, Any], answer: Callable[[str], Reply]) -> Script:
    """A model that builds a plan, then answers from what the tool says of it."""

    def script(body: Body) -> Reply:
        last = body["messages"][-1]
        if last["role"] != "tool":
            return Reply(calls=[("build_financing_plan", {"plan": plan})])
        return answer(str(last["content"]))

    return script


def with_marker(sentence: str) -> Callable[[str], Reply]:
    """A sentence that cites the plan."""
    return lambda found: Reply(f"{sentence} {''.join(MARKER.findall(found)[:1])}")


def test_the_figures_of_a_plan_are_traced_to_it(opened: Opener) -> None:
    sentence = "Votre part est de 240 000 €, et 59 054,40 € de FCTVA sont attendus."
    with serve(building(PLAN, with_marker(sentence))) as server:
        answer = opened(server.url)[0].ask(SAID)
    assert answer.unverified == ()
    assert {(figure.value, figure.origin.value) for figure in answer.figures} == {
        ("240000", "calculation"),
        ("59054.4", "calculation"),
    }


def test_a_figure_that_the_plan_does_not_hold_is_marked(opened: Opener) -> None:
    with serve(building(PLAN, with_marker("Votre part est de 230 000 €."))) as server:
        answer = opened(server.url)[0].ask(SAID)
    assert [problem.text for problem in answer.unverified] == ["230 000 €"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"costs": [{**COST, "amount_excl_tax": 310_000}]}, "310000"),
        ({"aids": [{"scheme": "detr", "rate_percent": 40}]}, "40"),
        ({"aids": [{"scheme": "detr", "max_rate_percent": 35}]}, "35"),
        ({"aids": [{"scheme": "detr", "amount": 77_000}]}, "77000"),
        ({"aids": [{"scheme": "detr", "ceiling": 66_000}]}, "66000"),
        ({"population": 900}, "900"),
    ],
)
def test_an_amount_that_nobody_said_is_refused(opened: Opener, changes: dict[str, Any], named: str) -> None:
    with serve(building({**PLAN, **changes}, lambda found: Reply("Refusé."))) as server:
        answer = opened(server.url)[0].ask(SAID)
    error = answer.tool_calls[0].error or ""
    assert "Le plan n'est pas calculé" in error
    assert named in error


def test_a_wrong_plan_comes_back_to_the_model(opened: Opener) -> None:
    wrong = {**PLAN, "aids": [{"scheme": "bourse", "rate_percent": 20}]}
    with serve(building(wrong, lambda found: Reply("Refusé."))) as server:
        answer = opened(server.url)[0].ask(SAID)
    assert "grants.0.scheme" in (answer.tool_calls[0].error or "")


def test_the_best_plan_takes_rates_from_records_only(opened: Opener) -> None:
    aids = [{"scheme": "region", "max_rate_percent": 20}, {"slug": "detr-dotation-equipement-territoires-ruraux"}]
    plan = {**PLAN, "aids": aids, "optimise": True, "works_start": "2027-01-01"}

    def answer(found: str) -> Reply:
        assert "ni taux maximal ni plafond connus" in found
        return with_marker("La plus petite part légale est de 240 000 €.")(found)

    with serve(building(plan, answer)) as server:
        assert opened(server.url)[0].ask(SAID).unverified == ()


@pytest.mark.parametrize("known", [True, False])
def test_the_plan_goes_into_the_sheet_when_it_was_built_here(opened: Opener, known: bool) -> None:
    def script(body: Body) -> Reply:
        last = body["messages"][-1]
        if last["role"] != "tool":
            return Reply(calls=[("build_financing_plan", {"plan": PLAN})])
        found = re.search(r"\[c:(calc-\w+)\]", str(last["content"]))
        if found is None:
            return Reply("C'est fait.")
        name = found[1] if known else "calc-inventee"
        return Reply(calls=[("save_project_sheet", {"draft": {"title": "Rénovation", "financing_plan": name}})])

    with serve(script) as server:
        assistant, services = opened(server.url)
        answer = assistant.ask(SAID)
        if known:
            assistant.ask("oui", project_id=answer.project_id)
    if known:
        plan = services.projects.get(str(answer.project_id)).financing_plan
        assert plan is not None
        assert plan.totals.owner_share == 240_000
    else:
        assert "calc-inventee" in (answer.tool_calls[1].error or "")
