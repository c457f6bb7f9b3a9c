"""CSV and TSV, in any encoding, with the separator that makes the rows equally long."""

import csv
import io
from collections import Counter as Tally
from itertools import islice
from pathlib import Path

from assistant.errors import ParseError
from ingestion.parsers.model import ParsedText, TextBuilder
from ingestion.parsers.plain import decode
from ingestion.parsers.sheets import Counter, Sheet, add_tables

SEPARATORS = (";", "\t", "|", ",")  # a comma last: in French it is a decimal one first
SCANNED_ROWS = 50


def parse(data: bytes, path: Path) -> ParsedText:
    """The rows of a table file; raises ParseError when it is malformed or too long."""
    text = decode(data)
    announced = text[:5].lower()
    separator = text[4] if announced[:4] == "sep=" and announced[4:] in SEPARATORS else _separator(text)
    if announced[:4] == "sep=":
        text = text.partition("\n")[2]
    sheet, counted = Sheet(name=path.stem), Counter()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            sheet.append([" ".join(cell.split()) for cell in row], counted)
    except csv.Error as error:
        raise ParseError("table CSV mal formée : une cellule est démesurée ou un guillemet n'est pas fermé") from error
    builder = TextBuilder()
    add_tables(builder, sheet)
    return builder.build(title=path.stem)


def _separator(text: str) -> str:
    """The separator for which most of the first rows have the same number of cells, two at least."""

    def regularity(separator: str) -> tuple[float, int]:
        try:
            rows = islice(csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=separator), SCANNED_ROWS)
            widths = Tally(len(row) for row in rows if row)
        except csv.Error:
            return 0.0, 0
        wide = [(count, width) for width, count in widths.items() if width > 1]
        count, width = max(wide, default=(0, 0))
        return count / max(widths.total(), 1), width

    return max(SEPARATORS, key=regularity)
