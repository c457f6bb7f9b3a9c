"""An answer while it is written: each paragraph is verified when it ends, and only then shown."""

from collections.abc import Iterator
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, ToolMessage

from assistant.agent.answer import Answer, AnswerEvent, ParagraphReady, ToolCall, ToolStarted
from assistant.agent.evidence import Evidence
from assistant.agent.grounding import GroundedText, Grounder
from assistant.agent.tools import TOOL_LABELS

PARAGRAPH = "\n\n"


class Run:
    """One answer being written: its messages so far, the text not yet released, what has been released."""

    def __init__(self, messages: list[AnyMessage], first: int) -> None:
        self.messages = messages
        self._first = first
        self._grounder = Grounder(Evidence.from_messages(messages))
        self._pending = ""
        self._paragraphs: list[GroundedText] = []

    def read(self, mode: str, payload: Any) -> Iterator[AnswerEvent]:
        """The events that a step of the loop gives; ``mode`` is the stream mode that its payload belongs to."""
        if mode == "messages":
            chunk, _ = payload
            if isinstance(chunk, AIMessage) and chunk.text:
                self._pending += str(chunk.text)
                yield from self._release(last=False)
            return
        for update in payload.values():
            for message in (update or {}).get("messages", []):
                self.messages.append(message)
                if isinstance(message, AIMessage):
                    yield from self._release(last=True)
                    for call in message.tool_calls:
                        yield ToolStarted(name=call["name"], label=TOOL_LABELS.get(call["name"], call["name"]))
                else:
                    self._grounder.evidence = Evidence.from_messages(self.messages)

    def _release(self, *, last: bool) -> Iterator[AnswerEvent]:
        *ready, rest = self._pending.split(PARAGRAPH)
        self._pending = "" if last else rest
        for text in [*ready, rest] if last else ready:
            if text.strip():
                grounded = self._grounder.ground(text.strip("\n"))
                self._paragraphs.append(grounded)
                yield ParagraphReady(
                    text=grounded.text,
                    citations=grounded.citations,
                    figures=grounded.figures,
                    unverified=grounded.unverified,
                )

    def finish(self) -> Iterator[AnswerEvent]:
        """The event of the last paragraph."""
        yield from self._release(last=True)

    def answer(self, project_id: str | None) -> Answer:
        """The whole answer."""
        return Answer(
            answer=PARAGRAPH.join(paragraph.text for paragraph in self._paragraphs),
            citations=tuple(item for paragraph in self._paragraphs for item in paragraph.citations),
            figures=tuple(item for paragraph in self._paragraphs for item in paragraph.figures),
            tool_calls=tuple(self._tool_calls()),
            unverified=tuple(item for paragraph in self._paragraphs for item in paragraph.unverified),
            project_id=project_id,
        )

    @property
    def said(self) -> list[AnyMessage]:
        """The messages since the user's."""
        return self.messages[self._first :]

    def _tool_calls(self) -> Iterator[ToolCall]:
        said = self.said
        failed = {m.tool_call_id: str(m.text) for m in said if isinstance(m, ToolMessage) and m.status == "error"}
        for message in said:
            for call in message.tool_calls if isinstance(message, AIMessage) else ():
                yield ToolCall(name=call["name"], arguments=call["args"], error=failed.get(call["id"] or ""))
