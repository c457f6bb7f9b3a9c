"""A value told as two («50/60 %»): it fills nothing, and the fact that it is about is asked again."""

from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.inputs import Reading, read_inputs
from assistant.agent.planner.money import read_money
from assistant.domain import Frozen
from assistant.language.spreads import without_spreads


class ToldSpread(Frozen):
    """Two values between which one lies, as written, and the fact that they are about; empty when nothing tells it."""

    words: str
    field: str


def spread_of(facts: ProjectFacts, text: str, words: str) -> ToldSpread:
    """What a spread of a message is about: the input that either value would have filled, or the cost."""
    activity = facts.theme.activity if facts.theme else None
    if activity:
        known = Reading(known=facts.inputs)
        certain = read_inputs(activity, without_spreads(text), known)
        filled = (name for name in read_inputs(activity, text, known) if name not in certain)
        if field := next(filled, ""):
            return ToldSpread(words=words, field=field)
    return ToldSpread(words=words, field="cost" if read_money(words, is_awaited=True).cost else "")
