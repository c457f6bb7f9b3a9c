"""Write the factor registry from the collected table: facts with their sources, without the rows we may not ship.

Run: ``python -m scripts.build_factors ../shared/data/footprint/factors.csv``. Left out, as the table's own README
says: rows derived from databases that may not be reused freely, secondary citations, press figures and constants that
serve to check other engines; and rows whose place in their source is not known. The
manifest carries the hash that the loader verifies.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "assistant" / "calculators" / "footprint" / "factors"
VERSION = "2026.11"
COLUMNS = ("id", "label", "category", "unit", "value", "uncertainty_percent", "scope", "year", "source", "locator")
SOURCE_COLUMNS = (
    "id",
    "label_fr",
    "category",
    "unit",
    "value",
    "uncertainty_pct",
    "scope",
    "year",
    "source",
    "source_ref",
)
LEFT_OUT_CATEGORIES = {"numerique_multicritere", "numerique_iot", "achats_monetaire", "eau", "eclairage_public"}
LEFT_OUT_WORDS = ("ecoinvent", "oracle", "press", "dérivé", "citation secondaire")
LEFT_OUT_PREFIXES = ("eco.emission_vehicule",)
KEPT_THOUGH_WORDED = "transport.vehicule."  # use phase only: the restricted data concern the manufacture


def main() -> None:
    """Write ``factors.csv`` and ``manifest.json``."""
    source = Path(sys.argv[1])
    rows = [row for row in csv.DictReader(source.open(encoding="utf-8")) if _may_ship(row)]
    target = TARGET / "factors.csv"
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_unit(row[name]) if name == "unit" else row[name] for name in SOURCE_COLUMNS] for row in rows)
    manifest = {
        "version": VERSION,
        "rows": len(rows),
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "licence": "Faits repris de sources ouvertes (Licence Ouverte 2.0, MIT, MPL-2.0) ; source dans chaque ligne.",
    }
    (TARGET / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _may_ship(row: dict[str, str]) -> bool:
    if row["category"] in LEFT_OUT_CATEGORIES or row["id"].startswith(LEFT_OUT_PREFIXES):
        return False
    if not row["source_ref"].strip():
        return False
    told = f"{row['source']} {row['source_ref']}".lower()
    return row["id"].startswith(KEPT_THOUGH_WORDED) or not any(word in told for word in LEFT_OUT_WORDS)


def _unit(unit: str) -> str:
    """The unit alone: remarks in brackets are in the locator already."""
    return unit.partition(" (")[0]


if __name__ == "__main__":
    main()
