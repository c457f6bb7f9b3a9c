"""Where each conversation stood after each answer, so that a client that sends them again goes on."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from assistant.api.openai.asked import Said
from assistant.errors import StorageError

TABLE = """CREATE TABLE IF NOT EXISTS client_turns (
    said TEXT PRIMARY KEY, conversation TEXT NOT NULL, messages INTEGER NOT NULL, is_taken INTEGER NOT NULL)"""
WAIT_SECONDS = 15


class Turn(NamedTuple):
    """A conversation and the number of its messages at the end of an answer."""

    conversation: str
    messages: int


class Turns:
    """One row an answer, in the conversations' file; it holds a digest of what was said, never the words.

    Each call opens its own connection, so threads may share it. Raises StorageError.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._opened() as connection:
            connection.execute(TABLE)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=WAIT_SECONDS)) as connection, connection:
                yield connection
        except sqlite3.Error as error:
            raise StorageError(f"Les conversations des clients ne peuvent pas être lues ({error}).") from error

    def add(self, key: str, turn: Turn) -> None:
        """Keep where a conversation stands; a later one that says the same takes the place of an earlier one."""
        with self._opened() as connection:
            connection.execute("INSERT OR REPLACE INTO client_turns VALUES (?, ?, ?, 0)", (key, *turn))

    def find(self, key: str) -> Turn | None:
        """Where the conversation that said this stood, if there is one."""
        query = "SELECT conversation, messages FROM client_turns WHERE said = ?"
        with self._opened() as connection:
            row = connection.execute(query, (key,)).fetchone()
        return Turn(*row) if row else None

    def take(self, key: str) -> bool:
        """Go on from a turn: true for the first who asks; the others branch off."""
        with self._opened() as connection:
            update = "UPDATE client_turns SET is_taken = 1 WHERE said = ? AND is_taken = 0"
            return connection.execute(update, (key,)).rowcount == 1


def key_of(said: Sequence[Said], user: object) -> str:
    """The digest of what was said, by a user when the client names one; spaces do not count, clients trim them."""
    words = [(one.role, " ".join(one.text.split())) for one in said]
    who = user if isinstance(user, str) else ""
    return hashlib.sha256(json.dumps([who, words], ensure_ascii=False).encode()).hexdigest()
