"""What a message asks for, read from ``intents.toml``."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.agent.planner.themes import announces
from assistant.domain import Frozen


class Intent(StrEnum):
    """What the user wants; ``QUESTION`` when no other intent is announced."""

    SHEET = "sheet"
    FUNDING = "funding"
    OBLIGATIONS = "obligations"
    COMPARABLES = "comparables"
    FOOTPRINT = "footprint"
    HELP = "help"
    COURTESY = "courtesy"
    PROJECT = "project"
    QUESTION = "question"


class _IntentCues(Frozen):
    id: Intent
    cues: tuple[str, ...]


class _IntentBook(Frozen):
    intent: tuple[_IntentCues, ...]


def read_intents(normalised: str) -> frozenset[Intent]:
    """The intents that a normalised message announces; courtesy yields to any other."""
    found = {entry.id for entry in _load().intent if any(announces(cue, normalised) for cue in entry.cues)}
    return frozenset(found - {Intent.COURTESY} or found)


@cache
def _load() -> _IntentBook:
    text = (files("assistant.agent.planner") / "intents.toml").read_text(encoding="utf-8")
    return _IntentBook.model_validate(tomllib.loads(text))
