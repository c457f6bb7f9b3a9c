"""Read a passage again, with those that stand beside it."""

from pydantic import BaseModel, Field

from assistant.agent.evidence import MARKER, ToolEvidence
from assistant.agent.tools.building import ToolResult, artifact, listing, passage_text
from assistant.storage import KnowledgeStore

BESIDE = 1  # passages on each side


class PassageArguments(BaseModel):
    """Arguments of the reading of a passage."""

    passage_id: str = Field(description="Identifiant du passage, tel que son repère [p:…] le donne")


class PassageTools:
    """The reading of passages."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store

    def read_passage(self, passage_id: str) -> ToolResult:
        """A passage and its neighbours in its document, each with its marker."""
        asked = MARKER.fullmatch(passage_id.strip())
        name = (asked["reference"] if asked else None) or passage_id.strip().removeprefix("p:")
        passage = self._store.passage(name)
        record = self._store.passages_of([passage.document_id])[passage.document_id]
        place = next(place for place, one in enumerate(record) if one.passage_id == passage.passage_id)
        shown = record[max(0, place - BESIDE) : place + BESIDE + 1]
        return listing(map(passage_text, shown)), artifact(ToolEvidence(passages=tuple(shown)))
