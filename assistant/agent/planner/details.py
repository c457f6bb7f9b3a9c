"""Tell one aid of the last list shown: «et la deuxième, quel taux ?»."""

from collections.abc import Sequence

from assistant.agent.evidence import aid_markers, passage_marker, tool_evidence
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.extract import best_sentences
from assistant.domain import Frozen
from assistant.funding import FITTING_SHARE, FundingMatch
from assistant.language.display import format_percent

SENTENCES = 3


class AidDetails(Frozen):
    """An aid by its name, with its rate as the source tells it and the sentences that answer the question."""

    name: str
    financers: str
    rate: str
    sentences: tuple[str, ...]
    markers: str


def pointed_aid(dialogue: Dialogue) -> AidDetails | None:
    """The aid at the place that the message names in the last list; None when the list is shorter."""
    listed = _last_list(dialogue)
    position = dialogue.turn.request.position or 0
    if not 0 < (position if position > 0 else len(listed)) <= len(listed):
        return None
    match = listed[position - 1 if position > 0 else position]
    rate = [f"taux maximum {format_percent(match.aid.rate_max)}"] if match.aid.rate_max is not None else []
    question = f"{dialogue.turn.text} taux montant plafond"
    sentences = {
        f"« {' '.join(one.text.split())} » {passage_marker(passage)}"
        for passage in (match.facts, match.citation)
        for one in best_sentences(question, passage.text, limit=SENTENCES)
    }
    return AidDetails(
        name=match.aid.name,
        financers=", ".join(match.aid.financers),
        rate=" ; ".join([*rate, *([match.aid.rate_comment] if match.aid.rate_comment else [])]) or "taux non indiqué",
        sentences=tuple(sorted(sentences)),
        markers=aid_markers(match),
    )


def fitting(aids: Sequence[FundingMatch]) -> list[FundingMatch]:
    """The aids that are about the request, and not about one of its words."""
    best = max((match.relevance for match in aids), default=0.0)
    return [match for match in aids if match.relevance >= best * FITTING_SHARE]


def _last_list(dialogue: Dialogue) -> list[FundingMatch]:
    lists = [
        fitting(tool_evidence(one.message).aids) for one in dialogue.results if one.message.name == "search_funding"
    ]
    return lists[-1] if lists else []
