"""When a conversation asks for a financing plan, what the plan is made of, and what it still lacks."""

from typing import Any

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.dialogue import Turn
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.themes import load_themes
from assistant.agent.planner.told_aids import ToldAid
from assistant.language import normalise
from assistant.plans import OWNERS

COSTS = "Travaux"  # the line of a plan whose project has not been told


def asks_plan(turn: Turn) -> bool:
    """Whether a message asks for a plan, or for what a plan says: with aids that were told, or in so many words."""
    is_settled = turn.is_unclear or turn.skips or turn.proposal or turn.keeps_project or turn.is_english
    if Intent.SHARE not in turn.intents or Intent.SHEET in turn.intents or is_settled:
        return False
    return bool(turn.facts.aids) or says(load_cues().building_a_plan, normalise(turn.text))


def can_plan(facts: ProjectFacts) -> bool:
    """Whether all that a plan needs is known: a cost without tax, an owner, an aid at least."""
    return bool(facts.cost_excl_tax and facts.beneficiary in OWNERS and facts.aids)


def missing_for_plan(turn: Turn) -> str:
    """The one question to ask before a plan can be built; empty when none is asked for or nothing lacks."""
    facts, wording = turn.facts, load_themes().common.asked
    if not asks_plan(turn) or can_plan(facts):
        return ""
    if not facts.cost_excl_tax:
        return wording["with_tax" if facts.cost_with_tax else "cost"]
    return wording["beneficiary"] if facts.beneficiary not in OWNERS else wording["aids"]


def plan_arguments(facts: ProjectFacts) -> dict[str, Any]:
    """The arguments of ``build_financing_plan`` for a project of which enough is known."""
    assert facts.beneficiary is not None
    assert facts.cost_excl_tax is not None
    label = facts.theme.label if facts.theme else COSTS
    plan: dict[str, Any] = {
        "title": facts.title or label,
        "owner": OWNERS[facts.beneficiary].value,
        "costs": [{"label": label, "amount_excl_tax": f"{facts.cost_excl_tax:f}"}],
        "aids": list(map(_aid, facts.aids)),
    }
    if facts.territory:
        plan["territory"] = facts.territory.code
    if facts.population is not None:
        plan["population"] = facts.population
    return {"plan": plan}


def _aid(told: ToldAid) -> dict[str, str]:
    value = {"rate_percent": told.rate_percent} if told.amount is None else {"amount": told.amount}
    given = {name: f"{number:f}" for name, number in value.items() if number is not None}
    return {"scheme": told.scheme, **given, "status": told.status.value}
