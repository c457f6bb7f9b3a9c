"""The structured answer of a tool: what it cites, where it opens, and what was computed."""

from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.messages import ToolMessage
from pydantic import Field, JsonValue

from assistant.agent.evidence import passage_marker, tool_evidence
from assistant.domain import Frozen, Passage

SCHEME = "jalon://passage/"
# The passages are among the citations, whose address gives their text: twice the same would fill a model's context.
LEFT_OUT: Mapping[str, Any] = {
    "passages": True,
    "outdated": True,
    "relevance": True,
    "aids": {
        "__all__": {
            "passages": True,
            "citation": True,
            "facts": True,
            "doubt": True,
            "aid": {"description": True, "eligibility": True, "contact": True, "extra": True},
        }
    },
    "financing_rules": {"__all__": {"passages"}},
}


class CitedPassage(Frozen):
    """A passage that the answer cites by its ``marker``; ``uri`` opens its text.

    ``relevance`` is the share of the query that it speaks of, from 0 to 1; None when it was not searched for.
    """

    marker: str
    uri: str
    title: str
    heading: str
    page: int | None
    source: str
    url: str | None
    valid_from: str | None
    valid_to: str | None
    verified_on: str | None
    relevance: float | None


class McpResult(Frozen):
    """What comes with the text of a tool; ``evidence`` holds the aids found, or the calculation with its steps.

    ``told_by_client`` are the words that the client says are the user's: Jalon has not heard them.
    """

    citations: tuple[CitedPassage, ...] = Field(description="Passages cités par leur repère dans le texte")
    evidence: dict[str, JsonValue] = Field(description="Aides trouvées, ou calcul avec ses étapes")
    told_by_client: tuple[str, ...] = Field(
        description="Mots attribués à l'utilisateur par le client, que Jalon ne peut pas vérifier"
    )


def result_of(message: ToolMessage, words: Sequence[str]) -> McpResult:
    """The structured answer of a tool's message."""
    found = tool_evidence(message)
    return McpResult(
        citations=tuple(cited(passage, found.relevance.get(name)) for name, passage in found.cited.items()),
        evidence=found.model_dump(mode="json", exclude=dict(LEFT_OUT), exclude_defaults=True),
        told_by_client=tuple(words),
    )


def cited(passage: Passage, relevance: float | None = None) -> CitedPassage:
    """A passage as it is cited."""
    days = passage.model_dump(mode="json", include={"valid_from", "valid_to", "verified_on"})
    return CitedPassage(
        marker=passage_marker(passage),
        uri=f"{SCHEME}{passage.passage_id}",
        title=passage.title,
        heading=passage.heading,
        page=passage.page,
        source=passage.source,
        url=passage.url,
        relevance=None if relevance is None else round(relevance, 2),
        **days,
    )
