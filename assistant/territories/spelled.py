"""A territory as people write it, taken apart: its name, and what says which one of that name it is."""

import re
from typing import NamedTuple

from assistant.domain import TerritoryLevel
from assistant.territories.designations import load_designations
from assistant.territories.words import name_key

BRACKETS = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<inner>[^()]{1,60})\)\s*$")
POSTCODE_FIRST = re.compile(r"^(?P<inner>\d{5})[\s,-]+(?P<name>\D.*)$")
NUMBER_LAST = re.compile(r"^(?P<name>.*[^\d\s,])[\s,-]+(?P<inner>\d{5}|97\d|98\d|\d{2}|2[abAB])\s*$")
AFTER_COMMA = re.compile(r"^(?P<name>[^,]+),\s*(?P<inner>[^,]+)$")
PLACED = re.compile(r"^(?P<name>.+?)\s+(?:en\s|dans\s+(?:les?\s|la\s|l['’])|à\s)\s*(?P<inner>.+)$", re.IGNORECASE)
DISTRICT = re.compile(
    r"^(?:(?P<first>\d{1,2}) ?(?:e|er|eme|ere|nd|nde)? arrondissement (?:de |d )?)?(?P<city>paris|lyon|marseille)"
    r"(?: (?P<last>\d{1,2}) ?(?:e|er|eme|ere|nd|nde)?(?: arr(?:ondissement)?)?)?$"
)
DISTRICTS = {"paris": 20, "lyon": 9, "marseille": 16}


class Spelled(NamedTuple):
    """A name, the levels that its designation allows (none: all), and the text that says where it lies, if any."""

    key: str
    levels: frozenset[TerritoryLevel] = frozenset()
    within: str = ""


def readings(text: str) -> list[Spelled]:
    """The ways to read a text as a name and what qualifies it, the surest first."""
    found = [Spelled(_district(name_key(text)))]
    for pattern in (BRACKETS, POSTCODE_FIRST, NUMBER_LAST, AFTER_COMMA, PLACED):
        match = pattern.match(text.strip())
        if match:
            found.append(_qualified(match["name"], match["inner"]))
    return [*found, *(_designated(one) for one in found)]


def _qualified(name: str, inner: str) -> Spelled:
    """A name with what stands in brackets after it: the words of its kind, or a place around it."""
    levels = load_designations().in_brackets(name_key(inner))
    return Spelled(_district(name_key(name)), levels, "" if levels else inner.strip())


def _designated(spelled: Spelled) -> Spelled:
    """The same without the designation that begins the name, or that ends it."""
    levels, key = load_designations().split(spelled.key)
    if not levels:
        levels, key = load_designations().unended(spelled.key)
    return spelled._replace(key=_district(key), levels=levels or spelled.levels)


def _district(key: str) -> str:
    """The official name of a municipal district («paris 15e arrondissement») however it is written."""
    match = DISTRICT.match(key)
    number = int(match["first"] or match["last"] or 0) if match else 0
    if match is None or not 0 < number <= DISTRICTS[match["city"]]:
        return key
    return f"{match['city']} {number}{'er' if number == 1 else 'e'} arrondissement"
