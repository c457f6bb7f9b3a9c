"""Who asks, and for how many: population and beneficiary as a message says them, by the rows of ``people.toml``."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

from assistant.domain import Beneficiary, Frozen
from assistant.language.numbers import NumberMention, read_numbers
from assistant.language.plain import PlainText
from assistant.language.spelling import Vocabulary
from assistant.language.text import fold

COUNTED = re.compile(r"\bpopulation\s*(?:(?:totale|municipale|legale|est|de|:|=)\s*)*$")  # «population : 1 250»
LARGEST_POPULATION = Decimal(70_000_000)
AS_WRITTEN = Vocabulary(sought=frozenset(), known=frozenset())


class Role(StrEnum):
    """What a body named by a text is to the project: who asks, merely named, implied by a thing of its, who pays."""

    OWNER = "owner"
    NAMED = "named"
    IMPLIED = "implied"
    FUNDER = "funder"


class BodyMention(Frozen):
    """A body that a text names, by a span of the plain text."""

    beneficiary: Beneficiary
    role: Role
    start: int
    end: int


class _Row(Frozen):
    value: Beneficiary
    patterns: tuple[str, ...]
    named: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()

    @cached_property
    def said(self) -> re.Pattern[str]:
        return re.compile(r"(?<!\w)(?:" + "|".join((*self.named, *self.patterns)) + r")(?!\w)")

    @cached_property
    def hinted(self) -> re.Pattern[str] | None:
        return re.compile(r"\b(?:" + "|".join(self.implied) + r")\b") if self.implied else None


class _People(Frozen):
    own: str
    wishes: str
    gives: str
    given: str
    beneficiary: tuple[_Row, ...]


@cache
def _people() -> _People:
    text = (files("assistant.language") / "people.toml").read_text(encoding="utf-8")
    return _People.model_validate(tomllib.loads(text))


def read_bodies(text: PlainText) -> tuple[BodyMention, ...]:
    """The bodies that a text names, in the order of ``people.toml``; a longer name hides those inside it."""
    found: list[BodyMention] = []
    for row in _people().beneficiary:
        for mention in _mentions(row, text):
            if not any(other.start <= mention.start and mention.end <= other.end for other in found):
                found.append(mention)
    return tuple(found)


def _mentions(row: _Row, text: PlainText) -> Iterator[BodyMention]:
    for match, start, end in text.find(row.said):
        role = _role(match, text.folded)
        yield BodyMention(beneficiary=row.value, role=role, start=start, end=end)
    for match, start, end in text.find(row.hinted) if row.hinted else ():
        told = _role(match, text.folded)
        yield BodyMention(
            beneficiary=row.value, role=Role.IMPLIED if told is Role.NAMED else told, start=start, end=end
        )


CONTEXT = 90  # characters around a name that tell its role


def _role(match: re.Match[str], folded: str) -> Role:
    people = _people()
    before = folded[max(0, match.start() - CONTEXT) : match.start()].rstrip()
    after = folded[match.end() : match.end() + CONTEXT]
    if re.search(rf"(?:^|\s){people.gives}", before):
        return Role.FUNDER
    if match[0].startswith(("notre ", "nous ")) or re.search(rf"(?:^|\s){people.own}", before):
        return Role.OWNER
    if re.search(people.wishes, after):
        return Role.OWNER
    return Role.FUNDER if re.search(people.given, after) else Role.NAMED


def owners_of(mentions: Sequence[BodyMention]) -> tuple[BodyMention, ...]:
    """Those of the mentions among which the owner is, the likeliest first: who asks, else who is named, else implied.

    One who pays is never the owner.
    """
    for role in (Role.OWNER, Role.NAMED, Role.IMPLIED):
        found = tuple(mention for mention in mentions if mention.role is role)
        if found:
            return found
    return ()


def read_beneficiary(text: str) -> Beneficiary | None:
    """Who carries the project, or None when the message does not say."""
    owners = owners_of(read_bodies(PlainText(text, AS_WRITTEN)))
    return owners[0].beneficiary if owners else None


def is_possible_population(value: Decimal) -> bool:
    """Whether a number can be that of the inhabitants of a French territory."""
    return 0 < value <= LARGEST_POPULATION and value % 1 == 0


def read_population(text: str) -> NumberMention | None:
    """The number of inhabitants, or None; an impossible one is not a population."""
    for mention in read_numbers(text):
        counts = mention.unit == "habitants" or (mention.unit is None and COUNTED.search(fold(text[: mention.start])))
        if counts and is_possible_population(mention.value):
            return mention
    return None
