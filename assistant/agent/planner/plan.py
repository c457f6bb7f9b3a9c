"""Which tools a turn calls for, in two stages: what must be found first, then what must be saved."""

from collections.abc import Iterator, Mapping
from typing import Any

from langchain_core.messages import BaseMessage, HumanMessage

from assistant.agent.evidence import Evidence
from assistant.agent.planner.details import pointed_aid
from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.draft import draft_sheet
from assistant.agent.planner.drafting import drafting_call
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.financing_plan import asks_plan, can_plan, plan_arguments
from assistant.agent.planner.follow import Request, spelled_out
from assistant.agent.planner.greenbudget import budget_of, can_be_rated
from assistant.agent.planner.intents import POLITE, Intent, query_of
from assistant.calculators.footprint import missing_inputs
from assistant.domain import Frozen

FIRST_LOOK = 3
FULL_LOOK = 6
ALL_AIDS = 8
IN_THE_TEXTS = frozenset({Intent.OBLIGATIONS, Intent.QUESTION, Intent.SHARE, Intent.STEPS})
AMONG_AIDS = frozenset({Intent.FUNDING, Intent.QUESTION})


class ToolRequest(Frozen):
    """A tool call to make."""

    name: str
    arguments: dict[str, Any]


def next_requests(dialogue: Dialogue) -> list[ToolRequest]:
    """The tool calls still to make in this turn, empty when the answer can be written."""
    done = {message.name for message in dialogue.done}
    if drafting := drafting_call(dialogue):
        return [ToolRequest(**drafting.model_dump())] if drafting.name and drafting.name not in done else []
    searches = [request for request in _searches(dialogue) if request.name not in done]
    if searches:
        return searches
    if _wants_sheet(dialogue.turn) and "save_project_sheet" not in done:
        draft = draft_sheet(dialogue.turn.facts, _evidence_of_project(dialogue))
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
    if asks_plan(turn) and (turn.facts.aids or not turn.facts.cost_excl_tax):
        return [_plan(turn.facts)] if can_plan(turn.facts) else []
    if _wants_sheet(turn):
        return _missing_for_sheet(dialogue)
    if _needs_no_search(turn):
        return []
    return _about_aid(dialogue) if Intent.AID in turn.intents else list(_searches_of(turn))


def _about_aid(dialogue: Dialogue) -> list[ToolRequest]:
    """The search for the passage of one aid of the last list that answers a question about it."""
    aid = pointed_aid(dialogue)
    if aid is None:
        return []
    request = dialogue.turn.request.model_copy(update={"by_theme": False})
    return [_funding(request.model_copy(update={"query": f"{aid.aid.name} {request.query}"}))]


def _needs_no_search(turn: Turn) -> bool:
    only_talk = turn.intents <= {Intent.HELP, Intent.SHEET, *POLITE}
    is_settled = turn.is_unclear or turn.skips or turn.proposal or turn.keeps_project
    return only_talk or turn.is_english or turn.tells_facts_alone or bool(is_settled)


def _searches_of(turn: Turn) -> Iterator[ToolRequest]:
    request = turn.request
    if turn.intents & IN_THE_TEXTS or turn.opens or _asks_out_of_project(turn):
        yield _regulations(request, opens=turn.opens)
    if turn.intents & AMONG_AIDS or turn.opens or _changes_aids(turn):
        yield _funding(request, is_first_look=turn.opens or Intent.FUNDING not in turn.intents)
    if Intent.COMPARABLES in turn.intents:
        yield _comparables(request)
    if _can_estimate(turn.facts) and ("inputs" in turn.new_facts or Intent.FOOTPRINT in turn.intents):
        yield _estimate(turn.facts)
    if Intent.GREEN_BUDGET in turn.intents and can_be_rated(turn.facts):
        yield ToolRequest(name="rate_green_budget", arguments={"budget": budget_of(turn.facts)})


def _asks_out_of_project(turn: Turn) -> bool:
    """Whether money or emissions are asked about without a project: the answer may stand in a text as well."""
    asks = turn.intents & {Intent.FUNDING, Intent.FOOTPRINT}
    return bool(asks) and not turn.facts.is_described and not turn.request.by_theme


