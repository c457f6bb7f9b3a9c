"""What the searches share: the passages found as evidence."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

from langchain_core.runnables.config import ensure_config
from pydantic import BaseModel, Field

from assistant.agent.evidence import ToolEvidence
from assistant.domain import SearchHit


class SearchArguments(BaseModel):
    """Arguments of a search."""

    query: str = Field(description="Ce qu'il faut trouver, en français, par exemple « extinction nocturne »")
    limit: Annotated[int, Field(ge=1, le=20, description="Nombre de passages voulus")] = 6


ASKED = "__asked"  # in the configuration of a run: the message that is being answered


class Calling(NamedTuple):
    """The conversation that calls a tool: its project and the message that it answers; none from another program."""

    project: str | None
    asked: str

    @classmethod
    def now(cls) -> "Calling":
        """The conversation of the run that calls."""
        told = ensure_config().get("configurable", {})
        return cls(told.get("thread_id"), str(told.get(ASKED, "")))


def evidence_of(hits: Sequence[SearchHit], on: date) -> ToolEvidence:
    """The passages of a search, with their relevance."""
    return ToolEvidence(
        passages=tuple(hit.passage for hit in hits),
        relevance={hit.passage.passage_id: hit.relevance for hit in hits},
        on=on,
    )
