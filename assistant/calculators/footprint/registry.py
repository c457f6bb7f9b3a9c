"""The factor registry: an immutable versioned table whose content is checked against its manifest."""

import csv
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from assistant.domain.model import Frozen
from assistant.errors import StorageError


class Factor(Frozen):
    """A factor: ``uncertainty_percent`` is its half-width at 95 %, None when the source does not give it."""

    id: str
    label: str
    category: str
    unit: str
    value: Decimal
    uncertainty_percent: Decimal | None
    scope: str
    year: str
    source: str
    locator: str


class FactorRegistry(Frozen):
    """The factors of one version, by id."""

    version: str
    factors: Mapping[str, Factor]

    def get(self, factor_id: str) -> Factor:
        """The factor of an id; raises KeyError when the registry has none: there is no silent replacement."""
        return self.factors[factor_id]


@cache
def load_registry() -> FactorRegistry:
    """The registry that ships with Jalon; raises StorageError when the table is not the one of its manifest."""
    return read_registry(files("assistant.calculators.footprint") / "factors")


def read_registry(folder: Traversable) -> FactorRegistry:
    """The registry of a folder with ``factors.csv`` and ``manifest.json``; raises StorageError when they disagree."""
    data = (folder / "factors.csv").read_bytes()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
        raise StorageError(
            "La table des facteurs d'émission ne correspond pas à son manifeste : elle a été modifiée. "
            "Réinstallez Jalon."
        )
    rows = csv.DictReader(data.decode("utf-8").splitlines())
    factors = {
        row["id"]: Factor.model_validate({name: value or None for name, value in row.items()} | _texts(row))
        for row in rows
    }
    return FactorRegistry(version=manifest["version"], factors=factors)


def _texts(row: Mapping[str, str]) -> dict[str, str]:
    """Text columns stay texts when they are empty."""
    return {name: row[name] for name in ("scope", "year", "source", "locator")}
