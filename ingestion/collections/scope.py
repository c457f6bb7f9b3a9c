"""Where a collection is read from, for whom, and what may still be unpacked."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.domain import DocumentKind
from ingestion.discovery import FoundFile, announced_kind

MAX_DEPTH = 3  # an archive in a message in an archive is read; what that one holds in turn is not
MAX_MEMBERS = 5_000
MAX_UNPACKED = 1024 * 1024 * 1024  # bytes, for one ingested file with all that it holds


@dataclass
class Budget:
    """What may still be unpacked from one ingested file, at every depth together."""

    members: int = MAX_MEMBERS
    size: int = MAX_UNPACKED


@dataclass(frozen=True)
class Scope:
    """``origin`` is the path of the collection in the ingested folder, continued by member names inside it."""

    origin: Path
    kind: DocumentKind | None
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    def inside(self, member: str) -> "Scope":
        """The scope of a member that is a collection in turn."""
        return replace(self, origin=self.origin / member, depth=self.depth + 1)

    def announced_kind(self, member: str) -> DocumentKind | None:
        """The kind that the nearest folder of a member announces, in the collection or around it."""
        return announced_kind(FoundFile(path=self.origin / member, root=self.origin, source=member))
