"""Past operations: what the State's subsidies have paid for, in the two published shapes."""

import hashlib

from assistant.domain import DocumentKind, PastOperation
from assistant.errors import ParseError
from assistant.language.display import format_euros, format_percent
from ingestion.parsers import BlockKind, TextBuilder
from ingestion.records.shape import RawRecord, Record, decimal_of, text_of

YEARS = range(1990, 2101)


def read_dgcl(raw: RawRecord, kind: DocumentKind | None) -> Record:
    """An operation as the DGCL publishes it (DETR, DSIL, DPV, DSID)."""
    return _record(
        PastOperation(
            operation_id=text_of(raw, "id") or _identity(raw),
            title=_title(text_of(raw, "intitule")),
            scheme=text_of(raw, "dispositif"),
            year=_year(text_of(raw, "exercice")),
            cost_excl_tax=decimal_of(raw, "cout_ht"),
            subsidy=decimal_of(raw, "subvention"),
            rate=decimal_of(raw, "taux"),
            beneficiary_name=text_of(raw, "beneficiaire_nom") or None,
            beneficiary_type=text_of(raw, "beneficiaire_type") or None,
            insee_code=text_of(raw, "beneficiaire_code_insee") or None,
            department=_department(text_of(raw, "beneficiaire_dep")),
        ),
        kind,
    )


def read_compact(raw: RawRecord, kind: DocumentKind | None) -> Record:
    """An operation in the compact shape: ``insee, y, d, t, c, s, r``."""
    insee = text_of(raw, "insee")
    return _record(
        PastOperation(
            operation_id=_identity(raw),
            title=_title(text_of(raw, "t")),
            scheme=text_of(raw, "d"),
            year=_year(text_of(raw, "y")),
            cost_excl_tax=decimal_of(raw, "c"),
            subsidy=decimal_of(raw, "s"),
            rate=decimal_of(raw, "r"),
            insee_code=insee or None,
            department=insee[:3] if insee.startswith("97") else insee[:2] or None,
        ),
        kind,
    )


def _record(operation: PastOperation, kind: DocumentKind | None) -> Record:
    builder = TextBuilder()
    builder.add(BlockKind.PARAGRAPH, describe(operation))
    return Record(
        key=operation.operation_id,
        kind=kind or DocumentKind.PROJECT,
        parsed=builder.build(title=operation.title),
        territory=operation.department,
        operation=operation,
    )


def describe(operation: PastOperation) -> str:
    """The operation in one French sentence of facts, those that are published and no other."""
    place = operation.beneficiary_name or (f"commune {operation.insee_code}" if operation.insee_code else "")
    where = f" (département {operation.department})" if operation.department else ""
    facts = [f"{operation.title} — {operation.scheme} {operation.year}{', ' + place if place else ''}{where}."]
    if operation.cost_excl_tax is not None:
        facts.append(f"Coût HT : {format_euros(operation.cost_excl_tax)}.")
    if operation.subsidy is not None:
        facts.append(f"Subvention : {format_euros(operation.subsidy)}.")
    if operation.rate is not None:
        facts.append(f"Taux : {format_percent(operation.rate * 100)}.")
    return " ".join(facts)


def _title(title: str) -> str:
    if not title:
        raise ParseError("opération sans intitulé")
    return title


def _year(value: str) -> int:
    if not value.isdecimal() or int(value) not in YEARS:
        raise ParseError(f"« {value} » n'est pas une année")
    return int(value)


def _department(code: str) -> str | None:
    """Département code as INSEE writes it: «024» is 24, «974» stays."""
    return (code[1:] if len(code) == 3 and code.startswith("0") else code) or None


def _identity(raw: RawRecord) -> str:
    content = "|".join(f"{name}={raw[name]}" for name in sorted(raw))
    return "op-" + hashlib.sha256(content.encode()).hexdigest()[:16]
