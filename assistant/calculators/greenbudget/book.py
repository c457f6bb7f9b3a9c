"""The data of the green budget: rules, sources, natures, accounts, obligation. ``load_book`` reads and links them."""

import csv
import hashlib
import tomllib
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from io import StringIO
from typing import Any

from pydantic import Field

from assistant.calculators.greenbudget.codes import Axis, EntityKind, Instruction, Rating
from assistant.domain.model import Frozen

TO_VERIFY = "à vérifier"
OWN_READING = "method"


class Source(Frozen):
    """Where a rating was read; ``confidence`` says how (see the head of ``sources.toml``)."""

    id: str
    reference: str
    link: str
    locator: str
    verified_on: date | None = None
    confidence: str
    to_verify: str = ""
    axes: tuple[Axis, ...] = ()


class GreenRule(Frozen):
    """What an expense is rated when it is of one of ``natures`` and on one of the accounts.

    A rule without nature applies by the account alone, to a line of which no nature is recognised. ``families`` name
    groups of accounts, ``accounts`` give numbers. ``verified`` are the axes whose rating was read in the source: the
    others are Jalon's reading. The rule holds for the years from ``first_year`` to ``last_year``.
    """

    id: str
    title: str
    natures: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    ratings: dict[Axis, Rating] = Field(min_length=1)
    verified: tuple[Axis, ...] = ()
    source: str
    locator: str = ""
    first_year: int
    last_year: int | None = None

    def is_in_force(self, year: int) -> bool:
        """Whether the rule holds for a year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class Nature(Frozen):
    """What an expense is, by its words.

    ``over`` are the more general natures that it hides; ``within`` those that it hides where they share a word with it
    («création d'une voie» in «création d'une voie verte»).
    """

    id: str
    label: str
    words: tuple[str, ...] = Field(min_length=1)
    over: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Reading(Frozen):
    """How a label is read; see ``reading.toml``."""

    replaces: tuple[str, ...]
    by: tuple[str, ...]
    absent: tuple[str, ...]
    removed: tuple[str, ...]
    instead_of: tuple[str, ...]
    reach: int
    stops: tuple[str, ...]
    gap: int


class Accounts(Frozen):
    """The accounts by number, those that the decree names for 2024 apart, and the families that rules name."""

    by_object: tuple[str, ...]
    families: dict[str, tuple[str, ...]]
    decree: dict[str, str]
    unread: dict[str, str]

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each account."""
        return self.decree | self.unread

    def known(self, number: str) -> str | None:
        """The listed account that a number is, or is a subdivision of: the longest one; None for an unknown number."""
        fitting = [one for one in self.labels if number.startswith(one)]
        return max(fitting, key=len) if fitting and number.isdecimal() else None


class AxisLabel(Frozen):
    """An axis with its number and its French name."""

    id: Axis
    number: int
    label: str


class Step(Frozen):
    """What the annex must hold from a year on; ``to_verify`` when that was not read to the end."""

    from_year: int
    axes: tuple[Axis, ...]
    instructions: tuple[Instruction, ...]
    all_accounts: bool
    reference: str
    link: str
    locator: str
    verified_on: date
    confidence: str
    to_verify: str = ""


class ObligationRules(Frozen):
    """Who must produce the annex, for which year, on which axes."""

    first_year: int
    above_population: int
    always_above: tuple[EntityKind, ...]
    who_reference: str
    who_link: str
    who_locator: str
    verified_on: date
    confidence: str
    excluded_accounts: tuple[str, ...]
    excluded_because: str
    axis: tuple[AxisLabel, ...]
    step: tuple[Step, ...]

    def step_of(self, year: int) -> Step:
        """The step in force for a year, which is not before the first."""
        return [step for step in self.step if step.from_year <= year][-1]


class GreenBook(Frozen):
    """All the data; ``version`` changes with any of it."""

    version: str
    rules: tuple[GreenRule, ...]
    sources: dict[str, Source]
    natures: dict[str, Nature]
    reading: Reading
    accounts: Accounts
    obligation: ObligationRules

    def numbers_of(self, rule: GreenRule) -> tuple[str, ...]:
        """The accounts on which a rule applies; those rated by their object are among them when it has a nature."""
        listed = [number for family in rule.families for number in self.accounts.families[family]]
        return (*rule.accounts, *listed, *(self.accounts.by_object if rule.natures else ()))

    def source_of(self, rule: GreenRule, axis: Axis) -> Source:
        """Where the rating of a rule on an axis comes from: its source when it was read there or may be, else ours."""
        source = self.sources[rule.source]
        return source if axis in rule.verified or axis in source.axes else self.sources[OWN_READING]


@cache
def load_book() -> GreenBook:
    """The data that ship with Jalon."""
    folder = files("assistant.calculators.greenbudget")
    rule_files = sorted((one for one in (folder / "rules").iterdir() if one.name.endswith(".toml")), key=str)
    names = ("sources.toml", "natures.csv", "reading.toml", "accounts.toml", "obligation.toml")
    texts = {one.name: one.read_text(encoding="utf-8") for one in (*rule_files, *(folder / name for name in names))}
    digest = hashlib.sha256("\n".join(texts.values()).encode()).hexdigest()
    return GreenBook.model_validate(
        {
            "version": digest[:12],
            "rules": [rule for one in rule_files for rule in tomllib.loads(texts[one.name])["rule"]],
            "sources": {row["id"]: row for row in tomllib.loads(texts["sources.toml"])["source"]},
            "natures": {row["id"]: row for row in _natures(texts["natures.csv"])},
            "reading": tomllib.loads(texts["reading.toml"]),
            "accounts": tomllib.loads(texts["accounts.toml"]),
            "obligation": tomllib.loads(texts["obligation.toml"]),
        }
    )


def _natures(text: str) -> list[dict[str, Any]]:
    rows = csv.DictReader(StringIO(text))
    return [
        row | {name: [one for one in row[name].split("|") if one] for name in ("words", "over", "within")}
        for row in rows
    ]
