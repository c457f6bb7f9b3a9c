"""An answer while it is written: each paragraph is verified when it ends, and only then shown."""

from collections.abc import Iterator
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, ToolMessage

from assistant.agent.answer import Answer, AnswerEvent, ParagraphReady, ToolCall, ToolStarted
from assistant.agent.confirmation import question_of
from assistant.agent.evidence import Evidence
from assistant.agent.grounding import PARAGRAPH, GroundedText, Grounder, paragraphs_of
from assistant.agent.origin import made_with
from assistant.agent.revision import REVISED
from assistant.agent.stopping import is_interrupted
from assistant.agent.tools import TOOL_LABELS
from assistant.settings import Unproven

INTERRUPT = "__interrupt__"  # the name under which the loop tells that it waits for a person


class Run:
    """One answer being written: its messages so far, the text not yet released, what has been released.

    When ``revises``, the loop sends an answer back once: from its first paragraph that is not traced, the first try is
    held back until what the model says instead is whole. ``messages`` end with the user's, ``heard`` is their number;
    ``first`` is the place of the message whose calls the user's has confirmed, if any: they are of this answer.
    """

    def __init__(
        self,
        messages: list[AnyMessage],
        first: int | None = None,
        *,
        unproven: Unproven = "mark",
        revises: bool = False,
    ) -> None:
        self.messages = messages
        self.awaits_confirmation = False
        self.heard = len(messages)
        self._first = self.heard if first is None else first
        self._grounder = Grounder(Evidence.from_messages(messages), unproven)
        self._may_hold = revises
        self._is_held = False
        self._speaker: str | None = None
        self._pending = ""
        self.telling: list[str] = []  # the paragraphs released of the message being written, with their markers
        self._paragraphs: list[GroundedText] = []

    def read(self, mode: str, payload: Any) -> Iterator[AnswerEvent]:
        """The events that a step of the loop gives; ``mode`` is the stream mode that its payload belongs to."""
        if mode == "messages":
            chunk, _ = payload
            if isinstance(chunk, AIMessage) and chunk.text:
                self._is_held = self._is_held or self._speaker not in (None, chunk.id)
                self._speaker = chunk.id
                yield from self._release_ended(str(chunk.text))
            return
        for question in payload.get(INTERRUPT, ()):
            yield from self._ask(question_of(question))
        for name, update in payload.items():
            for message in () if name == INTERRUPT else (update or {}).get("messages", []):
                self.messages.append(message)
                if isinstance(message, AIMessage):
                    yield from self._close(message)
                    for call in message.tool_calls:
                        if call["name"] in TOOL_LABELS:  # a name that a model made up is not for the user
                            yield ToolStarted(name=call["name"], label=TOOL_LABELS[call["name"]])
                else:
                    self._grounder.renew(Evidence.from_messages(self.messages))

    def _ask(self, question: str) -> Iterator[AnswerEvent]:
        """Show what a call would write, which waits for the user's reply."""
        self._may_hold, self.awaits_confirmation = False, True
        for text in paragraphs_of(question):
            yield from self._release(text)

    def _release_ended(self, more: str) -> Iterator[AnswerEvent]:
        """Release the paragraphs that end with some more text."""
        *ended, self._pending = (self._pending + more).split(PARAGRAPH)
        for text in ended:
            if not self._is_held:
                yield from self._release(text)

    def _close(self, message: AIMessage) -> Iterator[AnswerEvent]:
        """Release what is left of a message, as the conversation keeps it."""
        may_hold, self._may_hold = self._may_hold and not message.additional_kwargs.get(REVISED), False
        for text in paragraphs_of(str(message.text))[len(self.telling) :]:
            yield from self._release(text)
        self._pending, self._is_held, self._speaker, self.telling = "", False, None, []
        self._may_hold = may_hold

    def _release(self, text: str) -> Iterator[AnswerEvent]:
        if not text.strip():
            return
        grounded = self._grounder.ground(text.strip("\n"))
        if grounded.unverified and self._may_hold:
            self._is_held = True
            return
        self.telling.append(text)
        self._paragraphs.append(grounded)
        yield ParagraphReady(**grounded.model_dump())

    def answer(self, project_id: str | None) -> Answer:
        """The whole answer."""
        return Answer(
            answer=PARAGRAPH.join(paragraph.text for paragraph in self._paragraphs),
            citations=tuple(item for paragraph in self._paragraphs for item in paragraph.citations),
            figures=tuple(item for paragraph in self._paragraphs for item in paragraph.figures),
            tool_calls=tuple(self._tool_calls()),
            unverified=tuple(item for paragraph in self._paragraphs for item in paragraph.unverified),
            project_id=project_id,
            made_with=next((made for made in map(made_with, reversed(self.said)) if made), None),
            awaits_confirmation=self.awaits_confirmation,
            is_interrupted=is_interrupted(self.messages[-1]),
        )

    @property
    def said(self) -> list[AnyMessage]:
        """The messages since the first of the answer."""
        return self.messages[self._first :]

    def _tool_calls(self) -> Iterator[ToolCall]:
        said = self.said
        failed = {m.tool_call_id: str(m.text) for m in said if isinstance(m, ToolMessage) and m.status == "error"}
        for message in said:
            for call in message.tool_calls if isinstance(message, AIMessage) else ():
                yield ToolCall(name=call["name"], arguments=call["args"], error=failed.get(call["id"] or ""))
