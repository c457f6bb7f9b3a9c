"""The questions of a message that asks several: each is answered, in the order in which it was asked."""

import re
from collections.abc import Iterator

from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.follow import Request
from assistant.agent.planner.intents import Intent, read_intents, without_cues
from assistant.agent.planner.sentences import is_question, split_message
from assistant.agent.planner.subject import OF_A_TEXT, own_stems
from assistant.agent.planner.themes import Theme, ThemeBook
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.language import content_stems, normalise

SEPARATE = re.compile(
    r"(?<=\?)\s+|\n+\s*(?:[-•*]\s*)?|\s*;\s+"
    r"|[\s,]+et\s+(?=(?:aussi\s+)?(?:quel|combien|comment|pourquoi|qu['’ ]|que |qui |ce qu|y a|est[- ]ce|[àa] quel))",
    re.IGNORECASE,
)
SEARCHED = frozenset(
    {Intent.FUNDING, Intent.OBLIGATIONS, Intent.COMPARABLES, Intent.FOOTPRINT, Intent.GREEN_BUDGET, Intent.STEPS}
)
BY_THEME = frozenset({Intent.FUNDING, Intent.COMPARABLES})


def parts_of(message: str, request: Request, facts: ProjectFacts, themes: ThemeBook) -> tuple[Request, ...]:
    """The questions of a message, each as a request of its own; empty when it asks one thing at the most."""
    if not request.intents & SEARCHED or request.position is not None:
        return ()
    parts = tuple(_parts(split_message(in_plain_french(message)).asked, request, facts, themes))
    return parts if len({(part.intents, part.theme and part.theme.id) for part in parts}) > 1 else ()


def _parts(asked: str, request: Request, facts: ProjectFacts, themes: ThemeBook) -> Iterator[Request]:
    last: Request | None = None
    for piece in filter(None, map(str.strip, SEPARATE.split(asked))):
        normalised = normalise(piece)
        goes_on = last is not None and normalised.startswith("et ")
        named = themes.recognise(normalised, loosely=goes_on)
        intents = read_intents(normalised) & SEARCHED or (last.intents if last and goes_on and named else frozenset())
        if not intents:
            if not (named and is_question(piece)):
                continue  # it adds to the question before
            intents = frozenset({Intent.QUESTION})
        if last is not None and named is None and intents <= last.intents & OF_A_TEXT and not own_stems(piece):
            continue  # «délibération ou arrêté ?» asks it of the same subject
        last = _part(piece, intents, named, last, request, facts)
        yield last


def _part(
    piece: str, intents: frozenset[Intent], named: Theme | None, last: Request | None, request: Request,
    facts: ProjectFacts,
) -> Request:  # fmt: skip
    """One question: of the subject that it names, else of that of the question before when it names nothing."""
    part = Request.of(piece, intents, facts, named).model_copy(update={"territory": request.territory})
    if named is not None:
        return part.model_copy(update={"by_theme": bool(intents & BY_THEME)})
    before = last.theme if last else request.theme
    if part.theme is None and before is not None and not content_stems(without_cues(piece)):
        return part.model_copy(update={"theme": before, "by_theme": True})
    return part
