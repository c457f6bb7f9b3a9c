"""The datasets written for Jalon: JSONL files, each with its ``NAME.meta.json``, and their one reader.

See ``evals/GUIDELINES.md`` for how they are written and judged.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal

from pydantic import Field

from assistant.domain import Frozen

Split = Literal["dev", "test"]


class Meta(Frozen):
    """What a dataset is. ``splits`` gives the number of cases of each split."""

    schema_name: str = Field(alias="schema")
    version: str
    licence: str
    origin: str
    description: str
    splits: dict[Split, int]


class Case(Frozen):
    """One case. ``slices`` name the groups that it is counted in; ``input`` and ``expected`` are as the schema says."""

    id: str
    split: Split
    slices: dict[str, str]
    input: dict[str, Any]
    expected: Any


def read_meta(name: str) -> Meta:
    """The description of a dataset."""
    return Meta.model_validate_json(_text(f"{name}.meta.json"))


def read_cases(name: str, split: Split | None = None) -> tuple[Case, ...]:
    """The cases of a dataset, of one split when it is given, in the order of the file."""
    cases = (Case.model_validate(json.loads(line)) for line in _text(f"{name}.jsonl").splitlines())
    return tuple(case for case in cases if split is None or case.split == split)


def slice_names(slices: Mapping[str, str]) -> tuple[str, ...]:
    """The slices of a case as «name=value»; a value may list several («rate date»)."""
    return tuple(f"{name}={value}" for name, values in slices.items() for value in values.split())


def _text(name: str) -> str:
    return (files("evals.datasets") / name).read_text(encoding="utf-8")
