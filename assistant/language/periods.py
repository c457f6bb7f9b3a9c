"""When something is to happen, as people say it: «au printemps 2027», «fin mars», «dans six mois», «le 15/02/2027»."""

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from assistant.domain import Frozen
from assistant.language.dates import DATE, MONTHS, date_key
from assistant.language.numbers import read_numbers
from assistant.language.plain import PlainText
from assistant.language.text import fold

YEAR = r"(?P<year>20\d\d)"
MONTH_NAMES = "|".join(sorted({fold(name) for name in MONTHS}, key=len, reverse=True))
# A month alone is announced, as «mars» and «mai» begin other things; so is a year.
LONE_MONTH = re.compile(
    rf"\b(?:en|des|debut|fin|mi|courant|avant|apres|jusqu en|d ici|ici|pour|a partir de|au mois de|mois de|milieu)"
    rf" (?:debut |fin |mi |de |du mois de |le mois de |l )*(?P<month>{MONTH_NAMES})\b(?: prochain)?(?! \d)"
)
LONE_YEAR = re.compile(
    rf"\b(?:(?:en|pour|d ici|ici|courant|des|avant|debut|fin|mi|milieu|annee|horizon)"
    rf"(?: (?:de|l|la|annee|debut|fin|mi|milieu))*) {YEAR}\b"
)
NEXT_YEAR = re.compile(r"\b(?:l an prochain|l annee prochaine|an prochain|annee prochaine|annee suivante)\b")
THIS_YEAR = re.compile(r"\b(?:cette annee|(?<=fin )(?:d annee|de l annee)(?! (?:prochaine|20)))\b")
NEXT_MONTH = re.compile(r"\b(?:le )?mois prochain\b")
WITHIN = re.compile(r"\b(?:dans|d ici|sous)(?: environ)?$")
OF_A_YEAR = rf"(?:(?: scolaire)?(?: de(?: l annee)?)? {YEAR})?(?: prochaine?)?"
PART = re.compile(r"\b(?P<part>debut|mi|milieu|fin|courant)(?: (?:de|d|du|l|la|le|annee|mois|des))*$")
MONTH_DAYS = {"debut": (1, 10), "mi": (15, 20), "milieu": (15, 20), "fin": (21, 31)}
FARTHEST = 100  # units of time
UNITS = {"j": 1, "semaine": 7}


class Period(Frozen):
    """The first and last day that words give, by a span of the plain text; a part of it when they say so («fin 2027»).

    ``is_part`` when they do.
    """

    first: date
    last: date
    start: int
    end: int
    is_part: bool = False


def read_periods(text: PlainText, on: date) -> tuple[Period, ...]:
    """The days, months, seasons and years that a text names, in order; without a year, the next to come."""
    found: list[Period] = []
    for period in _candidates(text, on):
        if not any(other.start < period.end and period.start < other.end for other in found):
            found.append(_part(text, period))
    return tuple(sorted(found, key=lambda period: period.start))


def _candidates(text: PlainText, on: date) -> Iterator[Period]:
    """The periods, the most precise first."""
    for match in DATE.finditer(text.text):
        days = _days(date_key(match), on)
        if days:
            yield Period(first=days[0], last=days[1], start=match.start(), end=match.end())
    for pattern, month, months in _named():
        for match, start, end in text.find(pattern):
            first = _first(int(match["year"]) if match["year"] else None, month, months, on)
            yield Period(first=first, last=_last(first, months), start=start, end=end)
    for match, _, end in text.find(LONE_MONTH):
        first = _first(None, MONTHS[match["month"]], 1, on)
        yield Period(first=first, last=_last(first, 1), start=text.span(match.start("month"), match.end())[0], end=end)
    yield from _years(text, on)
    yield from _relative(text, on)


def _years(text: PlainText, on: date) -> Iterator[Period]:
    for match, _, end in text.find(LONE_YEAR):
        yield _year(int(match["year"]), text.span(match.start("year"), match.end())[0], end)
    for _, start, end in text.find(NEXT_YEAR):
        yield _year(on.year + 1, start, end)
    for _, start, end in text.find(THIS_YEAR):
        yield _year(on.year, start, end)


def _year(year: int, start: int, end: int) -> Period:
    return Period(first=date(year, 1, 1), last=date(year, 12, 31), start=start, end=end)


def _relative(text: PlainText, on: date) -> Iterator[Period]:
    for _, start, end in text.find(NEXT_MONTH):
        first = _later(on.replace(day=1), 1)
        yield Period(first=first, last=_last(first, 1), start=start, end=end)
    for mention in read_numbers(text.text):
        if mention.unit in {*UNITS, "mois", "an"} and WITHIN.search(text.folded_before(mention.start)):
            count = min(int(mention.value), FARTHEST)
            days, months = UNITS.get(mention.unit or "", 0), {"mois": 1, "an": 12}.get(mention.unit or "", 0)
            day = _later(on + timedelta(days=days * count), months * count)
            yield Period(first=day, last=day, start=mention.start, end=mention.end)


def _days(key: str, on: date) -> tuple[date, date] | None:
    """The first and last day of the key of a date, the next one when it has no year."""
    if not key:
        return None
    if key.startswith("-"):
        month, day = (int(part) for part in key.removeprefix("--").split("-"))
        year = on.year if (month, day) >= (on.month, on.day) else on.year + 1
        only = date(year, month, min(day, monthrange(year, month)[1]))
        return only, only
    year, month, *rest = (int(part) for part in key.split("-"))
    if rest:
        return date(year, month, rest[0]), date(year, month, rest[0])
    return date(year, month, 1), _last(date(year, month, 1), 1)


def _first(year: int | None, month: int, months: int, on: date) -> date:
    """The first day of a part of a year; without a year, of the one that is not over."""
    if year is not None:
        return date(year, month, 1)
    first = date(on.year, month, 1)
    return first if _last(first, months) >= on and first >= on else date(on.year + 1, month, 1)


def _last(first: date, months: int) -> date:
    return _later(first, months) - timedelta(days=1)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _part(text: PlainText, period: Period) -> Period:
    """The period, cut to the part of it that the words before name."""
    before = text.folded_before(period.start)
    match = PART.search(before)
    inside = PART.search(" ".join(fold(text.text[period.start : period.end]).split()[:1]))
    part = match["part"] if match else inside["part"] if inside else ""
    if not part or part == "courant" or period.first == period.last:
        return period
    start = text.span(match.start(), match.end())[0] if match else period.start
    first, last = _cut(part, period)
    return period.model_copy(update={"first": first, "last": last, "start": start, "is_part": True})


def _cut(part: str, period: Period) -> tuple[date, date]:
    months = round((period.last - period.first).days / 30)
    if months <= 1:
        low, high = MONTH_DAYS[part]
        return period.first.replace(day=low), period.last.replace(day=min(high, period.last.day))
    third = max(1, months // 4)
    match part:
        case "debut":
            return period.first, _last(period.first, third)
        case "fin":
            return _later(period.first, months - third), period.last
    middle = _later(period.first, months // 2 - 1)
    return middle, _last(middle, 2)


@cache
def _named() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    text = (files("assistant.language") / "periods.toml").read_text(encoding="utf-8")
    return tuple(
        (re.compile(rf"\b(?:{row['pattern']}){OF_A_YEAR}\b"), int(row["month"]), int(row["months"]))
        for row in tomllib.loads(text)["period"]
    )
