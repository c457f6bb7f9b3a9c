"""Aids in the CSV that Aides-territoires exports, one a row.

Columns and value shapes: repository MTES-MCT/aides-territoires-symfony, the exports of src/Controller/User/Aid
(dates in DD/MM/YYYY, lists joined by «, ») and of src/Service/Export/SpreadsheetExporterService.php (dates in ISO,
lists joined by «,», a last column «Périmètre de l'aide»). Neither holds the beneficiaries, the eligibility nor the id:
the slug is the end of the address. What else a row holds stays in ``Aid.extra``.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.errors import ParseError
from ingestion.parsers.plain import decode
from ingestion.records.shape import RawRecord

FIELDS: Mapping[str, str] = {
    "adresse de la fiche aide": "url",
    "nom": "name",
    "description complète de l'aide et de ses objectifs": "description",
    "exemples de projets réalisables": "project_examples",
    "état d'avancement du projet pour bénéficier du dispositif": "mobilization_steps",
    "types d'aide": "aid_types",
    "types de dépenses / actions couvertes": "destinations",
    "date d'ouverture": "start_date",
    "date de clôture": "submission_deadline",
    "taux de subvention, min. et max. (en %, nombre entier)": "rates",
    "taux de subvention (commentaire optionnel)": "subvention_comment",
    "montant de l'avance récupérable": "recoverable_advance_amount",
    "montant du prêt maximum": "loan_amount",
    "autre aide financière (commentaire optionnel)": "other_financial_aid_comment",
    "contact": "contact",
    "récurrence": "recurrence",
    "appel à projet / manifestation d'intérêt": "is_call_for_project",
    "sous-thématiques": "categories",
    "porteurs d'aides": "financers",
    "instructeurs": "instructors",
    "programmes": "programs",
    "périmètre de l'aide": "perimeter",
}
MARKS = frozenset({"url", "name", "description", "financers"})  # the columns by which an export is recognised
LISTS = frozenset({
    "mobilization_steps", "aid_types", "destinations", "categories", "financers", "instructors", "programs",
})  # fmt: skip
HEAD_BYTES = 64 * 1024
LIST_COMMA = re.compile(r",\s*(?![^()]*\))")  # a name may hold commas in brackets: «(écoles, bibliothèques…)»
RATE = re.compile(r"(Min|Max)\s*:\s*(\d+(?:[.,]\d+)?)")


def is_aid_export(path: Path) -> bool:
    """Whether a file is such an export, by its column headings."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        with path.open("rb") as stream:
            head = decode(stream.read(HEAD_BYTES))
    except (OSError, ParseError):
        return False
    return any(set(_fields(head.split("\n", 1)[0], separator)) >= MARKS for separator in ";,\t")


def read_rows(data: bytes) -> Iterator[tuple[int, RawRecord | str]]:
    """Each aid in the names of the API with the line on which it ends, or why the line is none."""
    text = decode(data)
    separator = max(";,\t", key=lambda one: len(MARKS & set(_fields(text.split("\n", 1)[0], one))))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        fields = [FIELDS.get(_name(cell), cell.strip()) for cell in next(rows)]
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, _raw(dict(zip(fields, row, strict=False)))
    except csv.Error as error:
        raise ParseError(f"export CSV mal formé ({error})") from error


def _fields(line: str, separator: str) -> list[str]:
    try:
        return [FIELDS.get(_name(cell), "") for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def _name(cell: str) -> str:
    return " ".join(cell.replace("’", "'").split()).lower()


def _raw(row: Mapping[str, str]) -> RawRecord:
    """A row in the names of the API; an empty cell is an absent field."""
    raw: dict[str, object] = {name: value.strip() for name, value in row.items() if name and value.strip()}
    rates = str(raw.pop("rates", ""))
    bounds = {name.lower(): value.replace(",", ".") for name, value in RATE.findall(rates)}
    if rates and not bounds:
        raw["subvention_comment"] = " ; ".join(filter(None, (rates, str(raw.get("subvention_comment", "")))))
    return {
        **raw,
        **{name: LIST_COMMA.split(str(raw[name])) for name in LISTS & raw.keys()},
        **{api: bounds[name] for name, api in _BOUNDS.items() if name in bounds},
        "slug": str(raw.get("url", "")).rstrip("/").rpartition("/")[2],
        "is_call_for_project": str(raw.get("is_call_for_project", "")).lower() == "oui",
    }


_BOUNDS = {"min": "subvention_rate_lower_bound", "max": "subvention_rate_upper_bound"}
