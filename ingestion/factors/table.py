"""Write a table of factors in the columns that ``JALON_FACTORS`` takes."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from assistant.calculators.footprint.registry import Factor

COLUMNS = (
    "id", "label", "category", "series", "unit", "value", "uncertainty_percent", "phase", "geography", "year",
    "valid_from", "valid_to", "source", "locator", "licence", "replaces",
)  # fmt: skip


def write_table(factors: Iterable[Factor], path: Path) -> None:
    """Write factors, one a row, whole or not at all."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(factor.model_dump(mode="json") for factor in factors)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(stream.getvalue(), encoding="utf-8")
    partial.replace(path)
