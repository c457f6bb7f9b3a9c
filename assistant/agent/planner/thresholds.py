"""What a text asks of a figure («plus de 1 500 m²», «de 2 001 à 20 000 habitants»), and whether its dates are past."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.domain import Frozen
from assistant.language import NumberKind, NumberMention, normalise, read_numbers
from assistant.language.numbers import decimal_of

SPACE = "[ \u00a0\u202f]"
NUMBER = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?"
UNITS = ("habitants", "m²", "kW", "véhicules")
UNIT = rf"(?P<unit>{'|'.join(UNITS)})(?!\w|/|{SPACE}(?:par|d'emprise))"
GAP = rf"(?:{SPACE}(?:{'|'.join(UNITS)}))?"
BETWEEN = re.compile(
    rf"\b(?:de|entre|plus de){SPACE}(?P<low>{NUMBER}){GAP}{SPACE}(?:à|et(?:{SPACE}(?:moins de|jusqu'à))?)"
    rf"{SPACE}(?P<high>{NUMBER}){SPACE}{UNIT}"
)
AT_LEAST = re.compile(
    rf"(?:(?P<strict>plus de)|au moins|d'au moins|à partir de|dès|(?P<over>supérieure? à)){SPACE}(?P<low>{NUMBER})"
    rf"{SPACE}{UNIT}|(?P<after>{NUMBER}){SPACE}(?P<unit2>{'|'.join(UNITS)})(?:{SPACE}de surface(?:{SPACE}\w+)?)?"
    rf"{SPACE}(?:et plus|au moins|ou plus)"
)
AT_MOST = re.compile(
    rf"(?:(?P<strict>moins de)|jusqu'à|au plus|(?P<under>inférieure? à)){SPACE}(?P<high>{NUMBER}){SPACE}{UNIT}"
    rf"|(?P<after>{NUMBER}){SPACE}(?P<unit2>{'|'.join(UNITS)}){SPACE}(?:au plus|au maximum|ou moins)(?!{SPACE}par)"
)
SUPERSEDED = re.compile(r"\balors fixee?s?\b|\betai(?:t|ent)\b")  # what another text has replaced since
SOON = 5  # years
SINCE = re.compile(r"\b(?:depuis(?: le)?|des le|a (?:compter|partir) du)$")
UNTIL = re.compile(r"\b(?:au|jusqu au|avant le|avant|a|et)$")


class Bound(Frozen):
    """A condition on a quantity; both ends are included unless ``strict``."""

    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    strict: bool = False

    def admits(self, value: Decimal) -> bool:
        """Whether a value meets the condition."""
        above = self.low is None or (value > self.low if self.strict else value >= self.low)
        below = self.high is None or (value < self.high if self.strict and self.low is None else value <= self.high)
        return above and below


def first_bound(text: str) -> Bound | None:
    """The first condition that a text sets on a number of inhabitants, vehicles, a surface or a power."""
    return next(iter(sorted(_bounds(text), key=lambda found: found[0])), (0, None))[1]


def _bounds(text: str) -> Iterator[tuple[int, Bound]]:
    between = BETWEEN.search(text)
    if between:
        low, high = decimal_of(between["low"]), decimal_of(between["high"])
        yield between.start(), Bound(unit=between["unit"], low=low, high=high)
    for pattern, side in ((AT_LEAST, "low"), (AT_MOST, "high")):
        match = pattern.search(text)
        if match and not (between and between.start() <= match.start() < between.end()):
            value = decimal_of(match[side] or match["after"])
            strict = bool(match["strict"])
            yield (
                match.start(),
                Bound.model_validate({"unit": match["unit"] or match["unit2"], side: value, "strict": strict}),
            )


class Period(StrEnum):
    """Where a rule stands in time: over, in force or without date, to come."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Dates(Frozen):
    """What the dates of a text are on a day: one is to come, and within five years; a day of every year always is."""

    period: Period
    has_next: bool
    is_soon: bool
    has_past: bool


def dates_of(text: str, on: date) -> Dates:
    """The period of a rule (past when the end that it gives is, to come when its beginning is) and its dates."""
    mentions = [mention for mention in read_numbers(text) if mention.kind in {NumberKind.DATE, NumberKind.YEAR}]
    spans = [(mention, _span(mention)) for mention in mentions]
    dated = [(mention, span) for mention, span in spans if span]
    yearly = len(dated) < len(mentions)
    coming = [end for _, (_, end) in dated if end >= on]
    return Dates(
        period=_period(text, dated, on),
        has_next=yearly or bool(coming),
        is_soon=yearly or any(end.year <= on.year + SOON for end in coming),
        has_past=any(end < on and not _begins(text, mention) for mention, (_, end) in dated),
    )


def _begins(text: str, mention: NumberMention) -> bool:
    """Whether a date is that since which a rule holds."""
    return SINCE.search(normalise(text[: mention.start])) is not None


def _period(text: str, dated: Sequence[tuple[NumberMention, tuple[date, date]]], on: date) -> Period:
    if SUPERSEDED.search(normalise(text)):
        return Period.PAST
    if not dated:
        return Period.PRESENT
    last, (_, end) = dated[-1]
    if len(dated) > 1 and end < on and UNTIL.search(normalise(text[: last.start])):
        return Period.PAST
    return Period.FUTURE if dated[0][1][0] > on else Period.PRESENT


def _span(mention: NumberMention) -> tuple[date, date] | None:
    """The first and last day of a date, a month or a year; None for a day of every year."""
    if mention.kind is NumberKind.YEAR:
        return date(int(mention.value), 1, 1), date(int(mention.value), 12, 31)
    if mention.key.startswith("-"):
        return None
    year, month, *day = map(int, mention.key.split("-"))
    if day:
        return date(year, month, day[0]), date(year, month, day[0])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
