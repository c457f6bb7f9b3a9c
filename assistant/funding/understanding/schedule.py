"""When the project starts, and before when it has to be."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from assistant.funding.request import Facet, FacetName
from assistant.funding.understanding.heard import Heard, Ignored, facet_of, ignored_of
from assistant.funding.understanding.lexicon import schedule_cues
from assistant.language.display import format_date
from assistant.language.periods import Period, read_periods
from assistant.language.plain import STOP, PlainText

REACH = 12  # words before a date that may tell what it is
BEFORE = re.compile(r"\bavant(?: (?:le|la|l|les))*$")


class _Role(StrEnum):
    START = "start"
    BEGUN = "begun"
    DEADLINE = "deadline"
    NONE = "none"
    UNSAID = "unsaid"


def read_schedule(text: PlainText, on: date) -> Heard:
    """The start and the deadline that a text gives; past dates count only when the project has begun then."""
    facets: dict[FacetName, Facet] = {}
    ignored: list[Ignored] = []
    for period in sorted(read_periods(text, on), key=lambda one: (_role(text, one) is _Role.UNSAID, one.start)):
        facet = _facet(text, period, _role(text, period), on)
        if facet:
            facets.setdefault(facet.name, facet)
        else:
            span = (period.start, period.end)
            ignored += [ignored_of(text, name, span) for name in (FacetName.STARTS_ON, FacetName.DEADLINE)]
    return Heard(facets=tuple(facets.values()), ignored=tuple(ignored))


def _facet(text: PlainText, period: Period, role: _Role, on: date) -> Facet | None:
    span = (period.start, period.end)
    if role is _Role.NONE or (period.last < on and role not in {_Role.BEGUN, _Role.START}):
        return None
    if role is _Role.DEADLINE:
        day = _latest(text, period)
        return facet_of(text, FacetName.DEADLINE, day.isoformat(), f"avant le {format_date(day)}", span)
    label = f"à partir du {format_date(period.first)}"
    return facet_of(text, FacetName.STARTS_ON, period.first.isoformat(), label, span, is_implied=role is _Role.UNSAID)


def _latest(text: PlainText, period: Period) -> date:
    """The last day that suits: «avant mars» ends in February, «avant fin mars» and «d'ici mars» with March."""
    is_whole = period.first != period.last and not period.is_part
    excludes = is_whole and BEFORE.search(text.folded_before(period.start))
    return period.first - timedelta(days=1) if excludes else period.last


def _role(text: PlainText, period: Period) -> _Role:
    """What the nearest cue before a date says of it."""
    sentence = text.folded_before(period.start).rsplit(f" {STOP} ", 1)[-1]
    before = " ".join(sentence.split()[-REACH:])
    return max(_cues(before), default=(-1, _Role.UNSAID), key=lambda found: found[0])[1]


def _cues(before: str) -> Iterator[tuple[int, _Role]]:
    cues = schedule_cues()
    for role, pattern in (
        (_Role.DEADLINE, cues.deadline),
        (_Role.BEGUN, cues.begun),
        (_Role.NONE, cues.none),
        (_Role.START, cues.start),
    ):
        yield from ((match.end(), role) for match in pattern.finditer(before))
