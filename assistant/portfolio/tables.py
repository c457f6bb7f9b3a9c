"""A portfolio kept in a spreadsheet (XLSX or CSV), read as the exchange file reads: one project a row."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from assistant.errors import InputError
from assistant.language import normalise

# What a column may be called, folded, by the field of the exchange schema that it tells.
NAMES: Mapping[str, tuple[str, ...]] = {
    "nom": ("projet", "nom", "intitule", "nom du projet", "operation", "libelle", "titre"),
    "id": ("numero", "id", "identifiant"),
    "description": ("description", "objet", "contenu"),
    "budget_previsionnel": (
        "cout ht", "cout", "budget", "budget previsionnel", "montant", "montant ht", "cout previsionnel", "cout total",
    ),
    "phase": ("phase", "avancement", "etat", "statut"),
    "porteur": ("porteur", "maitre d'ouvrage", "maitre d ouvrage", "collectivite"),
}  # fmt: skip
SUFFIXES = (".xlsx", ".csv")
MOST_ROWS, MOST_COLUMNS = 501, 60
MOST_UNPACKED = 50_000_000  # bytes
Row = Sequence[object]


def read_table(data: bytes, source: str) -> list[dict[str, Any]]:
    """The projects of a table, by the fields of the exchange schema.

    Raises InputError when the file is no table, or has no column with the names of the projects.
    """
    rows = _of_workbook(data, source) if source.lower().endswith(".xlsx") else _of_csv(data, source)
    head, *others = rows or [()]
    fields = {place: field for place, title in enumerate(head) if (field := _field_of(title))}
    if "nom" not in fields.values():
        raise InputError(
            f"{source} : aucune colonne ne s'appelle « Projet » ou « Nom » dans la première ligne. Colonnes lues : "
            "Projet, Description, Coût HT, Phase, Porteur.",
            field="file",
        )
    return [
        {field: _said(row[place]) for place, field in fields.items() if place < len(row)}
        for row in others
        if any(cell not in (None, "") for cell in row)
    ]


def _field_of(title: object) -> str:
    told = normalise(str(title or "").partition("(")[0]).strip()
    return next((field for field, names in NAMES.items() if told in names), "")


def _said(cell: object) -> Any:
    return cell if isinstance(cell, int | float) else str(cell or "").lstrip("'")


def _of_csv(data: bytes, source: str) -> list[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # what older spreadsheets write
    separator = ";" if text.partition("\n")[0].count(";") else ","
    try:
        return _bounded(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise InputError(f"{source} n'est pas un CSV lisible : {error}.", field="file") from error


def _of_workbook(data: bytes, source: str) -> list[Row]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
                raise InputError(f"{source} est trop grand une fois ouvert.", field="file")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return _bounded(book.worksheets[0].iter_rows(values_only=True))
    except InputError:
        raise
    except Exception as error:  # a damaged workbook fails in as many ways as it has parts
        raise InputError(
            f"{source} n'est pas un classeur XLSX lisible : enregistrez-le de nouveau.", field="file"
        ) from error


def _bounded(rows: Iterable[Row]) -> list[Row]:
    return [row[:MOST_COLUMNS] for row in islice(rows, MOST_ROWS + 1)]
