"""What a chat interface writes around the user's words: the texts of its own documents, the list of its files.

Open WebUI puts the texts first, under instructions that end with «</context>», then the files, then the question; it
sends the texts with the last message only (backend/open_webui/config.py and utils/middleware.py, tried with 0.12.4 on
2026-11-30). As the user's words they would prove figures that the user has not said, and the same message would read
otherwise at the next turn: its conversation would not be found.
"""

from collections.abc import Sequence
from typing import NamedTuple

TEXTS = ("### Task:\nRespond to the user query using the provided context", "</context>")
FILES = ("<attached_files>", "</attached_files>")
UNREAD = (
    "*Votre interface a joint un document à ce message : Jalon ne le lit pas. Écrivez ce qu'il faut en retenir, ou "
    "faites-le indexer dans Jalon.*"
)


class Unwrapped(NamedTuple):
    """The user's own words, and whether something stood around them."""

    words: str
    is_wrapped: bool


def unwrapped(text: str) -> Unwrapped:
    """A user's message without what its interface wrote around it.

    The texts go up to the last «</context>», which a document may hold too: what it says is never the user's.
    """
    words = text.lstrip()
    if words.startswith(TEXTS[0]):
        words = words.rpartition(TEXTS[1])[2].lstrip()
    if words.startswith(FILES[0]) and FILES[1] in words:
        words = words.partition(FILES[1])[2].lstrip()
    return Unwrapped(words, is_wrapped=True) if words != text.lstrip() else Unwrapped(text, is_wrapped=False)


def unread_note(messages: Sequence[str], *, is_wrapped: bool) -> str:
    """What tells the user that a document was left out, unless an earlier message did; empty when none was."""
    return UNREAD if is_wrapped and not any(UNREAD in one for one in messages) else ""
