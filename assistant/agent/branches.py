"""The branches of a conversation: a question asked otherwise leaves what followed it, which can be gone back to.

They are the checkpoints of the loop: a new one without the question and what follows becomes the last; the one that it
leaves is noted with it, so that nothing else has to be kept, and all go with the conversation.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from langchain_core.messages import AnyMessage, HumanMessage, RemoveMessage
from langgraph.checkpoint.sqlite import SqliteSaver

from assistant.agent.stopping import closed
from assistant.domain import Frozen
from assistant.errors import NotFoundError

LEFT, ASKED, RESTORED = "branch_left", "branch_asked", "branch_restored"
LONGEST_ASKED = 300  # characters of the question that names a branch


class Branch(Frozen):
    """What a conversation said before a question was asked otherwise; ``asked`` is that question."""

    branch_id: str
    asked: str
    left_at: datetime


class Branches:
    """The branches of the conversations of one home. Its methods raise sqlite3.Error."""

    def __init__(self, agent: Callable[[], Any], saver: SqliteSaver) -> None:
        self._agent = agent
        self._saver = saver

    def list(self, conversation: str) -> tuple[Branch, ...]:
        """The branches that were left and not gone back to, the last left first."""
        config = {"configurable": {"thread_id": conversation}}
        found = list(self._saver.list(config, filter={"is_branch": True}))  # type: ignore[arg-type]
        notes: Sequence[dict[str, Any]] = [dict(one.metadata) for one in found]
        restored = {note.get(RESTORED) for note in notes}
        return tuple(
            Branch(branch_id=note[LEFT], asked=note[ASKED], left_at=datetime.fromisoformat(one.checkpoint["ts"]))
            for one, note in zip(found, notes, strict=True)
            if note[LEFT] not in restored
        )

    def messages(self, conversation: str, branch_id: str) -> Sequence[AnyMessage]:
        """The messages of a branch, oldest first; raises NotFoundError."""
        if branch_id not in {one.branch_id for one in self.list(conversation)}:
            raise NotFoundError("Cette version de la conversation n'existe pas ou plus.")
        found: Sequence[AnyMessage] = self._state(conversation, branch_id).values.get("messages", [])
        return found

    def leave(self, conversation: str, message_id: str) -> int:
        """Take a question out of a conversation with all that follows; how many questions have gone.

        Raises NotFoundError when it is not a question of the conversation as it stands.
        """
        state = self._state(conversation)
        messages = state.values.get("messages", [])
        place = question_place(messages, message_id)
        gone = [RemoveMessage(id=one.id) for one in messages[place:]]
        self._note(state, conversation, gone, asked=_asked(messages[place]))
        return sum(isinstance(one, HumanMessage) for one in messages[place:])

    def restore(self, conversation: str, branch_id: str) -> int:
        """Go on from a branch, in place of what the conversation says now; how many questions more it has."""
        there, here = self.messages(conversation, branch_id), self._state(conversation)
        now = here.values.get("messages", [])
        asked = next((one for place, one in enumerate(now) if one not in there[: place + 1]), None)
        self._note(here, conversation, closed(there), asked=_asked(asked), branch_id=branch_id)
        return sum(isinstance(one, HumanMessage) for one in there) - sum(isinstance(one, HumanMessage) for one in now)

    def _state(self, conversation: str, branch_id: str = "") -> Any:
        return self._agent().get_state(_config(conversation, branch_id))

    def _note(self, left: Any, conversation: str, messages: Sequence[Any], *, asked: str, branch_id: str = "") -> None:
        note = {"is_branch": True, LEFT: left.config["configurable"]["checkpoint_id"], ASKED: asked}
        config = _config(conversation, branch_id) | {"metadata": note | ({RESTORED: branch_id} if branch_id else {})}
        self._agent().update_state(config, {"messages": list(messages)}, as_node="model")


def question_place(messages: Sequence[AnyMessage], message_id: str) -> int:
    """The place of a question of the user; raises NotFoundError."""
    for place, message in enumerate(messages):
        if isinstance(message, HumanMessage) and message.id == message_id:
            return place
    raise NotFoundError("Cette question n'est pas ou plus dans la conversation : rechargez la page.")


def _asked(message: AnyMessage | None) -> str:
    return str(message.text).strip()[:LONGEST_ASKED] if message else ""


def _config(conversation: str, branch_id: str = "") -> dict[str, Any]:
    branch = {"checkpoint_ns": "", "checkpoint_id": branch_id} if branch_id else {}
    return {"configurable": {"thread_id": conversation} | branch}
