"""What a message asks for, read from ``intents.toml``."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.agent.planner.cues import announces, load_cues, says
from assistant.agent.planner.told_aids import scheme_named
from assistant.domain import Frozen
from assistant.language import normalise


class Intent(StrEnum):
    """What the user wants; ``QUESTION`` when no other intent is announced.

    ``GREEN_BUDGET`` is the rating of the project, ``AMOUNT`` how much can be got, ``SHARE`` what stays to be paid,
    ``AID`` one aid of the last list, ``ELIGIBILITY`` whether the user may have one, ``SCENARIOS`` ways of doing the
    project compared, ``READ_SHEET`` the sheet as it stands.
    """

    SHEET = "sheet"
    FUNDING = "funding"
    OBLIGATIONS = "obligations"
    COMPARABLES = "comparables"
    FOOTPRINT = "footprint"
    GREEN_BUDGET = "green_budget"
    AMOUNT = "amount"
    SHARE = "share"
    STEPS = "steps"
    ELIGIBILITY = "eligibility"
    SCENARIOS = "scenarios"
    READ_SHEET = "read_sheet"
    AID = "aid"
    HELP = "help"
    THANKS = "thanks"
    COURTESY = "courtesy"
    PROJECT = "project"
    QUESTION = "question"


class _IntentCues(Frozen):
    id: Intent
    cues: tuple[str, ...]
    named: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    query: str = ""


class _IntentBook(Frozen):
    intent: tuple[_IntentCues, ...]


READ_IN_TEXTS = frozenset({Intent.COMPARABLES, Intent.FUNDING, Intent.AMOUNT, Intent.FOOTPRINT})
POLITE = frozenset({Intent.COURTESY, Intent.THANKS})


# What is said not to be asked, and names in which words that announce something announce nothing.
NOT_ASKED = re.compile(
    r"\bpas (?:la peine|besoin|utile|necessaire) (?:de |d )?(?:\w+ ){0,5}?(?=je |mais |juste |on |nous |$)"
    r"|\baides? (?:a domicile|a la personne|sociale|soignante)\b|\b(?:par|d) ailleurs\b"
    r"|\bcertificats? d economies? d energies?\b"
)


def read_intents(normalised: str) -> frozenset[Intent]:
    """The intents that a normalised message announces; courtesy and thanks yield to any other."""
    asked = NOT_ASKED.sub(" ", normalised)
    found = {
        entry.id
        for entry in _load().intent
        if asked.strip() in entry.whole or any(announces(cue, asked) for cue in (*entry.cues, *entry.named))
    }
    names_aid = scheme_named(normalised) or ("pourquoi" in normalised and says(load_cues().kinds_of_aid, normalised))
    if names_aid and says(load_cues().refusing, normalised):
        found.add(Intent.ELIGIBILITY)
    if found <= POLITE:
        found |= {entry.id for entry in _load().intent if any(announces(cue, asked) for cue in entry.weak)}
    if found & READ_IN_TEXTS and says(load_cues().in_a_document, normalised):
        return frozenset({Intent.QUESTION})
    if Intent.GREEN_BUDGET in found and says(load_cues().definitions, normalised):
        found.discard(Intent.GREEN_BUDGET)
    if Intent.OBLIGATIONS in found and says(load_cues().balances, normalised):
        found.discard(Intent.FOOTPRINT)
    return frozenset(found - POLITE or found - {Intent.COURTESY} or found)


def without_cues(text: str, intents: frozenset[Intent] = frozenset(Intent)) -> str:
    """A text without the words that announce some intents, all of them by default."""
    return " ".join(_cues_pattern(intents).sub(" ", normalise(text)).split())


@cache
def _cues_pattern(intents: frozenset[Intent]) -> re.Pattern[str]:
    cues = [cue for entry in _load().intent if entry.id in intents for cue in (*entry.cues, *entry.weak)]
    longest_first = sorted(cues or ["\0"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\w*")


def query_of(intents: frozenset[Intent]) -> str:
    """What the texts are searched for when an intent has a subject of its own; empty when none has."""
    return next((entry.query for entry in _load().intent if entry.query and entry.id in intents), "")


def intent_cues() -> tuple[str, ...]:
    """All the words that announce an intent."""
    return tuple(cue for entry in _load().intent for cue in (*entry.cues, *entry.named, *entry.weak))


@cache
def _load() -> _IntentBook:
    text = (files("assistant.agent.planner") / "intents.toml").read_text(encoding="utf-8")
    return _IntentBook.model_validate(tomllib.loads(text))
