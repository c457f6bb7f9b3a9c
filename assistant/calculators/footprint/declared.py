"""An activity as declared in its data file: its inputs and, for one that only counts, its lines and figures."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field, model_validator

from assistant.calculators.footprint.input_spec import InputSpec
from assistant.calculators.footprint.result import Role
from assistant.domain.model import Frozen
from assistant.errors import InputError
from assistant.language.nearest import nearest

FOLDER = "assistant.calculators.footprint.activities"


class Line(Frozen):
    """A line of an inventory: the product of inputs and of a factor, in ``unit``.

    ``group`` names the sum that it enters; ``factors`` are ids. A line whose inputs have no value is left out.
    """

    label: str
    group: str
    inputs: tuple[str, ...] = Field(min_length=1)
    factors: tuple[str, ...] = ()
    unit: str = "tCO2e/an"


class DeclaredFigure(Frozen):
    """A figure: the sum of the lines of groups, or the first figure minus the second."""

    name: str
    label: str
    role: Role = Role.OTHER
    groups: tuple[str, ...] = ()
    difference: tuple[str, str] | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> "DeclaredFigure":
        if bool(self.groups) == bool(self.difference):
            raise ValueError(f"{self.name}: groups or difference, one of both")
        return self


class ActivityDescription(Frozen):
    """An activity as declared in its data file; ``perimeter`` says what is counted and what is not.

    ``theme`` groups activities for the reader; ``example`` holds inputs that give a result. ``lines`` and ``figures``
    are those of an inventory, which needs no formula of its own.
    """

    id: str
    title: str
    theme: str
    reference_scenario: str
    perimeter: str
    inputs: tuple[InputSpec, ...]
    example: Mapping[str, str | int]
    lines: tuple[Line, ...] = ()
    figures: tuple[DeclaredFigure, ...] = ()

    @property
    def is_inventory(self) -> bool:
        """Whether its lines say the whole calculation."""
        return bool(self.lines)


@cache
def names() -> tuple[str, ...]:
    """The ids of the activities, in the order of ``order.toml``."""
    order = tomllib.loads((files(FOLDER) / "order.toml").read_text(encoding="utf-8"))
    return tuple(order["activities"])


@cache
def describe(name: str) -> ActivityDescription:
    """One activity; raises InputError naming those that exist."""
    if name not in names():
        near = nearest(name, {one: str(_content(one)["title"]) for one in names()})
        proposed = f" La plus proche : {' ou '.join(near)}." if near else ""
        known = ", ".join(names())
        raise InputError(f"Activité inconnue : « {name[:60]} ».{proposed} Activités : {known}.", field="activity")
    content = _content(name)
    inputs = [_completed(row) for row in content["inputs"]]
    example = _content("examples")[name]
    return ActivityDescription.model_validate({"id": name, **content, "inputs": inputs, "example": example})


def _content(name: str) -> dict[str, Any]:
    return tomllib.loads((files(FOLDER) / f"{name}.toml").read_text(encoding="utf-8"))


def _completed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """An input as its file says it, or ``like`` the one of the same name in another activity, but for what it says."""
    if "like" not in row:
        return row
    same = next(one for one in _content(row["like"])["inputs"] if one["name"] == row["name"])
    return {**same, **{name: value for name, value in row.items() if name != "like"}}


def described() -> Sequence[ActivityDescription]:
    """All the activities, in the order of the guide."""
    return tuple(describe(name) for name in names())
