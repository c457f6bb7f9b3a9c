"""The portfolio in files: a table for a spreadsheet, and a file that another Jalon, or any tool, reads.

The JSON follows the open schema of projects of local authorities (schema-projet-collectivites, etalab-2.0): name,
description, forecast budget, phase, owner, territory; ``jalon`` holds what that schema has no field for.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl import Workbook

from assistant.domain import Beneficiary
from assistant.domain.follow_up import FollowUp
from assistant.domain.portfolio import ProjectRow
from assistant.domain.sheet import CostLine, Origin, Phase, ProjectSheet, Provenance, Statement
from assistant.errors import InputError
from assistant.export.french_csv import french_csv
from assistant.export.spreadsheet import EUROS, head, line, saved
from assistant.portfolio.board import BoardLine
from assistant.portfolio.tables import SUFFIXES, read_table

SCHEMA = "schema-projet-collectivites"
COLUMNS = (
    "Projet", "Numéro", "Porteur", "Territoire", "Phase", "Coût HT (€)", "Aides demandées (€)", "Aides obtenues (€)",
    "Dépensé HT (€)", "Évité (tCO2e/an)", "Induit (tCO2e)", "Modifié le", "À compléter",
)  # fmt: skip
MOST_PROJECTS, MOST_BYTES = 500, 5_000_000
SPACES = re.compile(r"[\s\u202f€]+")
PHASES = {phase.value: phase for phase in Phase} | {"opération": Phase.WORKS, "operation": Phase.WORKS}


def to_csv(lines: Iterable[BoardLine]) -> bytes:
    """The lines as a table for a French spreadsheet."""
    return french_csv(COLUMNS, ([_plain(value) for value in _cells(one)] for one in lines))


def to_xlsx(lines: Iterable[BoardLine]) -> bytes:
    """The lines as a workbook."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Portefeuille"
    head(page, COLUMNS)
    formats = [EUROS if "(€)" in name else None for name in COLUMNS]
    for one in lines:
        line(page, _cells(one), formats)
    return saved(book)


def to_json(rows: Sequence[ProjectRow], follow_ups: dict[str, FollowUp]) -> bytes:
    """The projects that are shared, in the open schema."""
    shared = [row for row in rows if follow_ups.get(row.project_id, FollowUp(project_id="")).is_shared]
    projects = [_exchanged(row, follow_ups[row.project_id]) for row in shared]
    content = {"schema": SCHEMA, "projets": projects}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_projects(data: bytes, source: str, *, at: datetime, known: Collection[str] = ()) -> tuple[ProjectSheet, ...]:
    """The projects of an exchange file or of a table, as sheets whose every line says it was imported from ``source``.

    Those whose identifier is ``known`` keep it. Raises InputError naming the project and the field that cannot be read;
    nothing is half imported.
    """
    if len(data) > MOST_BYTES:
        raise InputError(f"Le fichier {source} dépasse {MOST_BYTES // 1_000_000} Mo.", field="file")
    found = read_table(data, source) if source.lower().endswith(SUFFIXES) else _of_json(data, source)
    if len(found) > MOST_PROJECTS:
        raise InputError(f"{source} : {len(found)} projets, {MOST_PROJECTS} au plus.", field="file")
    return tuple(_imported(one, place, source, at, known) for place, one in enumerate(found, start=1))


def _of_json(data: bytes, source: str) -> list[dict[str, Any]]:
    try:
        content = json.loads(data)
        found = content["projets"] if isinstance(content, dict) else content
    except (ValueError, KeyError, RecursionError) as error:
        raise InputError(
            f"{source} n'est pas un fichier d'échange : il faut un tableau (XLSX ou CSV), ou du JSON avec une liste "
            "« projets ».",
            field="file",
        ) from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InputError(f"{source} : « projets » doit être une liste de projets.", field="file")
    return found


def _cells(one: BoardLine) -> list[Any]:
    row, followed, emissions = one.row, one.follow_up, one.row.emissions
    return [
        row.title, row.project_id, row.owner, row.territory, row.phase.value, row.cost_excl_tax, followed.asked,
        followed.obtained, followed.spent, emissions.avoided_yearly if emissions else None,
        emissions.induced_once if emissions else None, row.updated_at.date(), ", ".join(row.missing),
    ]  # fmt: skip


def _plain(value: object) -> object:
    return value.normalize() if isinstance(value, Decimal) else value


def _exchanged(row: ProjectRow, followed: FollowUp) -> dict[str, Any]:
    return {
        "id": row.project_id,
        "nom": row.title,
        "description": row.words,
        "budget_previsionnel": None if row.cost_excl_tax is None else f"{row.cost_excl_tax:f}",
        "phase": row.phase.value,
        "porteur": followed.authority or row.owner,
        "territoire": row.territory_code,
        "date_modification": row.updated_at.date().isoformat(),
        "jalon": {"emissions": row.emissions.model_dump(mode="json") if row.emissions else None},
    }


def _imported(one: dict[str, Any], place: int, source: str, at: datetime, known: Collection[str]) -> ProjectSheet:
    title = _text(one, "nom", place, source)
    if not title:
        raise InputError(f"{source}, projet {place} : il manque « nom ».", field="nom")
    proof = (Provenance(origin=Origin.USER, quote=f"importé de {source}"),)
    description, owner = _text(one, "description", place, source), _text(one, "porteur", place, source)
    budget = _budget(one.get("budget_previsionnel"), place, source)
    return ProjectSheet(
        project_id=str(one.get("id")) if one.get("id") in known else _id_of(one, title, source),
        version=1,
        title=Statement(text=title, provenance=proof),
        phase=PHASES.get(_text(one, "phase", place, source).lower(), Phase.IDEA),
        owner=Statement(text=owner, provenance=proof) if owner else None,
        beneficiary=Beneficiary.COMMUNE if owner.lower().startswith("commune") else None,
        description=(Statement(text=description, provenance=proof),) if description else (),
        costs=() if budget is None else (CostLine(label=title, amount_excl_tax=budget, provenance=proof),),
        created_at=at,
        updated_at=at,
    )


def _id_of(one: dict[str, Any], title: str, source: str) -> str:
    """Always the same for a project of a source, so that a file read again changes it instead of adding another."""
    named = f"{source}/{one.get('id') or title}"
    return f"p-{hashlib.sha256(named.encode()).hexdigest()[:8]}"


def _text(one: dict[str, Any], name: str, place: int, source: str) -> str:
    value = one.get(name)
    if value is not None and not isinstance(value, str | int | float):
        raise InputError(f"{source}, projet {place} : « {name} » doit être un texte.", field=name)
    return " ".join(str(value or "").split())[:4000]


def _budget(value: object, place: int, source: str) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        amount = Decimal(SPACES.sub("", str(value)).replace(",", "."))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount < 10**12:
        raise InputError(
            f"{source}, projet {place} : budget_previsionnel « {str(value)[:40]} » n'est pas un montant en euros. "
            "Exemple : 310000.",
            field="budget_previsionnel",
        )
    return amount
