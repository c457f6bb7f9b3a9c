"""The tool calls of the planner, with their arguments."""

from collections.abc import Iterator
from typing import Any

from assistant.agent.planner.aid_questions import asks_of_beginning
from assistant.agent.planner.cues import load_cues
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.financing_plan import plan_arguments
from assistant.agent.planner.follow import Request, spelled_out
from assistant.agent.planner.greenbudget import budget_of, can_be_rated
from assistant.agent.planner.intents import Intent, query_of, without_cues
from assistant.agent.planner.operations import SHOWN_OPERATIONS
from assistant.agent.planner.questions import can_estimate
from assistant.domain import Frozen
from assistant.funding import building_words
from assistant.language import content_stems, normalise

FIRST_LOOK = 3
FULL_LOOK = 6
ALL_AIDS = 8
MOST_OWN_WORDS = 6
IN_THE_TEXTS = frozenset({Intent.OBLIGATIONS, Intent.QUESTION, Intent.SHARE, Intent.STEPS})
AMONG_AIDS = frozenset({Intent.FUNDING, Intent.QUESTION})


class ToolRequest(Frozen):
    """A tool call to make."""

    name: str
    arguments: dict[str, Any]


def calls_of(part: Request, facts: ProjectFacts) -> Iterator[ToolRequest]:
    """The tool calls that answer one question of a message that asks several."""
    if part.intents & IN_THE_TEXTS:
        yield regulations(part)
    if part.intents & AMONG_AIDS:
        yield funding(part, is_first_look=Intent.FUNDING not in part.intents)
    if Intent.COMPARABLES in part.intents:
        yield comparables(part)
    if Intent.FOOTPRINT in part.intents and can_estimate(facts):
        yield estimate(facts)
    if Intent.GREEN_BUDGET in part.intents and can_be_rated(facts):
        yield green_budget(facts)


def regulations(request: Request, *, opens: bool = False) -> ToolRequest:
    own = "" if opens else _query_of(request)
    by_theme = request.theme and (opens or (request.by_theme and Intent.QUESTION not in request.intents))
    if own:
        query = f"{request.query} {own}"
    elif request.theme and by_theme:
        is_own = opens and Intent.OBLIGATIONS not in request.intents
        query = request.theme.regulation_query if is_own else _beside(request.theme.regulation_query, request)
    else:
        query = spelled_out(request.query)
    return ToolRequest(
        name="search_regulations", arguments={"query": query, "limit": FIRST_LOOK if opens else FULL_LOOK}
    )


def _query_of(request: Request) -> str:
    """What the texts are searched for beside the words of a question whose subject the intent itself tells."""
    if Intent.STEPS in request.intents and asks_of_beginning(normalise(request.query)):
        return load_cues().beginning_query
    return query_of(request.intents)


def funding(request: Request, *, is_first_look: bool = False) -> ToolRequest:
    by_theme = request.theme and (is_first_look or request.by_theme) and Intent.QUESTION not in request.intents
    query = request.query
    if request.theme and by_theme:
        named = building_words(f"{request.query} {request.described}")
        query = request.theme.funding_query if is_first_look else _beside(request.theme.funding_query, request)
        query = " ".join([query, *(word for word in named if word not in query)])
    arguments: dict[str, Any] = {"query": query, "limit": FIRST_LOOK if is_first_look else ALL_AIDS}
    if request.territory:
        arguments["territory"] = request.territory.code
    if request.beneficiary:
        arguments["beneficiary"] = request.beneficiary.value
    if request.population:
        arguments["population"] = request.population
    if request.cost_excl_tax:
        arguments["amount"] = f"{request.cost_excl_tax:f}"
    return ToolRequest(name="search_funding", arguments=arguments)


def comparables(request: Request) -> ToolRequest:
    by_theme = request.theme is not None and request.by_theme
    query = _beside(request.theme.comparables_query, request) if request.theme and by_theme else request.query
    arguments: dict[str, Any] = {"query": query, "limit": SHOWN_OPERATIONS}
    if request.cost_excl_tax:
        arguments["cost"] = f"{request.cost_excl_tax:f}"
    if request.territory:
        arguments["territory"] = request.territory.code
    if request.beneficiary:
        arguments["beneficiary"] = request.beneficiary.value
    return ToolRequest(name="search_projects", arguments=arguments)


def _beside(query: str, request: Request) -> str:
    """What is searched for a kind of project, with what the message says beside it: «polyvalente», «verre»."""
    place = request.territory.name if request.territory else ""
    known = set(content_stems(f"{query} {place}"))
    words = (word for word in without_cues(request.query, request.intents).split() if not word.isdecimal())
    own = [word for word in words if content_stems(word) and not known.issuperset(content_stems(word))]
    return " ".join([query, *own[:MOST_OWN_WORDS]])


def financing_plan(facts: ProjectFacts) -> ToolRequest:
    return ToolRequest(name="build_financing_plan", arguments=plan_arguments(facts))


def estimate(facts: ProjectFacts) -> ToolRequest:
    assert facts.theme is not None
    return ToolRequest(name="estimate_footprint", arguments={"activity": facts.theme.activity, "inputs": facts.given})


def green_budget(facts: ProjectFacts) -> ToolRequest:
    """The rating of the project for the green budget."""
    return ToolRequest(name="rate_green_budget", arguments={"budget": budget_of(facts)})
