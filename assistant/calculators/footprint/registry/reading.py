"""Read registries: the one that ships, checked against its manifest, and the tables that a user adds."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from assistant.calculators.footprint.registry.factor import Factor
from assistant.calculators.footprint.registry.registry import FactorRegistry
from assistant.calculators.footprint.units import parse_unit
from assistant.errors import InputError, StorageError

REQUIRED = ("id", "label", "unit", "value", "source", "locator")


@cache
def load_registry(own: Path | None = None) -> FactorRegistry:
    """The registry that ships with Jalon, and a table of one's own (``JALON_FACTORS``) beside it.

    Raises StorageError when the shipped table is not the one of its manifest, InputError for a bad table of one's own.
    """
    shipped = read_registry(files("assistant.calculators.footprint") / "factors")
    return shipped.with_own(read_own_factors(own, shipped)) if own else shipped


def read_registry(folder: Traversable) -> FactorRegistry:
    """The registry of a folder: the tables that ``manifest.json`` names; raises StorageError when one has changed."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    factors = [factor for name, sealed in manifest["tables"].items() for factor in _sealed(folder / name, sealed)]
    return FactorRegistry(
        version=manifest["version"],
        released_on=date.fromisoformat(manifest["released_on"]),
        factors={factor.id: factor for factor in factors},
    )


def _sealed(table: Traversable, sealed: Mapping[str, str]) -> Iterable[Factor]:
    data = table.read_bytes()
    if hashlib.sha256(data).hexdigest() != sealed["sha256"]:
        raise StorageError(
            f"La table de facteurs {table.name} ne correspond pas à son manifeste : elle a été modifiée. "
            "Réinstallez Jalon."
        )
    return (Factor.model_validate(_told(row)) for row in csv.DictReader(data.decode("utf-8").splitlines()))


def read_own_factors(path: Path, shipped: FactorRegistry) -> FactorRegistry:
    """A user's table, in the columns of the shipped one; raises InputError naming the line and the column.

    An id of the shipped table is refused: a factor that takes the place of another says so in ``replaces``.
    """
    try:
        data = path.read_bytes()
        rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"Table de facteurs illisible : {path.name} ({error}).", field="factors") from error
    version = f"{path.stem}-{hashlib.sha256(data).hexdigest()[:12]}"
    factors = dict(_own(rows, path.stem, path.name, shipped))
    return FactorRegistry(version=version, released_on=shipped.released_on, factors=factors)


def _own(
    rows: Iterable[Mapping[str, str]], registry: str, name: str, shipped: FactorRegistry
) -> Iterable[tuple[str, Factor]]:
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        missing = [column for column in REQUIRED if not (row.get(column) or "").strip()]
        if missing:
            raise _wrong(name, line, f"il manque {', '.join(missing)}")
        if row["id"] in shipped.factors or row["id"] in seen:
            raise _wrong(name, line, f"l'identifiant {row['id']} existe déjà (pour le remplacer : colonne replaces)")
        replaced = row.get("replaces") or ""
        if replaced and replaced not in shipped.factors:
            raise _wrong(name, line, f"replaces nomme un facteur inconnu : {replaced}")
        seen.add(row["id"])
        yield row["id"], _checked(row, registry, name, line, shipped)


def _checked(row: Mapping[str, str], registry: str, name: str, line: int, shipped: FactorRegistry) -> Factor:
    try:
        factor = Factor.model_validate({**_told(row), "registry": registry})
        unit = parse_unit(factor.unit)
    except ValidationError as error:
        fields = ", ".join(str(item["loc"][0]) for item in error.errors())
        raise _wrong(name, line, f"valeur invalide dans {fields}") from error
    except KeyError as error:
        raise _wrong(name, line, f"unité inconnue : {row['unit']}") from error
    replaced = shipped.factors.get(factor.replaces)
    if replaced and parse_unit(replaced.unit).dimensionality != unit.dimensionality:
        raise _wrong(name, line, f"unité {factor.unit} au lieu de {replaced.unit} pour remplacer {replaced.id}")
    return factor


def _wrong(name: str, line: int, reason: str) -> InputError:
    return InputError(f"{name}, ligne {line} : {reason}.", field="factors")


def _told(row: Mapping[str, str]) -> dict[str, str]:
    """What a row tells: an empty cell is an absent value."""
    return {name: value.strip() for name, value in row.items() if name and value and value.strip()}
