"""Read the pieces of an answer as a server sends them: thoughts left out, tool calls made right, length bounded."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from langchain_core.messages import AIMessageChunk
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk

from assistant.agent.endpoint.thoughts import Thoughts
from assistant.agent.limits import MALFORMED
from assistant.endpoint import IncompleteAnswerError

UNKNOWN = "outil_inconnu"
NAME = re.compile(r"[\w-]{1,64}")
EXCERPT = 200
MOST_CALLS = 8  # in one message
CUT = "length"  # the finish reason of an answer that is too long


class Reading:
    """One answer being read: its text is given piece by piece, its tool calls whole at the end."""

    def __init__(self, most_characters: int) -> None:
        self._left = most_characters
        self._thoughts = Thoughts()
        self._calls: list[dict[str, Any]] = []
        self._places: dict[int, int] = {}  # where the calls of each index of the server are in ``_calls``
        self._finish: str | None = None
        self.has_begun = False

    @property
    def is_full(self) -> bool:
        """Whether the answer has reached its longest."""
        return self._left <= 0

    def take(self, chunk: ChatGenerationChunk) -> ChatGenerationChunk:
        """A piece, with its text alone; raises TypeError for what is no piece of an assistant's answer."""
        message = chunk.message
        if not isinstance(message, AIMessageChunk):
            raise TypeError(type(message).__name__)
        self.has_begun = True
        self._finish = (chunk.generation_info or {}).get("finish_reason") or self._finish
        for piece in message.tool_call_chunks:
            self._left -= len(piece["args"] or "")
            self._add(piece)
        content = str(message.content)
        said = self._thoughts.without(content)[: max(self._left, 0)]
        self._left -= len(content)
        told = message.model_copy(update={"content": said, "tool_call_chunks": [], "tool_calls": []})
        return ChatGenerationChunk(message=told, generation_info=chunk.generation_info)

    def end(self) -> Iterator[ChatGenerationChunk]:
        """What is left to give: held text, tool calls, and that the answer was cut; raises IncompleteAnswerError."""
        if self.is_full:
            yield _piece("", finish=CUT)
        elif self._finish is None:
            raise IncompleteAnswerError
        if rest := self._thoughts.rest():
            yield _piece(rest)
        if self._calls:
            yield ChatGenerationChunk(
                message=AIMessageChunk(
                    content="",
                    tool_call_chunks=[
                        tool_call_chunk(name=one["name"], args=_arguments(one["args"]), id=one["id"], index=place)
                        for place, one in enumerate(self._with_ids())
                    ],
                )
            )

    def _add(self, piece: Mapping[str, Any]) -> None:
        """Add a piece to its call; some servers give all their calls the index 0, and each an id of its own."""
        index = piece["index"] if isinstance(piece["index"], int) else 0
        place = self._places.get(index)
        begins = place is None or (piece["id"] and piece["name"] and piece["id"] != self._calls[place]["id"])
        if begins:
            self._places[index] = place = len(self._calls)
            self._calls.append({"name": piece["name"], "id": piece["id"], "args": ""})
        assert place is not None
        call = self._calls[place]
        call["args"] += piece["args"] or ""
        call["name"] = call["name"] or piece["name"]
        call["id"] = call["id"] or piece["id"]

    def _with_ids(self) -> Iterator[dict[str, Any]]:
        """The first calls, each with a name that can be sent back and an id that no other one has."""
        known: set[str] = set()
        for place, call in enumerate(self._calls[:MOST_CALLS]):
            name = call["name"] if NAME.fullmatch(call["name"] or "") else UNKNOWN
            own = str(call["id"] or "call")
            own = f"{own}-{place}" if own in known or not call["id"] else own
            known.add(own)
            yield {**call, "name": name, "id": own}


def _arguments(text: str) -> str:
    """The arguments of a call as a JSON object: those given, else an object that holds their text."""
    try:
        is_object = isinstance(json.loads(text or "{}", parse_constant=_refuse), dict)
    except (ValueError, RecursionError):
        is_object = False
    return (text or "{}") if is_object else json.dumps({MALFORMED: text[:EXCERPT]})


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity are no JSON


def _piece(content: str, *, finish: str | None = None) -> ChatGenerationChunk:
    info = {"finish_reason": finish} if finish else None
    return ChatGenerationChunk(message=AIMessageChunk(content=content), generation_info=info)
