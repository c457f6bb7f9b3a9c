"""The text that the last answer quoted: what a question without a subject of its own goes on about.

«Quelles sanctions ?» after the décret tertiaire asks for those of that decree, and of no other text.
"""

import re
from collections.abc import Iterable
from functools import cache

from assistant.agent.evidence import ToolEvidence
from assistant.agent.planner.cues import Aspect, load_cues, says
from assistant.agent.planner.intents import Intent, read_intents
from assistant.agent.planner.sentences import is_follow_up, is_question
from assistant.agent.planner.themes import ThemeBook
from assistant.agent.planner.told_aids import scheme_named
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.domain import Frozen, Passage
from assistant.language import content_stems, normalise

OF_A_TEXT = frozenset({Intent.OBLIGATIONS, Intent.QUESTION, Intent.SHARE, Intent.STEPS})
SEVERAL, MOST = 2, 0.6  # words of a question, and share of them, that a text must hold to be what it asks about
ASKED_OF_A_TEXT = frozenset({Intent.OBLIGATIONS, Intent.STEPS})
WHO_ASKS = frozenset({"population", "beneficiary", "territory"})  # facts that a question may tell and go on with


class Subject(Frozen):
    """The documents that an answer quoted, under the title of the first, with the stems of all that was found there."""

    documents: frozenset[str]
    title: str
    stems: frozenset[str]


def quoted_subject(found: Iterable[ToolEvidence], answer: str, *, of_all: bool) -> Subject | None:
    """The first text that an answer quotes, or all of those that it quotes; None when it quotes none."""
    passages = [passage for one in found for passage in one.passages]
    places = {one.document_id: answer.find(f"- {one.title}") for one in passages}
    quoted = sorted((document for document, place in places.items() if place >= 0), key=lambda one: places[one])
    if not quoted:
        return None
    documents = frozenset(quoted if of_all else quoted[:1])
    stems = {stem for one in passages if one.document_id in documents for stem in content_stems(_told(one))}
    title = next(one.title for one in passages if one.document_id == quoted[0])
    return Subject(documents=documents, title=title, stems=frozenset(stems))


def asked_of(subject: Subject, text: str, themes: ThemeBook, *, of_a_kind: bool) -> bool:
    """Whether a message asks something of the last text quoted, rather than of a subject of its own.

    It names no other subject, and asks what may be asked of any text («quelles sanctions ?»), or asks in the words of
    that very text («et pour les fournitures ?»). ``of_a_kind``: the last question was about a kind of project, so that
    a building named instead («et pour l'école ?») is another.
    """
    normalised, own = normalise(in_plain_french(text)), own_stems(text)
    intents = read_intents(normalised)
    is_of_its_title = bool(own) and own <= set(content_stems(subject.title))
    loosely = of_a_kind and is_follow_up(text)
    names_another = themes.recognise(normalised, loosely=loosely) is not None and not is_of_its_title
    if not intents <= ASKED_OF_A_TEXT or scheme_named(normalised) or names_another:
        return False
    if not own:
        return any(one.answered for one in aspects_of(text))
    if is_follow_up(text):
        return own <= subject.stems
    shared = len(own & subject.stems)
    return not intents and is_question(text) and shared >= SEVERAL and shared >= MOST * len(own)


def aspects_of(text: str) -> tuple[Aspect, ...]:
    """What a message asks of a text: its sanctions, its dates, whom it concerns."""
    normalised = normalise(in_plain_french(text))
    return tuple(one for one in load_cues().aspects if says(one.asked, normalised))


def own_stems(text: str) -> frozenset[str]:
    """The stems of what a message says beside asking: its subject, when it has one."""
    left = _asking().sub(" ", normalise(in_plain_french(text)))
    return frozenset(stem for stem in content_stems(left) if not stem.isdecimal())


def answers(text: str, piece: str) -> bool:
    """Whether a piece of a text tells what a message asks of it."""
    if own := own_stems(text):
        return bool(own & set(content_stems(piece)))
    return any(says(one.answered, normalise(piece)) for one in aspects_of(text))


def _told(passage: Passage) -> str:
    return " ".join([passage.title, *passage.heading_path, passage.text])


@cache
def _asking() -> re.Pattern[str]:
    longest_first = sorted((cue for one in load_cues().aspects for cue in one.asked), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\w*")
