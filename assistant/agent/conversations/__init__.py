"""The conversations that are kept: listed, renamed, exported, deleted with what hangs on them, purged when too old.

The messages themselves are the loop's; this package holds their titles and dates, and removes both together.
"""

from assistant.agent.conversations.exporting import EXPORT_TYPES, ExportedConversation, export_conversation
from assistant.agent.conversations.kept import Conversations
from assistant.agent.conversations.record import Conversation, Deleted, Purged

__all__ = [
    "EXPORT_TYPES",
    "Conversation",
    "Conversations",
    "Deleted",
    "ExportedConversation",
    "Purged",
    "export_conversation",
]
