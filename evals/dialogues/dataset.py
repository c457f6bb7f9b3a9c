"""The conversations of ``evals/datasets/dialogues.jsonl`` and the card that says what they are."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from evals.cases import DATASETS, read_rows

Split = Literal["dev", "test"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedCall(_Strict):
    """A tool call that a good assistant makes; ``about`` are folded words that its query must hold."""

    name: str
    arguments: dict[str, JsonValue]
    about: tuple[str, ...] = ()
    optional: bool = False


class ExpectedTurn(_Strict):
    """A message and what should follow from it; see ``dialogues.toml``."""

    says: str
    intents: frozenset[str]
    tools: tuple[ExpectedCall, ...]
    facts: dict[str, JsonValue]
    asks: tuple[str, ...] = Field(max_length=3)
    in_order: bool = False
    opens_project: bool = False
    free: frozenset[str] = frozenset()


class ExpectedDialogue(_Strict):
    """A conversation of one split."""

    id: str
    split: Split
    covers: tuple[str, ...]
    turns: tuple[ExpectedTurn, ...] = Field(min_length=1)


class Card(_Strict):
    """What the data set is: version, licence, origin, and the labels mended since it was written."""

    name: str
    version: str
    licence: str
    origin: str
    language: str
    splits: Mapping[Split, int]
    corrections: tuple[str, ...]
    fields: Mapping[str, str]


@cache
def load_dialogues() -> tuple[ExpectedDialogue, ...]:
    """All the conversations, in the order of the file."""
    return tuple(read_rows(DATASETS / "dialogues.jsonl", ExpectedDialogue))


@cache
def load_card() -> Card:
    """The card of the data set."""
    return Card.model_validate(tomllib.loads((DATASETS / "dialogues.toml").read_text(encoding="utf-8")))
