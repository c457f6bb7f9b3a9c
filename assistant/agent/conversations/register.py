"""The titles and dates of the conversations, one row each, beside their messages."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from assistant.agent.conversation_file import opened
from assistant.agent.conversations.record import Conversation

TABLE = """CREATE TABLE IF NOT EXISTS conversations (
    conversation_id TEXT PRIMARY KEY, title TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    messages INTEGER NOT NULL, is_renamed INTEGER NOT NULL)"""
MORE = "ALTER TABLE conversations ADD COLUMN is_renamed INTEGER NOT NULL DEFAULT 1"  # a title stays, whoever gave it
ADD = """INSERT INTO conversations VALUES
    (:conversation_id, :title, :created_at, :updated_at, :messages, :is_renamed)
    ON CONFLICT (conversation_id) DO UPDATE SET updated_at = :updated_at, messages = messages + :messages"""
ALL = "SELECT * FROM conversations ORDER BY updated_at DESC, conversation_id"
UNKNOWN = (
    "SELECT DISTINCT thread_id FROM checkpoints WHERE thread_id NOT IN (SELECT conversation_id FROM conversations)"
)


class Register:
    """Reads and writes the rows. The methods raise sqlite3.Error when the file cannot be read or written.

    ``is_older``: the table was that of an earlier version, which did not note who gave a title.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with opened(path) as connection:
            connection.execute(TABLE)
            self.is_older = _is_older(connection)
            if self.is_older:
                connection.execute("BEGIN IMMEDIATE")  # another process may be doing the same
                if _is_older(connection):
                    connection.execute(MORE)

    def note(self, conversation: Conversation) -> None:
        """Add a conversation; one that is known keeps its title and its beginning, and gains the messages."""
        with opened(self._path) as connection:
            connection.execute(ADD, _row(conversation))

    def all(self) -> tuple[Conversation, ...]:
        """All of them, the last spoken in first."""
        with opened(self._path) as connection:
            connection.row_factory = sqlite3.Row
            return tuple(Conversation.model_validate(dict(row)) for row in connection.execute(ALL))

    def get(self, conversation_id: str) -> Conversation | None:
        """One of them; None when there is none."""
        return next((one for one in self.all() if one.conversation_id == conversation_id), None)

    def rename(self, conversation_id: str, title: str, *, by_person: bool = True) -> bool:
        """Give a title; whether there was such a conversation."""
        query = "UPDATE conversations SET title = ?, is_renamed = ? WHERE conversation_id = ?"
        with opened(self._path) as connection:
            return connection.execute(query, (title, by_person, conversation_id)).rowcount > 0

    def remove(self, conversation_id: str, *, unless_after: datetime | None = None) -> bool:
        """Remove a row, unless it was spoken in after a moment; whether it went."""
        query = "DELETE FROM conversations WHERE conversation_id = ?"
        values = [conversation_id]
        if unless_after is not None:
            query, values = f"{query} AND updated_at < ?", [conversation_id, _written(unless_after)]
        with opened(self._path) as connection:
            return connection.execute(query, values).rowcount > 0

    def knows(self, conversation_id: str) -> bool:
        """Whether there is such a row."""
        query = "SELECT 1 FROM conversations WHERE conversation_id = ?"
        with opened(self._path) as connection:
            return connection.execute(query, (conversation_id,)).fetchone() is not None

    def unknown(self) -> list[str]:
        """The conversations whose messages are kept without a row: those of an earlier version of Jalon."""
        with opened(self._path) as connection:
            return [name for (name,) in connection.execute(UNKNOWN)]


def _is_older(connection: sqlite3.Connection) -> bool:
    return "is_renamed" not in {name for _, name, *_ in connection.execute("PRAGMA table_info(conversations)")}


def _row(conversation: Conversation) -> dict[str, object]:
    times = {name: _written(getattr(conversation, name)) for name in ("created_at", "updated_at")}
    return {**conversation.model_dump(exclude={"sheet_version"}), **times}


def _written(moment: datetime) -> str:
    """A moment as rows are sorted and compared by it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
