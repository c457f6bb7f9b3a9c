"""Evidence: what the tools of a conversation have found, and that an answer may cite.

A model cites by markers: ``[p:<passage id>]`` for a passage, ``[c:<calculation id>]`` for a calculation,
``[u]`` for the user's own words, ``[h]`` for a hypothesis to confirm.
"""

import re
from collections.abc import Iterable, Sequence

from langchain_core.messages import BaseMessage, HumanMessage, ToolMessage

from assistant.calculators.comparables import ComparablesSummary
from assistant.calculators.footprint.result import FootprintResult
from assistant.domain import Frozen, Passage
from assistant.funding import FundingMatch

MARKER = re.compile(r"\[(?:(?P<kind>[pc]):(?P<reference>[\w-]+)|(?P<origin>[uh]))\]")


def passage_marker(passage: Passage) -> str:
    """The marker by which a model cites a passage."""
    return f"[p:{passage.passage_id}]"


def calculation_marker(calculation_id: str) -> str:
    """The marker by which a model cites a calculation."""
    return f"[c:{calculation_id}]"


class ToolEvidence(Frozen):
    """What one tool call brought; kept as the artifact of its message, so that it lives with the conversation."""

    passages: tuple[Passage, ...] = ()
    aids: tuple[FundingMatch, ...] = ()
    comparables: ComparablesSummary | None = None
    footprint: FootprintResult | None = None
    saved_project_id: str | None = None
    funding_status: str | None = None


class Evidence:
    """All that one conversation may cite, looked up by id, with what the user has said."""

    def __init__(self, found: Iterable[ToolEvidence], user_words: Sequence[str]) -> None:
        self.user_words = tuple(user_words)
        self.passages: dict[str, Passage] = {}
        self.aids: dict[str, FundingMatch] = {}
        self.footprints: dict[str, FootprintResult] = {}
        self.comparables: dict[str, ComparablesSummary] = {}
        for item in found:
            self._add(item)

    def _add(self, item: ToolEvidence) -> None:
        self.passages |= {passage.passage_id: passage for passage in item.passages}
        for match in item.aids:
            self.aids[match.aid.slug] = match
            self.passages[match.citation.passage_id] = match.citation
        if item.footprint:
            self.footprints[item.footprint.calculation_id] = item.footprint
        if item.comparables:
            self.comparables[item.comparables.calculation_id] = item.comparables

    @classmethod
    def from_messages(cls, messages: Sequence[BaseMessage]) -> "Evidence":
        """The evidence of a conversation, oldest first: a later result replaces an earlier one of the same id."""
        user_words = [str(message.text) for message in messages if isinstance(message, HumanMessage)]
        return cls((tool_evidence(message) for message in messages if isinstance(message, ToolMessage)), user_words)

    def aid_of_passage(self, passage_id: str) -> FundingMatch | None:
        """The aid whose record a passage belongs to, if the conversation has met it."""
        return next((match for match in self.aids.values() if match.citation.passage_id == passage_id), None)


def tool_evidence(message: ToolMessage) -> ToolEvidence:
    """What a tool message brought; empty for a failed call."""
    return ToolEvidence.model_validate(message.artifact) if message.artifact else ToolEvidence()
