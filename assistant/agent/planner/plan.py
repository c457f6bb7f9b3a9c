"""Which tools a turn calls for, in two stages: what must be found first, then what must be saved."""

from typing import Any

from assistant.agent.planner.dialogue import Dialogue, ProjectFacts, Turn
from assistant.agent.planner.draft import draft_sheet
from assistant.agent.planner.intents import Intent
from assistant.calculators.footprint import missing_inputs
from assistant.domain import Frozen

FIRST_LOOK = 3
FULL_LOOK = 6
ALL_AIDS = 8


class ToolRequest(Frozen):
    """A tool call to make."""

    name: str
    arguments: dict[str, Any]


def next_requests(dialogue: Dialogue) -> list[ToolRequest]:
    """The tool calls still to make in this turn, empty when the answer can be written."""
    done = {message.name for message in dialogue.done}
    searches = [request for request in _searches(dialogue) if request.name not in done]
    if searches:
        return searches
    if _wants_sheet(dialogue.turn) and "save_project_sheet" not in done:
        draft = draft_sheet(dialogue.turn.facts, dialogue.evidence)
        return [
            ToolRequest(
                name="save_project_sheet", arguments={"draft": draft.model_dump(mode="json", exclude_none=True)}
            )
        ]
    return []


def _wants_sheet(turn: Turn) -> bool:
    return Intent.SHEET in turn.intents and turn.facts.is_described


def _searches(dialogue: Dialogue) -> list[ToolRequest]:
    turn = dialogue.turn
    if _wants_sheet(turn):
        return _missing_for_sheet(dialogue)
    if turn.intents <= {Intent.HELP, Intent.COURTESY, Intent.SHEET}:
        return []
    requests = []
    if turn.intents & {Intent.OBLIGATIONS, Intent.QUESTION} or _tells_project(turn) or _asks_out_of_project(turn):
        requests.append(_regulations(turn))
    if turn.intents & {Intent.FUNDING, Intent.QUESTION} or _tells_project(turn):
        requests.append(_funding(turn))
    if Intent.COMPARABLES in turn.intents:
        requests.append(_comparables(turn))
    if _can_estimate(turn.facts) and ("inputs" in turn.new_facts or Intent.FOOTPRINT in turn.intents):
        requests.append(_estimate(turn.facts))
    return requests


def _missing_for_sheet(dialogue: Dialogue) -> list[ToolRequest]:
    evidence, turn = dialogue.evidence, dialogue.turn
    kinds = {passage.kind for passage in evidence.passages.values()}
    requests = []
    if "regulation" not in kinds:
        requests.append(_regulations(turn))
    if not evidence.aids:
        requests.append(_funding(turn))
    if not evidence.comparables:
        requests.append(_comparables(turn))
    if not evidence.footprints and _can_estimate(turn.facts):
        requests.append(_estimate(turn.facts))
    return requests


def _asks_out_of_project(turn: Turn) -> bool:
    """Whether money is asked about without a project: the answer may stand in a document as well as in an aid."""
    return Intent.FUNDING in turn.intents and not turn.facts.is_described


def _tells_project(turn: Turn) -> bool:
    """Whether the message opens the project, rather than adding a detail to it."""
    return Intent.PROJECT in turn.intents and "description" in turn.new_facts


def _regulations(turn: Turn) -> ToolRequest:
    theme = turn.facts.theme
    about_project = theme is not None and (Intent.QUESTION not in turn.intents and not turn.names_theme)
    query = theme.regulation_query if theme and (about_project or _tells_project(turn)) else turn.text
    limit = FIRST_LOOK if _tells_project(turn) else FULL_LOOK
    return ToolRequest(name="search_regulations", arguments={"query": query, "limit": limit})


def _funding(turn: Turn) -> ToolRequest:
    facts = turn.facts
    about_project = facts.theme is not None and (
        _tells_project(turn)
        or Intent.SHEET in turn.intents
        or (Intent.FUNDING in turn.intents and not turn.names_theme)
    )
    query = facts.theme.funding_query if facts.theme and about_project else turn.text
    arguments: dict[str, Any] = {"query": query, "limit": FIRST_LOOK if _tells_project(turn) else ALL_AIDS}
    if facts.territory:
        arguments["territory"] = facts.territory.code
    if facts.beneficiary:
        arguments["beneficiary"] = facts.beneficiary.value
    return ToolRequest(name="search_funding", arguments=arguments)


def _comparables(turn: Turn) -> ToolRequest:
    theme = turn.facts.theme
    query = theme.comparables_query if theme and not turn.names_theme else turn.text
    return ToolRequest(name="search_projects", arguments={"query": query, "limit": 8})


def _can_estimate(facts: ProjectFacts) -> bool:
    if facts.theme is None or facts.theme.activity is None:
        return False
    return not any(missing.required for missing in missing_inputs(facts.theme.activity, facts.given))


def _estimate(facts: ProjectFacts) -> ToolRequest:
    assert facts.theme is not None
    return ToolRequest(name="estimate_footprint", arguments={"activity": facts.theme.activity, "inputs": facts.given})
