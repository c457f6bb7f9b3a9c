"""What was found for the project of a conversation, as it is told now: the searches of its sheet, and their results."""

from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.messages import HumanMessage

from assistant.agent.evidence import Evidence, ToolResult
from assistant.agent.planner.calls import ToolRequest, comparables, estimate, financing_plan, funding, regulations
from assistant.agent.planner.cues import announces
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.financing_plan import can_plan
from assistant.agent.planner.follow import Request
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.questions import can_estimate
from assistant.agent.planner.themes import Theme
from assistant.language import normalise, read_numbers

NO_FACT = frozenset({"query", "limit", "title", "label"})  # arguments that tell nothing of the project


def missing_for_sheet(dialogue: Dialogue) -> list[ToolRequest]:
    """The searches of the project whose last result is not that of the project as it is told now."""
    last = {one.message.name: one.arguments for one in dialogue.current_results}
    return [request for request in _sheet_searches(dialogue.turn.facts) if last.get(request.name) != request.arguments]


def evidence_of_project(dialogue: Dialogue) -> Evidence:
    """What was found for the project as it is told now: neither for another subject, nor before a correction.

    Of each tool, what the searches of the sheet have found. Until they are made, what was found since the project was
    opened by searches that speak of its subject and say no fact of it otherwise: the first look, those of a language
    model. The last of them tells which facts were known: those made with fewer do not count.
    """
    found = [one.message for request in _sheet_searches(dialogue.turn.facts) for one in _found_by(request, dialogue)]
    said = [message for message in dialogue.messages if isinstance(message, HumanMessage)]
    return Evidence.from_messages([*said, *found])


def _sheet_searches(facts: ProjectFacts) -> list[ToolRequest]:
    request = Request.of("", frozenset({Intent.FUNDING}), facts)
    estimated = [estimate(facts)] if can_estimate(facts) else []
    plan = [financing_plan(facts)] if can_plan(facts) else []
    return [regulations(request), funding(request), comparables(request), *estimated, *plan]


def _found_by(request: ToolRequest, dialogue: Dialogue) -> Sequence[ToolResult]:
    exact = [one for one in _of_tool(request, dialogue.current_results) if one.arguments == request.arguments]
    if exact or dialogue.turn.facts.theme is None:
        return exact
    alike = [
        one
        for one in _of_tool(request, dialogue.results_of_project)
        if _speaks_of(dialogue.turn.facts.theme, one.arguments) and _agree(request.arguments, one.arguments)
    ]
    return [one for one in alike if _facts_of(one.arguments) == _facts_of(alike[-1].arguments)]


def _of_tool(request: ToolRequest, results: Sequence[ToolResult]) -> list[ToolResult]:
    return [one for one in results if one.message.name == request.name]


def _speaks_of(theme: Theme, arguments: Mapping[str, object]) -> bool:
    """Whether a search is that of a kind of project, or announces it in its own words; a calculation has no words."""
    if "query" not in arguments:
        return True
    query = str(arguments["query"])
    own = (theme.regulation_query, theme.funding_query, theme.comparables_query)
    return query in own or any(announces(cue, normalise(query)) for cue in (*theme.cues, *theme.subjects))


def _agree(told: Any, used: Any) -> bool:
    """Whether a call uses no fact otherwise than the project tells it: «12 000 €» is 12000."""
    if isinstance(told, Mapping) and isinstance(used, Mapping):
        return all(_agree(told[name], used[name]) for name in (told.keys() & used.keys()) - NO_FACT)
    if isinstance(told, list) and isinstance(used, list):
        return len(told) == len(used) and all(map(_agree, told, used))
    return _plain(told) == _plain(used)


def _plain(value: object) -> object:
    return [one.value for one in read_numbers(str(value))] or normalise(str(value))


def _facts_of(arguments: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in arguments.items() if name not in NO_FACT}
