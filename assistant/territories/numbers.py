"""The numbers by which a request names a place: «dans le 24», «(93)», «isolation école 24», «code postal 05000»."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.domain import TerritoryLevel
from assistant.language import fold
from assistant.territories.page import load_place_cues
from assistant.territories.resolution import Doubt
from assistant.territories.resolving import Resolver

NUMBER = r"(?P<code>97\d|\d{2}|2[ab])"
ENDING = re.compile(rf"(?:^|[\w)] ?,? )(?:[^\W\d_]+ ?,? )?{NUMBER}\s*\??$")
BRACKETED = r"\((?P<bracketed>97\d|\d{2}|2[ab])\)"
NO_AMOUNT = r"(?![\d%/€]|[.,]\d|\s*(?:\d|€|%|euros?\b|k€|hab))"
POSTCODE = re.compile(
    r"(?:\bcode (?:postal|insee)\s*:?\s*|\bcp\s*:?\s*|(?<!\de )(?<![éè]e )(?<!é )(?<!és )\b[àa] |\(|^)"
    rf"(?P<code>\d[\dab]\d{{3}})\b{NO_AMOUNT}",
    re.IGNORECASE,
)


def named_by_number(text: str, resolver: Resolver, *, may_end_with_one: bool) -> Iterator[Doubt]:
    """The départements whose number is announced, or ends a telegram, and what an announced postcode means."""
    folded = fold(text)
    if len(folded) != len(text):
        return
    endings = ENDING.finditer(folded) if may_end_with_one else ()
    for match in (*_announced().finditer(folded), *endings):
        group = next(name for name, code in match.groupdict().items() if code)
        yield from _department(text, match.start(group), match.end(group), resolver)
    for match in POSTCODE.finditer(text):
        resolution = resolver.resolve(match["code"])
        if resolution.choices:
            yield Doubt(resolution=resolution, start=match.start("code"), end=match.end("code"))


def bare_numbers(text: str, resolver: Resolver) -> Iterator[Doubt]:
    """The département whose number is all that a short answer says: «le 93», «c'est celui du 974»."""
    folded = fold(text)
    match = _answering().fullmatch(folded.strip()) if len(folded) == len(text) else None
    if match:
        yield from _department(text.strip(), match.start("code"), match.end("code"), resolver)


def announced_postcodes(text: str) -> tuple[str, ...]:
    """The postcodes or INSEE codes that a text announces, in order."""
    return tuple(match["code"] for match in POSTCODE.finditer(text))


def _department(text: str, start: int, end: int, resolver: Resolver) -> Iterator[Doubt]:
    resolution = resolver.resolve(text[start:end].upper())
    if [one.level for one in resolution.candidates] == [TerritoryLevel.DEPARTMENT]:
        yield Doubt(resolution=resolution, start=start, end=end)


@cache
def _announced() -> re.Pattern[str]:
    cues = load_place_cues()
    before, after = ("|".join(map(re.escape, words)) for words in (cues.before_number, cues.after_number))
    return re.compile(rf"\b(?:{before})\s+{NUMBER}\b(?![%/€]|[.,]\d|\s*(?:(?:{after})\b|\d|[€%]))|{BRACKETED}")


@cache
def _answering() -> re.Pattern[str]:
    fillers = "|".join(map(re.escape, load_place_cues().in_an_answer))
    return re.compile(rf"(?:(?:{fillers})\b[\s'’,:]*)*{NUMBER}\s*[.!?]*")
