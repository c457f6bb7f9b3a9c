"""Read ADEME's Base Carbone in the export that it publishes: Windows-1252, «;», decimal commas.

Its columns, kinds of rows and statuses are those read in public readers of the file (pandas, PHP and TypeScript ones);
no published file was within reach. An element row («Elément») holds the whole of a factor, its item rows («Poste») the
parts of it under the same id: an element gives one factor and each item another, of its phase, so that nothing is
counted twice. Archived factors and source data are left out, and counted.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.calculators.footprint.registry import Factor, FactorRegistry, Phase
from assistant.calculators.footprint.units import parse_unit
from assistant.domain import Frozen
from assistant.errors import InputError, ParseError
from ingestion.factors.validity import last_day
from ingestion.parsers.plain import decode

ELEMENT, ITEM = "elément", "poste"
EMISSION_FACTOR = "facteur d'émission"
VALID = ("valide générique", "valide spécifique")
REQUIRED = (
    "Type Ligne", "Identifiant de l'élément", "Type de l'élément", "Statut de l'élément", "Nom base français",
    "Unité français", "Total poste non décomposé",
)  # fmt: skip
PHASES: Mapping[str, Phase] = {
    "combustion": Phase.COMBUSTION,
    "amont": Phase.UPSTREAM,
    "fabrication": Phase.MANUFACTURE,
    "utilisation": Phase.USE,
    "fin de vie": Phase.END_OF_LIFE,
}
MASS = {"kgco2e": "kgCO2e", "tco2e": "tCO2e", "gco2e": "gCO2e"}
EUROS = re.compile(r"^k(?:euro|€)s?\s*\(?\s*(\d{4})\s*\)?\s*ht$")
PUBLISHED_ID = re.compile(r"Identifiant (\d+)")
SOURCE, LICENCE = "ADEME Base Carbone", "Licence Ouverte 2.0"
PARTS_TOLERANCE = Decimal("0.02")  # of the whole: published parts are rounded


class BaseCarboneImport(Frozen):
    """What an export held: the factors taken, and by reason the number of those left out.

    ``mismatched`` are the ids whose items do not add up to the element; ``replaced`` the shipped factors whose place
    an imported one takes.
    """

    factors: tuple[Factor, ...]
    left_out: dict[str, int]
    mismatched: tuple[str, ...]
    replaced: tuple[str, ...]


def import_base_carbone(path: Path, shipped: FactorRegistry, *, replace: bool = True) -> BaseCarboneImport:
    """The factors of an export; with ``replace``, those of the shipped table that name their id give way to them.

    Raises InputError when the file is not such an export.
    """
    rows = _rows(path)
    left_out: Counter[str] = Counter()
    kept = list(_kept(rows, left_out))
    published = _published_ids(shipped) if replace else {}
    factors: dict[str, Factor] = {}
    for row in kept:
        factor = _factor(row, published, shipped, left_out)
        if factor and factor.id in factors:
            left_out["identifiant déjà lu"] += 1
        elif factor:
            factors[factor.id] = factor
    return BaseCarboneImport(
        factors=tuple(factors.values()),
        left_out=dict(left_out),
        mismatched=tuple(_mismatched(kept)),
        replaced=tuple(factor.replaces for factor in factors.values() if factor.replaces),
    )


Row = Mapping[str, str]


def _rows(path: Path) -> Sequence[Row]:
    try:
        text = decode(path.read_bytes())
    except (OSError, ParseError) as error:
        raise InputError(f"« {path.name} » est illisible ({error}).", field="file") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"« {path.name} » n'est pas un export de la Base Carbone : il manque {', '.join(missing)}.", field="file"
        )
    return [{name: " ".join((row.get(name) or "").split()) for name in reader.fieldnames or ()} for row in reader]


def _kept(rows: Sequence[Row], left_out: Counter[str]) -> Iterator[Row]:
    for row in rows:
        status, kind = row["Statut de l'élément"].lower(), row["Type Ligne"].lower()
        if row["Type de l'élément"].lower() != EMISSION_FACTOR:
            left_out["pas un facteur d'émission"] += 1
        elif status not in VALID:
            left_out[f"statut {status or 'vide'}"] += 1
        elif kind in {ELEMENT, ITEM}:
            yield row
        else:
            left_out["ligne d'une autre sorte"] += 1


def _factor(row: Row, published: Mapping[str, str], shipped: FactorRegistry, left_out: Counter[str]) -> Factor | None:
    value, unit = _decimal(row["Total poste non décomposé"]), _unit(row["Unité français"])
    if value is None:
        left_out["sans valeur"] += 1
        return None
    if unit is None:
        left_out[f"unité non reprise : {row['Unité français']}"] += 1
        return None
    number, is_item = row["Identifiant de l'élément"], row["Type Ligne"].lower() == ITEM
    part = row.get("Type poste", "")
    replaces = "" if is_item else published.get(number, "")
    if replaces and parse_unit(shipped.factors[replaces].unit).dimensionality != parse_unit(unit).dimensionality:
        replaces = ""
    return Factor(
        id=f"basecarbone.{number}" + (f".{_slug(row.get('Nom poste français') or part)}" if is_item else ""),
        label=_label(row, part if is_item else ""),
        category=row.get("Code de la catégorie", ""),
        unit=unit,
        value=value,
        uncertainty_percent=_decimal(row.get("Incertitude", "")),
        phase=_phase(part) if is_item else None,
        geography=row.get("Localisation géographique", ""),
        year=_year(row.get("Date de modification", "")),
        valid_to=last_day(row.get("Période de validité", "")),
        source=SOURCE,
        locator=f"Identifiant {number}" + (f", poste {part}" if is_item else ""),
        licence=LICENCE,
        replaces=replaces,
    )


def _mismatched(rows: Sequence[Row]) -> Iterator[str]:
    """The ids whose items do not add up to their element."""
    wholes: dict[str, Decimal] = {}
    parts: dict[str, Decimal] = {}
    for row in rows:
        value, number = _decimal(row["Total poste non décomposé"]), row["Identifiant de l'élément"]
        if value is not None and row["Type Ligne"].lower() == ITEM:
            parts[number] = parts.get(number, Decimal(0)) + value
        elif value is not None:
            wholes[number] = value
    for number, total in parts.items():
        whole = wholes.get(number)
        if whole is None or abs(total - whole) > abs(whole) * PARTS_TOLERANCE:
            yield number


def _published_ids(shipped: FactorRegistry) -> dict[str, str]:
    """The shipped factors that name their Base Carbone id, by that id; one that several name replaces none."""
    found: dict[str, list[str]] = {}
    for factor in shipped.factors.values():
        match = PUBLISHED_ID.search(factor.locator)
        if match and factor.source.startswith(SOURCE):
            found.setdefault(match[1], []).append(factor.id)
    return {number: names[0] for number, names in found.items() if len(names) == 1}


def _label(row: Row, part: str) -> str:
    names = ("Nom base français", "Nom attribut français", "Nom frontière français")
    told = [row.get(name, "") for name in names]
    return ", ".join(text for text in (*told, f"poste {part}" if part else "") if text)


def _unit(published: str) -> str | None:
    """The unit as the calculator spells it; None for one that it does not know."""
    mass, _, per = published.lower().partition("/")
    mass, per = MASS.get(mass.strip().replace(" ", ""), ""), per.strip()
    euros = EUROS.match(per)
    spelled = f"k€HT{euros[1]}" if euros else _spellings().get(per)
    return f"{mass}/{spelled}" if mass and spelled else None


@cache
def _spellings() -> Mapping[str, str]:
    text = (files("ingestion.factors") / "units.csv").read_text(encoding="utf-8")
    return {row["published"]: row["unit"] for row in csv.DictReader(text.splitlines())}


def _phase(part: str) -> Phase | None:
    told = part.lower()
    return next((phase for word, phase in PHASES.items() if told.startswith(word)), None)


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _year(text: str) -> str:
    found = re.search(r"\b(?:19|20)\d{2}\b", text)
    return found[0] if found else ""


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "_", text.lower()).strip("_") or "poste"
