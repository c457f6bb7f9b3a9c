"""Change a sheet by hand: what an officer writes is theirs, whatever was there before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from assistant.domain import Frozen
from assistant.domain.sheet import CostLine, HandField, Origin, Phase, ProjectSheet, Provenance
from assistant.errors import InputError
from assistant.language.display import format_decimal
from assistant.projects.hand_costs import without_cost_question
from assistant.projects.lines import EXAMPLES, Item, on_one_line, text_of, written

TEXTS: Mapping[str, str] = {
    "context": "Contexte et besoin",
    "objectives": "Objectifs",
    "description": "Description",
    "obligations": "Obligations légales",
    "partners": "Partenaires",
    "financing_rules": "Règles du plan de financement",
    "comparables": "Opérations comparables",
    "actions": "Actions et calendrier",
    "risks": "Risques",
    "open_questions": "Questions ouvertes",
}
SINGLE: Mapping[str, str] = {"title": "Titre", "owner": "Porteur"}
COUNTED: Mapping[str, str] = {"costs": "Coûts hors taxes", "indicators": "Indicateurs"}
FIELDS = {**SINGLE, **TEXTS, **COUNTED}
COMPUTED: Mapping[str, str] = {
    "phase": "Phase",
    "territory": "Territoire",
    "population": "Population",
    "funding": "Financements à étudier",
    "footprint": "Empreinte",
}
LONGEST, MOST_LINES = 2000, 100
CONFIRMED = "relu et confirmé sur la page de la fiche"


class Difference(Frozen):
    """What two versions say otherwise of one field: lines taken away, lines added."""

    field: str
    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def lines_of(sheet: ProjectSheet, field: str) -> tuple[str, ...]:
    """The lines of a field; raises InputError for one that is not written by hand."""
    _check_known(field)
    return tuple(map(text_of, items_of(sheet, field)))


def edited(sheet: ProjectSheet, field: str, lines: Sequence[str], *, at: datetime) -> ProjectSheet:
    """The next version, with a field written again: a line that was there keeps its proof, another one is the user's.

    Raises InputError for an unknown field, a line that is too long, an empty title, or lines that cannot be read.
    """
    kept = [on_one_line(line) for line in lines if line.strip()]
    _check(field, kept)
    made = _read(field, kept, {on_one_line(text_of(one)): one for one in items_of(sheet, field)})
    sheet = without_cost_question(sheet) if field == "costs" else sheet
    return _next(sheet, field, made, at=at)


def _read(field: str, lines: Sequence[str], known: Mapping[str, Item]) -> list[Item]:
    """What lines say; those that cannot be read are all told at once, each by its number and its words."""
    made, wrong = list[Item](), list[str]()
    for number, line in enumerate(lines, start=1):
        try:
            item = known.get(line) or written(field, line)
        except InputError as error:
            wrong.append(f"ligne {number} (« {line[:60]} »), {error}")
        else:
            made.append(known.get(text_of(item), item))
    if wrong:
        raise InputError(f"{FIELDS[field]} : {' ; '.join(wrong)}. Exemple : « {EXAMPLES[field]} ».", field=field)
    return made


def confirmed(sheet: ProjectSheet, field: str, *, at: datetime) -> ProjectSheet:
    """The next version, where the proposals of a field are the user's; the same sheet when there is none."""
    _check_known(field)
    items = items_of(sheet, field)
    if not any(map(is_proposed, items)):
        return sheet
    return _next(sheet, field, [_confirmed(one) if is_proposed(one) else one for one in items], at=at)


def is_proposed(item: Item) -> bool:
    """Whether a line is a proposal that nobody has confirmed, or a cost that nobody has said to exclude tax."""
    return item.provenance[0].origin is Origin.ASSUMPTION or (isinstance(item, CostLine) and item.is_tax_unsaid)


def _confirmed(item: Item) -> Item:
    proof = {"provenance": (Provenance(origin=Origin.USER, quote=CONFIRMED),)}
    return item.model_copy(update=proof | ({"is_tax_unsaid": False} if isinstance(item, CostLine) else {}))


def _next(sheet: ProjectSheet, field: str, made: Sequence[Item], *, at: datetime) -> ProjectSheet:
    """The next version with a field of a person's, who wrote in place of what was drafted."""
    known = {one.field: one for one in sheet.by_hand}
    mine = known.get(field) or HandField(field=field, drafted=lines_of(sheet, field))
    value: Any = (made[0] if made else None) if field in SINGLE else tuple(made)
    hand = tuple({**known, field: mine}.values())
    return sheet.model_copy(update={field: value, "by_hand": hand, "version": sheet.version + 1, "updated_at": at})


def in_phase(sheet: ProjectSheet, phase: Phase, *, at: datetime) -> ProjectSheet:
    """The next version, in another phase."""
    return sheet.model_copy(update={"phase": phase, "version": sheet.version + 1, "updated_at": at})


def differences(old: ProjectSheet, new: ProjectSheet) -> tuple[Difference, ...]:
    """What the fields written by hand, the phase, the place, aids and estimates of two versions say otherwise."""
    before, after = _told(old), _told(new)
    found = []
    for field, label in (*FIELDS.items(), *COMPUTED.items()):
        removed = tuple(line for line in before[field] if line not in after[field])
        added = tuple(line for line in after[field] if line not in before[field])
        if removed or added:
            found.append(Difference(field=field, label=label, removed=removed, added=added))
    return tuple(found)


def _told(sheet: ProjectSheet) -> dict[str, tuple[str, ...]]:
    return {field: lines_of(sheet, field) for field in FIELDS} | {
        "phase": (sheet.phase.value,),
        "territory": (sheet.territory.name,) if sheet.territory else (),
        "population": (f"{format_decimal(Decimal(sheet.population))} habitants",) if sheet.population else (),
        "funding": tuple(aid.name for aid in sheet.funding),
        "footprint": tuple(f"{one.title} : {figure.display}" for one in sheet.footprint for figure in one.figures[:1]),
    }


def items_of(sheet: ProjectSheet, field: str) -> Sequence[Item]:
    """The lines of a field, with their proofs."""
    value: Any = getattr(sheet, field)
    return ((value,) if value else ()) if field in SINGLE else value


def _check_known(field: str) -> None:
    if field not in FIELDS:
        raise InputError(f"Ce champ ne s'écrit pas ici : « {field[:40]} ».", field="field")


def _check(field: str, lines: Sequence[str]) -> None:
    _check_known(field)
    if any(len(line) > LONGEST for line in lines):
        raise InputError(f"{FIELDS[field]} : une ligne a plus de {LONGEST} caractères. Coupez-la.", field=field)
    if len(lines) > (1 if field in SINGLE else MOST_LINES):
        allowed = "une ligne" if field in SINGLE else f"{MOST_LINES} lignes"
        raise InputError(f"{FIELDS[field]} : {allowed} au plus.", field=field)
    if field == "title" and not lines:
        raise InputError("Le titre ne peut pas être vide.", field=field)
