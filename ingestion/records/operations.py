"""Past operations: what the State's subsidies have paid for, in the two published shapes."""

import hashlib

from assistant.domain import DocumentKind, PastOperation
from assistant.errors import ParseError
from assistant.language.display import format_euros, format_percent
from ingestion.parsers import BlockKind, TextBuilder
from ingestion.records.shape import RawRecord, Record, decimal_of, text_of

YEARS = range(1990, 2101)
# The prefectures' own codes for two départements that share one authority, and their région; the INSEE code of the
# commune tells which département it is.
SHARED = {"20A": "R94", "67A": "R44"}
# The numbers that the SIREN of an EPCI or a syndicate opens with, before its département (in the published rows, 99 %
# of the time); Corsica's is older than its two départements.
GROUPINGS = ("24", "25")


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
            department=_department(raw),
        ),
        kind,
        region=SHARED.get(text_of(raw, "beneficiaire_dep")),
    )


def read_compact(raw: RawRecord, kind: DocumentKind | None) -> Record:
    """An operation in the compact shape: ``insee, y, d, t, c, s, r``; ``b`` and ``bn``, if any, are the kind and the
    name of the beneficiary, which then ends the title as well.
    """
    insee, name = text_of(raw, "insee"), text_of(raw, "bn")
    return _record(
        PastOperation(
            operation_id=_identity(raw),
            title=_title(text_of(raw, "t").removesuffix(f" — {name}")),
            scheme=text_of(raw, "d"),
            year=_year(text_of(raw, "y")),
            cost_excl_tax=decimal_of(raw, "c"),
            subsidy=decimal_of(raw, "s"),
            rate=decimal_of(raw, "r"),
            beneficiary_name=name or None,
            beneficiary_type=text_of(raw, "b") or None,
            insee_code=insee or None,
            department=insee[:3] if insee.startswith("97") else insee[:2] or None,
        ),
        kind,
    )


def _record(operation: PastOperation, kind: DocumentKind | None, *, region: str | None = None) -> Record:
    builder = TextBuilder()
    builder.add(BlockKind.PARAGRAPH, describe(operation))
    return Record(
        key=operation.operation_id,
        kind=kind or DocumentKind.PROJECT,
        parsed=builder.build(title=operation.title),
        territory=operation.department or region,
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


def _department(raw: RawRecord) -> str | None:
    """Département code as INSEE writes it: «024» is 24, «974» stays, «67A» is 67 or 68; None when nothing tells it."""
    code = text_of(raw, "beneficiaire_dep")
    if code in SHARED:
        insee, siren = text_of(raw, "beneficiaire_code_insee"), text_of(raw, "beneficiaire_siren")
        return insee[:2] or (siren[2:4] if code == "67A" and siren.startswith(GROUPINGS) else None)
    if not code[:1].isdigit():
        return None  # «nan» of a table without value
    return code[1:] if len(code) == 3 and code.startswith("0") else code


def _identity(raw: RawRecord) -> str:
    content = "|".join(f"{name}={raw[name]}" for name in sorted(raw))
    return "op-" + hashlib.sha256(content.encode()).hexdigest()[:16]
