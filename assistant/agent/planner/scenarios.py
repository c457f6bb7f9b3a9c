"""The comparison of ways of doing the project: when it can be made, with what, and what it still lacks."""

from typing import Any

from assistant.agent.planner.alternatives import PLANNED, Variant
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.questions import Question, can_estimate, horizon_question, input_questions

REFERENCE = "Situation actuelle, sans le projet"
MOST = 4  # scenarios that the tool compares


def scenario_arguments(facts: ProjectFacts) -> dict[str, Any] | None:
    """What ``compare_scenarios`` compares: the ways told, the project itself first when only one other is told.

    None until all that it needs is known.
    """
    if facts.theme is None or not facts.variants or scenario_questions(facts):
        return None
    ways = list(facts.variants[:MOST])
    if len(ways) == 1 and can_estimate(facts) and facts.given != _with(facts, ways[0]).given:
        ways.insert(0, Variant(name=PLANNED, inputs={}))
    scenarios = [_scenario(facts, way) for way in ways]
    project = {
        "title": facts.title or facts.theme.label,
        "reference": REFERENCE,
        "horizon_years": facts.horizon_years,
        "scenarios": scenarios,
    }
    return {"project": project}


def scenario_questions(facts: ProjectFacts) -> list[Question]:
    """What a comparison still needs: the inputs that its estimates cannot do without, and over how many years."""
    needed = input_questions(_with(facts, facts.variants[0]), required=True) if facts.variants else []
    horizon = horizon_question(facts)
    return [*needed, *([horizon] if horizon else [])]


def _with(facts: ProjectFacts, variant: Variant) -> ProjectFacts:
    return facts.model_copy(update={"inputs": {**facts.inputs, **variant.inputs}})


def _scenario(facts: ProjectFacts, way: Variant) -> dict[str, Any]:
    told = _with(facts, way)
    assert told.theme is not None
    scenario: dict[str, Any] = {
        "name": way.name,
        "activities": [{"activity": told.theme.activity, "inputs": told.given}],
    }
    if way.investment is not None:
        scenario["investment"] = f"{way.investment:f}"
    return scenario
