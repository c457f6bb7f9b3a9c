"""A conversation as listed, and what its deletion or a purge tells."""

from datetime import datetime

from assistant.domain import Frozen
from assistant.language.display import format_date


class Conversation(Frozen):
    """A conversation as listed: ``messages`` counts those of the user; ``sheet_version`` is None without a sheet.

    Unless it ``is_renamed`` by a person, its title is that of its sheet, or made from its first message.
    """

    conversation_id: str
    title: str
    created_at: datetime
    updated_at: datetime
    messages: int
    sheet_version: int | None = None
    is_renamed: bool = False


class Deleted(Frozen):
    """A conversation that is gone, and whether the sheet of its project went with it or stays."""

    conversation: Conversation
    sheet_deleted: bool

    @property
    def told(self) -> str:
        """What was done, in French."""
        sheet = ""
        if self.conversation.sheet_version is not None:
            sheet = " Sa fiche projet est supprimée aussi." if self.sheet_deleted else " Sa fiche projet est gardée."
        return f"La conversation « {self.conversation.title} » est supprimée.{sheet}"


class Purged(Frozen):
    """The conversations that a purge removed; ``days`` is the retention, None when nothing is ever removed."""

    days: int | None
    conversations: tuple[Conversation, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """What was removed, in French, a line a conversation; the titles hold no address nor telephone number."""
        if self.days is None:
            return ("Aucune durée de conservation n'est réglée (JALON_RETENTION_DAYS) : tout est gardé.",)
        after = f"{self.days} jour{'s' if self.days > 1 else ''} sans message"
        if not self.conversations:
            return (f"Aucune conversation n'a plus de {after}.",)
        return (
            f"Conversations supprimées après {after} : {len(self.conversations)}. Leurs fiches projet sont gardées, "
            "adresses électroniques et téléphones masqués.",
            *(f"- {one.title} ({format_date(one.updated_at.date())})" for one in self.conversations),
        )
