"""The facts that a short answer changes."""

from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.money import tax_facts
from assistant.agent.planner.questions import Question
from assistant.agent.planner.replies import Filled, Reply, refusal


def as_facts(filled: Filled, facts: ProjectFacts) -> dict[str, object]:
    """The facts that a short answer changes."""
    match filled.field:
        case "cost":
            return {"cost_excl_tax": filled.value, "is_tax_unsaid": True, "cost_with_tax": None}
        case "tax":
            return tax_facts(facts, excludes_tax=bool(filled.value))
        case "territory":
            return {"territory": filled.value, "homonyms": None}
        case "population":
            return {"population": filled.value}
        case "horizon":
            return {"horizon_years": filled.value}
        case _:
            return {"inputs": {**facts.inputs, filled.field: filled.value}}


def yes_or_no(reply: Reply, pending: tuple[Question, ...], facts: ProjectFacts) -> Filled | None:
    """What «oui» or «non» answers: whether the cost excludes tax, or the only thing that the last question asks."""
    if any(question.field == "tax" for question in pending):
        return Filled(field="tax", value=reply is Reply.YES)
    refused = refusal(pending[0].field, facts) if pending and reply is Reply.NO else None
    return Filled(field=pending[0].field, value=refused) if refused else None
