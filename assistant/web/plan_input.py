"""A plan as typed, read into the plan that the calculator takes; every wrong field is told at once."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import ValidationError

from assistant.calculators.financing import PlanInput
from assistant.errors import InputError
from assistant.territories import Territories
from assistant.web.forms import Fields, FormError
from assistant.web.plan_draft import CostRow, GrantRow, LoanRow, PlanDraft

CODE = re.compile(r"\d[\dAB]\d{3}|\d{9}|\d[\dAB]\d?|R\d{2}")
NUMBERS = {
    "population": "3 200",
    "amount_excl_tax": "310 000",
    "vat_rate": "20",
    "base_ceiling": "200 000",
    "rate_percent": "30",
    "amount": "90 000",
    "max_rate_percent": "80",
    "ceiling": "100 000",
    "years": "15",
    "drawn_in": "2027",
    "energy_saving_percent": "40",
    "financial_potential_ratio": "0,8",
    "largest_commune": "15 000",
    "density": "80",
}  # fields that are numbers, with how one writes them
DAYS = {"requested_on", "deadline", "first_commitment", "works_start", "works_end"}
OWNER = ("population", "fctva_regime", "financial_potential_ratio", "largest_commune", "density")
CALENDAR = ("first_commitment", "works_start", "works_end")
BOUNDS = {
    "greater_than": "Cette valeur doit dépasser {gt}.",
    "greater_than_equal": "Cette valeur ne peut pas être sous {ge}.",
    "less_than_equal": "Cette valeur ne peut pas dépasser {le}.",
    "decimal_max_places": "Cette valeur a trop de décimales : {decimal_places} au plus.",
    "int_from_float": "Écrivez un nombre entier.",
    "missing": "Cette valeur manque.",
}


def plan_of(draft: PlanDraft, territories: Territories, *, on: date) -> PlanInput | None:
    """The plan of a draft, None when no cost has an amount yet; raises FormError with the message of each field."""
    fields = Fields(dict(draft.pairs()))
    costs = [(number, row) for number, row in enumerate(draft.costs) if row.amount_excl_tax]
    content = {
        "title": draft.title[:200],
        "on": on,
        "basis": draft.basis,
        "owner": {"kind": draft.owner_kind, "territory": _territory(draft, territories, fields)}
        | _read(fields, OWNER, ""),
        "calendar": _read(fields, CALENDAR, ""),
        "operation": _operation(draft, fields),
        "costs": [_cost(fields, number, row) for number, row in costs],
        "grants": [_grant(fields, number, row, draft) for number, row in enumerate(draft.grants)],
        "loans": [_loan(fields, number, row) for number, row in enumerate(draft.loans) if row.amount],
    }
    fields.check()
    if not costs:
        return None
    try:
        return PlanInput.model_validate(content)
    except ValidationError as error:
        numbers = {"costs": [number for number, _ in costs]} | {
            "loans": [number for number, row in enumerate(draft.loans) if row.amount]
        }
        raise FormError(_messages(error, numbers)) from error


def _territory(draft: PlanDraft, territories: Territories, fields: Fields) -> str | None:
    """The code of the owner's territory, whether its name or its code was typed."""
    typed = draft.territory.upper()
    if not typed or CODE.fullmatch(typed):
        return typed or None
    try:
        return territories.get(draft.territory).code
    except InputError as error:
        fields.errors["territory"] = str(error)
        return None


def _operation(draft: PlanDraft, fields: Fields) -> dict[str, object]:
    asked = {"id": draft.derogation, "obtained": bool(draft.derogation_obtained)}
    return {
        "has_lead_authority": bool(draft.has_lead_authority),
        "is_existing_building": True if draft.is_existing_building else None,
        "derogations": [asked] if draft.derogation else [],
    } | _read(fields, ("energy_saving_percent",), "")


def _cost(fields: Fields, number: int, row: CostRow) -> dict[str, object]:
    return {
        "id": f"c{number}",
        "label": row.label or f"Dépense {number + 1}",
        "nature": row.nature,
        "fctva": row.fctva,
    } | _read(fields, ("amount_excl_tax", "vat_rate"), f"costs-{number}-")


def _grant(fields: Fields, number: int, row: GrantRow, draft: PlanDraft) -> dict[str, object]:
    lines = [int(line) for line in row.lines.split() if line.isdecimal() and int(line) < len(draft.costs)]
    return {
        "id": f"a{number}",
        "scheme": row.scheme or "other_public",
        "label": row.label,
        "aid": row.aid or None,
        "status": row.status,
        "lines": [f"c{line}" for line in lines if draft.costs[line].amount_excl_tax],
    } | _read(
        fields,
        ("base_ceiling", "rate_percent", "amount", "max_rate_percent", "ceiling", "requested_on", "deadline"),
        f"grants-{number}-",
    )


def _loan(fields: Fields, number: int, row: LoanRow) -> dict[str, object]:
    return {"id": f"p{number}", "label": row.label or f"Emprunt {number + 1}"} | _read(
        fields, ("amount", "rate_percent", "years", "drawn_in"), f"loans-{number}-"
    )


def _read(fields: Fields, names: Sequence[str], prefix: str) -> dict[str, object]:
    """The values of some fields that hold something, under their names without the prefix."""
    read: dict[str, object] = {}
    for name in names:
        typed = f"{prefix}{name}"
        if name in NUMBERS:
            value: object = fields.decimal(typed, NUMBERS[name])
        else:
            value = fields.day(typed) if name in DAYS else fields.text(typed)
        if value is not None and value != "":
            read[name] = value
    return read


def _messages(error: ValidationError, numbers: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """The message of each wrong field, under the name that the form gives it."""
    return dict(
        _message(details["loc"], details["type"], str(details["msg"]), details.get("ctx", {}), numbers)
        for details in error.errors()
    )


def _message(
    place: tuple[int | str, ...],
    kind: str,
    text: str,
    bounds: Mapping[str, object],
    numbers: Mapping[str, Sequence[int]],
) -> tuple[str, str]:
    group, row = str(place[0]), next((part for part in place if isinstance(part, int)), None)
    named, _, told = text.removeprefix("Value error, ").partition(": ")
    field = named if kind == "value_error" else str(place[-1])
    message = told if kind == "value_error" else BOUNDS.get(kind, "Cette valeur n'est pas acceptée.").format(**bounds)
    name = {"kind": "owner_kind"}.get(field, field)
    if row is None:
        return name, message
    return f"{group}-{numbers.get(group, range(row + 1))[row]}-{name}", message