def _changes_aids(turn: Turn) -> bool:
    """Whether a message changes, or completes, what makes an aid fit the project."""
    deciding = turn.new_facts & {"territory", "beneficiary"}
    replaces = any(getattr(turn.before, name) is not None for name in deciding)
    is_complete = turn.facts.territory is not None and turn.facts.beneficiary is not None
    return Intent.PROJECT in turn.intents and bool(deciding) and (replaces or is_complete)


def _missing_for_sheet(dialogue: Dialogue) -> list[ToolRequest]:
    """The searches of the project whose last result is not that of the project as it is told now."""
    last = {one.message.name: one.arguments for one in dialogue.current_results}
    return [request for request in _sheet_searches(dialogue.turn.facts) if last.get(request.name) != request.arguments]


def _sheet_searches(facts: ProjectFacts) -> list[ToolRequest]:
    request = Request.of("", frozenset({Intent.FUNDING}), facts)
    estimate = [_estimate(facts)] if _can_estimate(facts) else []
    plan = [_plan(facts)] if can_plan(facts) else []
    return [_regulations(request), _funding(request), _comparables(request), *estimate, *plan]


def _evidence_of_project(dialogue: Dialogue) -> Evidence:
    """What was found for the project as it is told now: neither for another subject, nor before a correction."""
    wanted: Mapping[str, dict[str, Any]] = {one.name: one.arguments for one in _sheet_searches(dialogue.turn.facts)}
    found: list[BaseMessage] = [
        one.message for one in dialogue.current_results if wanted.get(str(one.message.name)) == one.arguments
    ]
    said = [message for message in dialogue.messages if isinstance(message, HumanMessage)]
    return Evidence.from_messages([*said, *found])


def _regulations(request: Request, *, opens: bool = False) -> ToolRequest:
    own = "" if opens else query_of(request.intents)
    by_theme = request.theme and (opens or (request.by_theme and Intent.QUESTION not in request.intents))
    if own:
        query = f"{request.query} {own}"
    elif request.theme and by_theme:
        query = request.theme.regulation_query
    else:
        query = spelled_out(request.query)
    return ToolRequest(
        name="search_regulations", arguments={"query": query, "limit": FIRST_LOOK if opens else FULL_LOOK}
    )


def _funding(request: Request, *, is_first_look: bool = False) -> ToolRequest:
    by_theme = request.theme and (is_first_look or request.by_theme) and Intent.QUESTION not in request.intents
    query = request.theme.funding_query if request.theme and by_theme else request.query
    arguments: dict[str, Any] = {"query": query, "limit": FIRST_LOOK if is_first_look else ALL_AIDS}
    if request.territory:
        arguments["territory"] = request.territory.code
    if request.beneficiary:
        arguments["beneficiary"] = request.beneficiary.value
    return ToolRequest(name="search_funding", arguments=arguments)


def _comparables(request: Request) -> ToolRequest:
    by_theme = request.theme is not None and request.by_theme
    query = request.theme.comparables_query if request.theme and by_theme else request.query
    arguments: dict[str, Any] = {"query": query, "limit": 8}
    if request.cost_excl_tax:
        arguments["cost"] = f"{request.cost_excl_tax:f}"
    if request.territory:
        arguments["territory"] = request.territory.code
    if request.beneficiary:
        arguments["beneficiary"] = request.beneficiary.value
    return ToolRequest(name="search_projects", arguments=arguments)


def _plan(facts: ProjectFacts) -> ToolRequest:
    return ToolRequest(name="build_financing_plan", arguments=plan_arguments(facts))


def _can_estimate(facts: ProjectFacts) -> bool:
    if facts.theme is None or facts.theme.activity is None:
        return False
    return not any(missing.required for missing in missing_inputs(facts.theme.activity, facts.given))


def _estimate(facts: ProjectFacts) -> ToolRequest:
    assert facts.theme is not None
    return ToolRequest(name="estimate_footprint", arguments={"activity": facts.theme.activity, "inputs": facts.given})
