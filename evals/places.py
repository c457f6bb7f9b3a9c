"""Where a passage stands, told so that it outlives a new ingestion, which changes the ids of passages."""

from pydantic import Field

from assistant.domain import Frozen


class PassagePlace(Frozen):
    """A passage by the source of its document, its nearest heading and its place under it, from 1."""

    document: str
    heading: str = ""
    part: int = Field(default=1, ge=1)

    @property
    def name(self) -> str:
        """What tells it from the others: «regulation/bacs.md#Qui est concerné#1»."""
        return f"{self.document}#{self.heading}#{self.part}"
