"""Which questions an answer asks, by the facts that they are about."""

from collections.abc import Iterator

from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.questions import asked_without_figure
from assistant.agent.planner.slots import question_when_unmeasured
from assistant.agent.planner.themes import load_themes
from assistant.calculators.footprint import activity

SAME_FACT = {"with_tax": "cost", "impossible": "cost"}


def asked_fields(facts: ProjectFacts, answer: str) -> frozenset[str]:
    """The facts that an answer asks about: those of every project, and the inputs of its estimate."""
    return frozenset(SAME_FACT.get(field, field) for field, text in _questions(facts) if text and text in answer)


def _questions(facts: ProjectFacts) -> Iterator[tuple[str, str]]:
    yield from load_themes().common.asked.items()
    if facts.homonyms:
        yield "territory", facts.homonyms.question
    name = facts.theme.activity if facts.theme else None
    for spec in activity(name).inputs if name else ():
        yield spec.name, asked_without_figure(spec)
        yield spec.name, question_when_unmeasured(name or "", spec.name, facts.inputs)
