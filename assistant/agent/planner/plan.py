"""Which tools a turn calls for, in two stages: what must be found first, then what must be saved."""

from collections.abc import Iterator

from assistant.agent.planner.calls import (
    AMONG_AIDS,
    IN_THE_TEXTS,
    ToolRequest,
    calls_of,
    comparables,
    estimate,
    financing_plan,
    funding,
    green_budget,
    regulations,
)
from assistant.agent.planner.details import pointed_aid
from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.draft import draft_sheet
from assistant.agent.planner.drafting import drafting_call
from assistant.agent.planner.eligibility import asks_of_one, eligibility_calls, funding_of_the_named
from assistant.agent.planner.financing_plan import asks_plan, can_plan
from assistant.agent.planner.follow import Request
from assistant.agent.planner.found import evidence_of_project, missing_for_sheet
from assistant.agent.planner.greenbudget import can_be_rated
from assistant.agent.planner.intents import POLITE, Intent
from assistant.agent.planner.questions import can_estimate
from assistant.agent.planner.scenarios import scenario_arguments
from assistant.agent.planner.sentences import split_message


def next_requests(dialogue: Dialogue) -> list[ToolRequest]:
    """The tool calls still to make in this turn, empty when the answer can be written."""
    done = {message.name for message in dialogue.done}
    if drafting := drafting_call(dialogue):
        return [ToolRequest(**drafting.model_dump())] if drafting.name and drafting.name not in done else []
    made = [(one.message.name, one.arguments) for one in dialogue.results if one.message in dialogue.done]
    several = bool(dialogue.turn.parts)
    searches = [
        request
        for request in _searches(dialogue)
        if ((request.name, request.arguments) not in made if several else request.name not in done)
    ]
    if searches:
        return searches
    if _wants_sheet(dialogue.turn) and "save_project_sheet" not in done:
        draft = draft_sheet(dialogue.turn.facts, evidence_of_project(dialogue))
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
        return [financing_plan(turn.facts)] if can_plan(turn.facts) else []
    if _wants_sheet(turn):
        return missing_for_sheet(dialogue)
    if _needs_no_search(turn):
        return []
    if Intent.AID in turn.intents:
        return _about_aid(dialogue)
    aid = eligibility_calls(dialogue) if Intent.ELIGIBILITY in turn.intents else []
    return [*aid, *_in_order(turn)]


def _in_order(turn: Turn) -> list[ToolRequest]:
    """The calls of each question in the order of the message, then those that the turn calls for beside."""
    asked = [call for part in turn.parts for call in calls_of(part, turn.facts)]
    once = [call for place, call in enumerate(asked) if call not in asked[:place]]
    answered = {call.name for call in once}
    return [*once, *(call for call in _searches_of(turn) if call.name not in answered)]


def _about_aid(dialogue: Dialogue) -> list[ToolRequest]:
    """The search for the passage of one aid of the last list that answers a question about it."""
    aid = pointed_aid(dialogue)
    if aid is None:
        return []
    request = dialogue.turn.request.model_copy(update={"by_theme": False})
    return [funding(request.model_copy(update={"query": f"{aid.aid.name} {request.query}"}))]


def _needs_no_search(turn: Turn) -> bool:
    only_talk = turn.intents <= {Intent.HELP, Intent.SHEET, *POLITE}
    is_settled = turn.is_unclear or turn.skips or turn.proposal or turn.keeps_project or turn.tells_a_spread
    return bool(
        only_talk or turn.is_english or turn.tells_facts_alone or turn.recalled or turn.is_off_topic or is_settled
    )


def _searches_of(turn: Turn) -> Iterator[ToolRequest]:
    request = turn.request.model_copy(update={"by_theme": True}) if turn.opens else turn.request
    if turn.opens and Intent.OBLIGATIONS in turn.intents:
        request = request.model_copy(update={"query": split_message(turn.text).asked})
    if _asks_a_rule_of_the_named(turn):
        yield funding_of_the_named(turn)  # what their records say, before the rule of all aids
    if turn.intents & IN_THE_TEXTS or turn.opens or _asks_out_of_project(turn):
        yield regulations(request, opens=turn.opens)
    yield from _among_aids(turn, request)
    if Intent.COMPARABLES in turn.intents:
        yield comparables(request)
    if can_estimate(turn.facts) and ("inputs" in turn.new_facts or Intent.FOOTPRINT in turn.intents):
        yield estimate(turn.facts)
    if Intent.SCENARIOS in turn.intents and (compared := scenario_arguments(turn.facts)):
        yield ToolRequest(name="compare_scenarios", arguments=compared)
    if Intent.READ_SHEET in turn.intents:
        yield ToolRequest(name="read_sheet", arguments={})
    if Intent.GREEN_BUDGET in turn.intents and can_be_rated(turn.facts):
        yield green_budget(turn.facts)


def _asks_a_rule_of_the_named(turn: Turn) -> bool:
    return Intent.SHARE in turn.intents and Intent.FUNDING not in turn.intents and asks_of_one(turn)


def _among_aids(turn: Turn, request: Request) -> Iterator[ToolRequest]:
    """The search among the aids: for the one that the message names, or for those of the request."""
    if Intent.FUNDING in turn.intents and asks_of_one(turn):
        yield funding_of_the_named(turn)
    elif turn.intents & AMONG_AIDS or turn.opens or _changes_aids(turn):
        yield funding(request, is_first_look=turn.opens or Intent.FUNDING not in turn.intents)


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
