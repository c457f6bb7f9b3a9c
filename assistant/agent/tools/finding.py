"""What the searches share: the passages found as evidence."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from langchain_core.runnables.config import ensure_config
from pydantic import BaseModel, Field

from assistant.agent.evidence import ToolEvidence
from assistant.domain import SearchHit


class SearchArguments(BaseModel):
    """Arguments of a search."""

    query: str = Field(description="Ce qu'il faut trouver, en français, par exemple « extinction nocturne »")
    limit: Annotated[int, Field(ge=1, le=20, description="Nombre de passages voulus")] = 6


def project_of_call() -> str | None:
    """The project whose conversation calls a tool; None when another program does."""
    thread = ensure_config().get("configurable", {}).get("thread_id")
    return str(thread) if thread else None


def evidence_of(hits: Sequence[SearchHit], on: date) -> ToolEvidence:
    """The passages of a search, with their relevance."""
    return ToolEvidence(
        passages=tuple(hit.passage for hit in hits),
        relevance={hit.passage.passage_id: hit.relevance for hit in hits},
        on=on,
    )
