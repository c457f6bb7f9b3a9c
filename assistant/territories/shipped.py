"""The territories that ship with Jalon."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from assistant.domain import Territory, TerritoryLevel
from assistant.storage import Database, TerritoryStore
from assistant.territories.book import Territories


@cache
def load_territories() -> Territories:
    """The territories that ship with Jalon, and no other."""
    return Territories(shipped_territories(), _aliases())


def open_territories(database: Database) -> Territories:
    """The territories that ship with Jalon and those that a home has loaded."""
    return Territories(shipped_territories(), _aliases(), TerritoryStore(database))


@cache
def shipped_territories() -> tuple[Territory, ...]:
    """The rows of ``territories.csv``."""
    return tuple(
        Territory(
            code=row["code"],
            name=row["name"],
            level=TerritoryLevel(row["level"]),
            parents=tuple(row["parents"].split()),
        )
        for row in _rows("territories.csv")
    )


@cache
def _aliases() -> tuple[tuple[str, str], ...]:
    return tuple((row["name"], row["code"]) for row in _rows("aliases.csv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("assistant.territories") / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
