"""The footprints of the answers, kept beside the conversations."""

from collections.abc import Mapping
from pathlib import Path

from assistant.agent.conversation_file import opened
from assistant.agent.footprint.told import AnswerFootprint

TABLE = """CREATE TABLE IF NOT EXISTS answer_footprints (
    conversation TEXT NOT NULL, message TEXT NOT NULL, footprint TEXT NOT NULL, PRIMARY KEY (conversation, message))"""


class Footprints:
    """One row an answer, in the conversations' file; each call opens its own connection, so threads may share it.

    The methods raise sqlite3.Error when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with opened(self._path) as connection:
            connection.execute(TABLE)

    def add(self, conversation: str, message_id: str, footprint: AnswerFootprint) -> None:
        """Keep the footprint of an answer."""
        row = (conversation, message_id, footprint.model_dump_json())
        with opened(self._path) as connection:
            connection.execute("INSERT OR REPLACE INTO answer_footprints VALUES (?, ?, ?)", row)

    def of(self, conversation: str) -> Mapping[str, AnswerFootprint]:
        """The footprints of a conversation by message, oldest first."""
        query = "SELECT message, footprint FROM answer_footprints WHERE conversation = ? ORDER BY rowid"
        with opened(self._path) as connection:
            rows = connection.execute(query, (conversation,)).fetchall()
        return {message: AnswerFootprint.model_validate_json(text) for message, text in rows}

    def all(self) -> tuple[int, tuple[AnswerFootprint, ...]]:
        """How many conversations have answers, and the footprints of all their answers."""
        with opened(self._path) as connection:
            (conversations,) = connection.execute(
                "SELECT COUNT(DISTINCT conversation) FROM answer_footprints"
            ).fetchone()
            rows = connection.execute("SELECT footprint FROM answer_footprints").fetchall()
        return conversations, tuple(AnswerFootprint.model_validate_json(text) for (text,) in rows)

    def forget(self, conversation: str) -> None:
        """Drop the footprints of a conversation."""
        with opened(self._path) as connection:
            connection.execute("DELETE FROM answer_footprints WHERE conversation = ?", (conversation,))
