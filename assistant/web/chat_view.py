"""What the conversation page shows: turns, each with its question and answers; where each source and figure opens."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from assistant.agent import ParagraphReady, ShownMessage, ToolStarted
from assistant.agent.answer import AnswerFigure, Citation, FigureOrigin
from assistant.domain import Frozen

if TYPE_CHECKING:
    from assistant.api.live import LiveAnswer

QUOTED = re.compile(r"«\s*([^«»]+?)\s*»")
NOTES = re.compile(r"\[(\d+)\]")
CELL_LABEL = re.compile(r"^.*? : ")
LONGEST_QUOTE, MOST_QUOTES = 600, 5
LIVE = "live"


class Source(Frozen):
    """A note of an answer: where it stands, and the address of the exact passage with what the answer quotes of it."""

    anchor: str
    number: int
    title: str
    place: str
    text: str
    address: str
    url: str


class ShownAnswer(Frozen):
    """An answer with its sources and the addresses of its figures; ``name`` tells it from the others of the page."""

    name: str
    message: ShownMessage
    sources: tuple[Source, ...]
    figures: dict[str, str]


class Turn(Frozen):
    """A question and what was answered."""

    question: ShownMessage
    answers: tuple[ShownAnswer, ...]


class Progress(Frozen):
    """An answer that is being made: what it has said, what it does, how many events that is."""

    question: str
    parts: tuple[ShownAnswer, ...]
    step: str
    after: int


def turns_of(messages: Sequence[ShownMessage], conversation: str) -> tuple[Turn, ...]:
    """A conversation as turns, oldest first."""
    turns: list[tuple[ShownMessage, list[ShownAnswer]]] = []
    for place, message in enumerate(messages):
        if message.role == "user" or not turns:
            turns.append((message, []))
        else:
            turns[-1][1].append(shown_answer(message, str(place), conversation))
    return tuple(Turn(question=question, answers=tuple(answers)) for question, answers in turns)


def measured(turns: Sequence[Turn]) -> str:
    """The name of the last answer whose footprint is known, which tells that of the conversation; empty without one."""
    names = (part.name for turn in reversed(turns) for part in reversed(turn.answers) if part.message.footprint)
    return next(names, "")


def settled(messages: Sequence[ShownMessage], live: "LiveAnswer | None") -> Sequence[ShownMessage]:
    """The messages without those of the turn that is being answered, which may be there already."""
    asked = [place for place, one in enumerate(messages) if one.role == "user"]
    if live is None or not asked:
        return messages
    last = messages[asked[-1]]
    if live.replaces and (cut := next((n for n in asked if messages[n].message_id == live.replaces), None)) is not None:
        return messages[:cut]
    return messages[: asked[-1]] if last.text == live.question else messages


def progress_of(live: "LiveAnswer") -> Progress:
    """Where an answer stands."""
    events = list(live.events)
    steps = [event.label for event in events if isinstance(event, ToolStarted)]
    parts = tuple(part_of(event, live.conversation) for event in events if isinstance(event, ParagraphReady))
    return Progress(
        question=live.question, parts=parts, step=steps[-1] if steps else "Je réfléchis…", after=len(events)
    )


def part_of(event: ParagraphReady, conversation: str) -> ShownAnswer:
    """A paragraph that has just been verified."""
    message = ShownMessage(role="assistant", **event.model_dump(exclude={"type"}))
    return shown_answer(message, LIVE, conversation)


def shown_answer(message: ShownMessage, name: str, conversation: str) -> ShownAnswer:
    """An answer with what its notes and figures open."""
    sources = tuple(_source(one, name, message.text) for one in message.citations)
    return ShownAnswer(name=name, message=message, sources=sources, figures=_addresses(message.figures, conversation))


def _source(citation: Citation, name: str, text: str) -> Source:
    page = f"page {citation.page}" if citation.page else ""
    place = (citation.heading, page, citation.source.rpartition("/")[2])
    return Source(
        anchor=f"source-{name}-{citation.number}",
        number=citation.number,
        title=citation.title,
        place=", ".join(filter(None, place)),
        text=citation.text,
        address=passage_address(citation.passage_id, _quotes(text, citation.number)),
        url=citation.url if (citation.url or "").startswith(("https://", "http://")) else "",
    )


def passage_address(passage_id: str, quotes: Sequence[str] = ()) -> str:
    """The page of a passage, which shows some quotations of it."""
    asked = urlencode([("quote", one) for one in quotes])
    return f"/passages/{quote(passage_id, safe='')}{f'?{asked}' if asked else ''}"


def _quotes(text: str, number: int) -> list[str]:
    """What an answer quotes of a source: the «quotes» that stand before its note, since the note before."""
    parts = NOTES.split(text)
    told = [parts[place - 1] for place in range(1, len(parts), 2) if parts[place] == str(number)]
    quoted = (match[1] for part in told for match in QUOTED.finditer(part))
    return [piece[:LONGEST_QUOTE] for one in quoted for piece in _pieces(one)][:MOST_QUOTES]


def _pieces(quoted: str) -> list[str]:
    """A quotation in the words of the passage: the cells of a row without their labels, an item apart from its
    introduction."""
    if " | " in quoted:
        return [CELL_LABEL.sub("", cell, count=1) for cell in quoted.split(" | ")]
    return quoted.split(" […] ")


def _addresses(figures: Sequence[AnswerFigure], conversation: str) -> dict[str, str]:
    """What opens the figures of an answer that come from a calculation; a note opens the others.

    A figure that is written twice and comes from two places opens none: it would open the wrong one. A number without
    a unit (a year, «2 001», «1,3 fois») opens none either: the same digits stand in quotations.
    """
    with_unit = {one.text for one in figures if one.unit}
    proofs: dict[str, set[tuple[FigureOrigin, str | None]]] = {}
    for one in figures:
        proofs.setdefault(one.text, set()).add((one.origin, one.reference))
    return {
        text: f"/conversations/{conversation}/calculs/{quote(reference, safe='')}"
        for text, found in proofs.items()
        for origin, reference in found
        if len(found) == 1 and origin is FigureOrigin.CALCULATION and reference and text in with_unit
    }
