"""Tell one aid of the last list shown: «et la deuxième, quel taux ?»."""

from langchain_core.messages import AIMessage, ToolMessage

from assistant.agent.evidence import aid_markers, passage_marker, tool_evidence
from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.extract import best_quotes
from assistant.domain import Frozen
from assistant.funding import FundingMatch, rate_of
from assistant.language import normalise

SENTENCES = 3
RULES = "cumuler cumul plafond dépasser aides publiques"


class AidDetails(Frozen):
    """An aid by its name, with its rate as the source tells it and the sentences that answer the question."""

    name: str
    financers: str
    rate: str
    sentences: tuple[str, ...]
    markers: str


def pointed_aid(dialogue: Dialogue) -> FundingMatch | None:
    """The aid at the place that the message names in the last list shown before it; None when the list is shorter."""
    listed = _last_shown(dialogue)
    position = dialogue.turn.request.position or 0
    index = position - 1 if position > 0 else len(listed) + position
    return listed[index] if 0 <= index < len(listed) else None


def aid_details(dialogue: Dialogue) -> AidDetails | None:
    """What the record of the aid that the message points at answers to it; None when it points at none, or at one
    that has been removed."""
    listed = pointed_aid(dialogue)
    match = dialogue.evidence.aids.get(listed.aid.slug) if listed else None
    if match is None:
        return None
    quotes = best_quotes(f"{dialogue.turn.text} {match.aid.name}", match.passages, limit=SENTENCES)
    sentences = [f"« {quote.segment.text} » {passage_marker(quote.passage)}" for quote in quotes[:SENTENCES]]
    return AidDetails(
        name=match.aid.name,
        financers=", ".join(match.aid.financers),
        rate=rate_of(match.aid),
        sentences=tuple(sentences),
        markers=aid_markers(match),
    )


def rule_sentences(match: FundingMatch, text: str) -> list[str]:
    """What the record of an aid says of how far aids may go, or go together."""
    quotes = best_quotes(f"{text} {RULES}", match.passages, limit=SENTENCES)
    return [
        f"« {quote.segment.text} » {passage_marker(quote.passage)}"
        for quote in quotes
        if says(load_cues().aid_rules, normalise(quote.segment.own))
    ]


def _last_shown(dialogue: Dialogue) -> list[FundingMatch]:
    """The aids of the last answer that listed some, in the order in which it names them."""
    found: list[FundingMatch] = []
    shown: list[FundingMatch] = []
    for message in dialogue.messages:
        if isinstance(message, ToolMessage) and message.name == "search_funding":
            found = list(tool_evidence(message).aids)
        elif isinstance(message, AIMessage) and message.text:
            places = {match.aid.slug: str(message.text).find(f"- **{match.aid.name}**") for match in found}
            listed = [match for match in found if places[match.aid.slug] >= 0]
            shown = sorted(listed, key=lambda match: places[match.aid.slug]) or shown
    return shown
