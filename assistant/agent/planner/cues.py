"""The words by which people tell, correct, answer and ask, read from ``cues.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from assistant.domain import Frozen

SHORT_CUE = 3  # letters: «plu» is no beginning of «plutôt»


class Replies(Frozen):
    """Whole answers to a question."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    unknown: tuple[str, ...]


class MoneyCues(Frozen):
    """What tells the cost from other money, and tax from no tax."""

    cost: tuple[str, ...]
    without_tax: tuple[str, ...]
    with_tax: tuple[str, ...]
    of_one_cost: tuple[str, ...]
    totals: tuple[str, ...]
    received: tuple[str, ...]
    funders: tuple[str, ...]


class ScheduleCues(Frozen):
    """What makes a date one of the project."""

    cues: tuple[str, ...]


class Aspect(Frozen):
    """What may be asked of any text, and the words of a piece that answers; none where they only ask."""

    asked: tuple[str, ...]
    answered: tuple[str, ...] = ()


class Cues(Frozen):
    """All the cues; see ``cues.toml``."""

    wishes: tuple[str, ...]
    works: tuple[str, ...]
    question_openers: tuple[str, ...]
    asks_leave: tuple[str, ...]
    owners: tuple[str, ...]
    corrections: tuple[str, ...]
    correcting_the_sheet: tuple[str, ...]
    new_project: tuple[str, ...]
    follow_ups: tuple[str, ...]
    building_a_plan: tuple[str, ...]
    comparing: tuple[str, ...]
    of_two: tuple[str, ...]
    supposing_openers: tuple[str, ...]
    supposing: tuple[str, ...]
    refusing: tuple[str, ...]
    kinds_of_aid: tuple[str, ...]
    balances: tuple[str, ...]
    estimating: tuple[str, ...]
    in_a_document: tuple[str, ...]
    of_an_aid: tuple[str, ...]
    listing_aids: tuple[str, ...]
    recomputing: tuple[str, ...]
    begun: tuple[str, ...]
    own_cost: tuple[str, ...]
    definitions: tuple[str, ...]
    which_aids: tuple[str, ...]
    aid_rules: tuple[str, ...]
    beginning: tuple[str, ...]
    beginning_query: str
    no_subject: str
    fillers: tuple[str, ...]
    replies: Replies
    money: MoneyCues
    schedule: ScheduleCues
    ordinals: Mapping[int, tuple[str, ...]]
    acronyms: Mapping[str, str]
    aspects: tuple[Aspect, ...]


def announces(cue: str, normalised: str) -> bool:
    """Whether a cue stands in a normalised message, at the start of a word; a short one is the whole word."""
    if cue.rstrip() not in normalised:  # spares most of the searches, that are long in a long message
        return False
    return cue_pattern(cue).search(normalised) is not None


@cache  # there are more cues than patterns that «re» remembers, and compiling one takes longer than a whole search
def cue_pattern(cue: str) -> re.Pattern[str]:
    """What finds a cue in a normalised message, from the start of a word to its end when the cue is short."""
    end = r"s?\b" if len(cue) <= SHORT_CUE else r"\b" if cue.endswith(" ") else ""
    return re.compile(rf"\b{re.escape(cue.rstrip())}{end}")


@cache
def word_start(words: str) -> re.Pattern[str]:
    """What finds some words in a normalised message, from the start of a word, however short they are."""
    return re.compile(rf"\b{re.escape(words)}")


def says(cues: Iterable[str], normalised: str) -> bool:
    """Whether one of several cues stands in a normalised message."""
    return any(announces(cue, normalised) for cue in cues)


@cache
def load_cues() -> Cues:
    """The cues that ship with Jalon."""
    text = (files("assistant.agent.planner") / "cues.toml").read_text(encoding="utf-8")
    return Cues.model_validate(tomllib.loads(text))


def without_fillers(normalised: str) -> str:
    """What is left of a normalised message once the words that carry nothing are gone."""
    return " ".join(_filler_pattern().sub(" ", normalised).split())


@cache
def _filler_pattern() -> re.Pattern[str]:
    longest_first = sorted(load_cues().fillers, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
