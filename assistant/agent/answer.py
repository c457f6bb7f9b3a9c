"""What an answer is made of once it has been verified, and the events of its streaming, the sheet's among them."""

from enum import StrEnum
from typing import Literal

from pydantic import JsonValue

from assistant.agent.footprint.told import ToldFootprint
from assistant.domain import Frozen, MadeWith
from assistant.domain.sheet import ProjectSheet
from assistant.projects import Difference


class Citation(Frozen):
    """A numbered note: the exact passage that supports a sentence, from ``start`` to ``end`` in its document."""

    number: int
    passage_id: str
    document_id: str
    kind: str
    title: str
    heading: str
    source: str
    page: int | None
    url: str | None
    verified_on: str | None
    start: int
    end: int
    text: str


class FigureOrigin(StrEnum):
    """Where a figure of an answer comes from."""

    USER = "user"
    PASSAGE = "passage"
    CALCULATION = "calculation"
    DAY = "day"


class AnswerFigure(Frozen):
    """A number of the answer, as written, and its proof (``reference``: passage or calculation id)."""

    text: str
    value: str
    unit: str | None
    origin: FigureOrigin
    reference: str | None


class ToolCall(Frozen):
    """A tool call of the answer, with its arguments; ``error`` when it failed."""

    name: str
    arguments: dict[str, JsonValue]
    error: str | None = None


class Unverified(Frozen):
    """What could not be traced: the words and why."""

    text: str
    reason: str


class Answer(Frozen):
    """A whole answer: Markdown whose notes ``[n]`` are the numbers of ``citations``.

    ``footprint`` is what it cost, and what its conversation has cost so far. When it ``awaits_confirmation``, nothing
    is written until the user's next message says yes; when it ``is_interrupted``, the user has stopped it.
    """

    answer: str
    citations: tuple[Citation, ...]
    figures: tuple[AnswerFigure, ...]
    tool_calls: tuple[ToolCall, ...]
    unverified: tuple[Unverified, ...]
    project_id: str | None
    footprint: ToldFootprint | None = None
    made_with: MadeWith | None = None
    awaits_confirmation: bool = False
    is_interrupted: bool = False


class ShownMessage(Frozen):
    """A message of a past conversation: what the user said, or an answer with its notes, figures and doubts.

    ``message_id`` names it in its conversation; what the user is asked before a sheet is written has none.
    """

    role: Literal["user", "assistant"]
    text: str
    citations: tuple[Citation, ...] = ()
    figures: tuple[AnswerFigure, ...] = ()
    unverified: tuple[Unverified, ...] = ()
    footprint: ToldFootprint | None = None
    made_with: MadeWith | None = None
    awaits_confirmation: bool = False
    is_interrupted: bool = False
    message_id: str | None = None


class ToolStarted(Frozen):
    """A tool begins; ``label`` tells it in plain French («Je cherche les aides…»)."""

    type: Literal["tool"] = "tool"
    name: str
    label: str


class ParagraphReady(Frozen):
    """A verified paragraph of the answer, with the notes and figures that it is the first to use."""

    type: Literal["paragraph"] = "paragraph"
    text: str
    citations: tuple[Citation, ...]
    figures: tuple[AnswerFigure, ...]
    unverified: tuple[Unverified, ...]


class AnswerDone(Frozen):
    """The end of the stream, with the whole answer."""

    type: Literal["done"] = "done"
    answer: Answer


class SheetStanding(Frozen):
    """The sheet of a conversation: the saved one, else that in progress, what would be saved now, else none.

    ``told_since`` is what the conversation has told since the sheet was saved, and that it does not say.
    """

    sheet: ProjectSheet | None = None
    is_saved: bool = False
    told_since: tuple[Difference, ...] = ()


class SheetChanged(Frozen):
    """The sheet may stand otherwise: the message has been read, or a tool has found something."""

    type: Literal["sheet"] = "sheet"
    standing: SheetStanding


AnswerEvent = ToolStarted | ParagraphReady | SheetChanged | AnswerDone
