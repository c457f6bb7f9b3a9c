"""Write a table as CSV for a French spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

CSV_TYPE = "text/csv; charset=utf-8"
COMPUTED = ("=", "+", "@", "\t", "\r")  # how a text begins that a spreadsheet would compute


def french_csv(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A table in UTF-8 with its mark, separated by «;», decimals with a comma; no text of it is ever computed."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
    return f"'{text}" if text.startswith(COMPUTED) else text
