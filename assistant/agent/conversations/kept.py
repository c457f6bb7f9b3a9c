"""Keep the conversations: their rows, their messages, their footprints and the sheets of their projects together."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from langchain_core.messages import HumanMessage
from langgraph.checkpoint.sqlite import SqliteSaver

from assistant.agent.conversation_file import empty_journal
from assistant.agent.conversations.record import Conversation, Deleted, Purged
from assistant.agent.conversations.register import Register
from assistant.agent.conversations.titles import UNTITLED, made_title, sheet_title, typed_title
from assistant.errors import NotFoundError, StorageError
from assistant.language import normalise
from assistant.projects import ProjectRepository, ProjectSummary


class Conversations:
    """The conversations of one home. Safe between threads. Its methods raise StorageError.

    ``forgetting`` removes what else is kept of a conversation, by its id.
    """

    def __init__(
        self,
        path: Path,
        saver: SqliteSaver,
        *,
        forgetting: Sequence[Callable[[str], None]],
        projects: ProjectRepository,
        now: Callable[[], datetime],
    ) -> None:
        self._path = path
        self._saver = saver
        self._forgetting = forgetting
        self._projects = projects
        self._now = now
        self._register = Register(path)
        for name in self._register.unknown():
            self._register.note(self._of_messages(name))
        for one in self._register.all() if self._register.is_older else ():
            if one.title == self._of_messages(one.conversation_id).title:
                self._register.rename(one.conversation_id, one.title, by_person=False)

    def list(self, words: str = "") -> tuple[Conversation, ...]:
        """The conversations, the last spoken in first; those whose title holds all of some words, when given."""
        wanted = normalise(words).split()
        sheets = {one.project_id: one for one in self._projects.list()}
        with _explained():
            rows = self._register.all()
        listed = (_with_sheet(one, sheets.get(one.conversation_id)) for one in rows)
        return tuple(one for one in listed if all(word in normalise(one.title) for word in wanted))

    def get(self, conversation_id: str) -> Conversation:
        """A conversation as listed; raises NotFoundError."""
        found = next((one for one in self.list() if one.conversation_id == conversation_id), None)
        if found is None:
            raise NotFoundError(
                f"La conversation « {conversation_id[:60]} » n'existe pas ou plus. "
                "La page « Conversations » montre celles qui existent."
            )
        return found

    def rename(self, conversation_id: str, title: str) -> Conversation:
        """Give a conversation another title; raises InputError, NotFoundError."""
        name = typed_title(title)
        with _explained():
            self._register.rename(conversation_id, name)
        return self.get(conversation_id)

    def delete(self, conversation_id: str, *, with_sheet: bool = False) -> Deleted:
        """Remove a conversation, its messages and its footprints; its sheet too only when asked. NotFoundError."""
        found = self.get(conversation_id)
        with _explained():
            self._register.remove(conversation_id)
            self.forget(conversation_id)
            empty_journal(self._path)
        return Deleted(conversation=found, sheet_deleted=with_sheet and self._projects.delete(conversation_id))

    def purge(self, days: int | None) -> Purged:
        """Remove the conversations without a message for so many days, and mask their sheets; None removes nothing."""
        if days is None:
            return Purged(days=None)
        limit = self._now() - timedelta(days=days)
        gone = [one for one in self.list() if one.updated_at < limit and self._purge_one(one, limit)]
        if gone:
            with _explained():
                empty_journal(self._path)
        return Purged(days=days, conversations=tuple(gone))

    def _purge_one(self, conversation: Conversation, limit: datetime) -> bool:
        """Remove one, unless somebody has spoken in it meanwhile."""
        with _explained():
            if not self._register.remove(conversation.conversation_id, unless_after=limit):
                return False
            self.forget(conversation.conversation_id)
        self._projects.mask(conversation.conversation_id)
        return True

    def begin(self, conversation_id: str, message: str, *, replaced: int = 0) -> None:
        """Note that a message is about to be answered; the first one gives the title. ``replaced`` is how many
        questions it takes the place of."""
        now = self._now()
        with _explained():
            self._register.note(
                Conversation(
                    conversation_id=conversation_id,
                    title=made_title(message),
                    created_at=now,
                    updated_at=now,
                    messages=1 - replaced,
                )
            )

    def count(self, conversation_id: str, more: int) -> None:
        """Note that a conversation has some questions more, or fewer when negative."""
        found = self.get(conversation_id)
        with _explained():
            self._register.note(found.model_copy(update={"messages": more, "updated_at": self._now()}))

    def end(self, conversation_id: str) -> None:
        """Forget what an answer has written in a conversation that was deleted while it was being given."""
        with _explained():
            if not self._register.knows(conversation_id):
                self.forget(conversation_id)

    def forget(self, conversation_id: str) -> None:
        """Remove the messages of a conversation, its row, and what else is kept of it: footprints, opinions."""
        self._register.remove(conversation_id)
        self._saver.delete_thread(conversation_id)
        for forget in self._forgetting:
            forget(conversation_id)

    def _of_messages(self, conversation_id: str) -> Conversation:
        """The row of a conversation of an earlier version: all its dates are that of its last step."""
        kept = self._saver.get_tuple({"configurable": {"thread_id": conversation_id}})
        state: Any = kept.checkpoint if kept else {}
        said = [one for one in state.get("channel_values", {}).get("messages", []) if isinstance(one, HumanMessage)]
        moment = datetime.fromisoformat(state["ts"]) if "ts" in state else self._now()
        return Conversation(
            conversation_id=conversation_id,
            title=made_title(str(said[0].text)) if said else UNTITLED,
            created_at=moment,
            updated_at=moment,
            messages=len(said),
        )


def _with_sheet(row: Conversation, sheet: ProjectSummary | None) -> Conversation:
    """A conversation with the version of its sheet, and its title when no person gave another."""
    if sheet is None:
        return row
    title = row.title if row.is_renamed else sheet_title(sheet.title)
    return row.model_copy(update={"sheet_version": sheet.version, "title": title})


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(f"Les conversations ne peuvent pas être lues ou écrites ({error}).") from error
