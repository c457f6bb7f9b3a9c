"""The descriptions and what was judged for each; the operations themselves stay in ``../shared/data``."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from assistant.comparables.register import OperationRegister
from assistant.domain import Frozen

Grades = Mapping[int, int]  # by place in a register: 1 for the same object, 0 for another


class Description(Frozen):
    """A project as an agent would describe it, and the operations judged, by id: of the same object, or not.

    ``half`` says whether the thresholds were chosen on it or are reported on it.
    """

    id: int
    half: str
    text: str
    relevant: tuple[str, ...]
    irrelevant: tuple[str, ...]

    def grades(self, register: OperationRegister) -> Grades:
        """The grade of each operation judged, by its place in a register."""
        places = places_of(register)
        judged = dict.fromkeys(self.irrelevant, 0) | dict.fromkeys(self.relevant, 1)
        return {places[name]: grade for name, grade in judged.items()}


def places_of(register: OperationRegister) -> dict[str, int]:
    """The place of each published operation, by its id."""
    return {
        publication.operation.operation_id: place
        for place, group in enumerate(register.groups)
        for publication in group
    }


def load_descriptions() -> list[Description]:
    """The descriptions of the file beside this module."""
    lines = (Path(__file__).parent / "descriptions.jsonl").read_text(encoding="utf-8").splitlines()
    return [Description.model_validate_json(line) for line in lines]


def load_elsewhere() -> dict[str, list[str]]:
    """Questions about nothing that these operations do, by half."""
    text = (Path(__file__).parent / "elsewhere.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)
    return found
