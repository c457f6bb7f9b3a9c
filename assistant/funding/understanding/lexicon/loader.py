"""Load the lexicon; a file that does not have its shape is an error."""

import csv
import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from assistant.domain import Frozen, HelpKind, Operation

FOLDER = "assistant.funding.understanding.lexicon"


def _whole_words(patterns: Any) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)")


Words = Annotated[re.Pattern[str], BeforeValidator(_whole_words)]
Context = Annotated[re.Pattern[str], BeforeValidator(re.compile)]


class ThemeGroup(StrEnum):
    """The two lists of the taxonomy: subjects, and the places or buildings that a project is about."""

    THEME = "theme"
    SITE = "site"


class Theme(Frozen):
    """A name of the taxonomy and the cues that say it; ``after`` are words of which one must stand before a cue."""

    name: str
    group: ThemeGroup
    cues: tuple[str, ...] = Field(min_length=1)
    after: tuple[str, ...] = ()


class _OperationRow(Frozen):
    value: Operation
    intervention: str
    patterns: Words


class _WeakRow(Frozen):
    value: Operation
    patterns: Words


class OperationCues(Frozen):
    """See ``operations.toml``."""

    joins: Words
    operation: tuple[_OperationRow, ...]
    weak: tuple[_WeakRow, ...]

    @classmethod
    def load(cls) -> "OperationCues":
        """The cues that ship with Jalon."""
        content = _toml("operations")
        return cls.model_validate({**content, "joins": [content["joins"]]})


class _KindRow(Frozen):
    value: HelpKind
    patterns: Words


class KindCues(Frozen):
    """See ``kinds.toml``."""

    refused: Context
    already: Context
    kind: tuple[_KindRow, ...]


class _Around(Frozen):
    before: Context
    after: Context | None = None


class MoneyCues(Frozen):
    """See ``money.toml``."""

    aid: _Around
    received: _Around
    other: _Around
    cost: _Around


class ScheduleCues(Frozen):
    """See ``schedule.toml``."""

    deadline: Words
    filing: Words
    start: Words
    begun: Words
    none: Words


@cache
def themes() -> tuple[Theme, ...]:
    """The themes and sites of the taxonomy, with their cues."""
    rows = csv.DictReader((files(FOLDER) / "themes.csv").read_text(encoding="utf-8").splitlines())
    return tuple(
        Theme(
            name=row["name"],
            group=ThemeGroup(row["group"]),
            cues=tuple(filter(None, row["cues"].split("|"))),
            after=tuple(filter(None, row["after"].split("|"))),
        )
        for row in rows
    )


@cache
def operation_cues() -> OperationCues:
    """The words of operations."""
    return OperationCues.load()


@cache
def kind_cues() -> KindCues:
    """The words of kinds of help."""
    content = _toml("kinds")
    refused, already = (rf"(?:^|\s){content[name]}" for name in ("refused", "already"))
    return KindCues.model_validate({**content, "refused": refused, "already": already})


@cache
def money_cues() -> MoneyCues:
    """The words around amounts."""
    return MoneyCues.model_validate(_toml("money"))


@cache
def schedule_cues() -> ScheduleCues:
    """The words around dates."""
    return ScheduleCues.model_validate({name: [pattern] for name, pattern in _toml("schedule").items()})


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files(FOLDER) / f"{name}.toml").read_text(encoding="utf-8"))
