"""The project as told, as the expense lines that the green budget rates."""

from typing import Any

from assistant.agent.planner.draft import cost_lines, sheet_title
from assistant.agent.planner.facts import ProjectFacts
from assistant.plans import ENTITIES


def can_be_rated(facts: ProjectFacts) -> bool:
    """Whether enough is known to rate the project: what it is and what it costs."""
    return facts.is_described and bool(facts.cost_excl_tax)


def budget_of(facts: ProjectFacts) -> dict[str, Any]:
    """The cost lines of the sheet as the tool takes them, read with the user's own description of the project."""
    assert facts.theme is not None
    lines = [
        {"label": line.label, "description": facts.description, "amount": f"{line.amount:f}"}
        for line in cost_lines(facts.theme, facts)
    ]
    budget: dict[str, Any] = {"title": sheet_title(facts.theme, facts), "lines": lines}
    if facts.beneficiary in ENTITIES:
        budget["kind"] = ENTITIES[facts.beneficiary].value
    if facts.population is not None:
        budget["population"] = facts.population
    return budget
