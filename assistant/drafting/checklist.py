"""The checklists of the files that a sheet prepares, read from ``checklists/*.toml``."""

import tomllib
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Self

from pydantic import model_validator

from assistant.domain import Frozen
from assistant.errors import InputError
from assistant.language import normalise


class Level(StrEnum):
    """Whether a file cannot do without an item."""

    REQUIRED = "obligatoire"
    RECOMMENDED = "recommandé"


class Item(Frozen):
    """An item of a file: a ``field`` of the sheet, or a ``document`` to attach that Jalon does not hold.

    ``source`` and ``locator`` say which text or guide asks for it; ``verified_on`` is None while the item is only what
    files usually hold: it is then shown «à vérifier». ``fact`` names the fact of the interview that fills it.
    """

    id: str
    label: str
    level: Level
    field: str | None = None
    document: str | None = None
    fact: str | None = None
    source: str
    locator: str
    link: str | None = None
    verified_on: date | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.field is None) == (self.document is None):
            raise ValueError(f"item {self.id} names a field or a document")
        return self


class Checklist(Frozen):
    """What a file is made of; ``words`` name it in a message (lower case, no accents)."""

    id: str
    label: str
    words: tuple[str, ...]
    item: tuple[Item, ...]


@cache
def load_checklists() -> tuple[Checklist, ...]:
    """The checklists that ship with Jalon, by file name."""
    folder = files("assistant.drafting") / "checklists"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return tuple(Checklist.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) for path in paths)


def find_checklist(name: str) -> Checklist:
    """The checklist of an id or of French words; raises InputError that lists them."""
    wanted = normalise(name)
    for one in load_checklists():
        if wanted and (wanted == one.id.replace("_", " ") or any(f" {word} " in f" {wanted} " for word in one.words)):
            return one
    known = ", ".join(f"{one.id} ({one.label})" for one in load_checklists())
    raise InputError(f"Dossier inconnu : « {name[:40]} ». Dossiers : {known}.", field="checklist")
