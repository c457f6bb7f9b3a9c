"""A plan as typed, read into the plan that the calculator takes; every wrong field is told at once."""

import re
from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError

from assistant.calculators.financing import PlanInput, field_errors
from assistant.errors import InputError
from assistant.plans import scheme_named
from assistant.plans.draft import ROWS, CostRow, LoanRow, PlanDraft
from assistant.territories import Territories
from assistant.web.forms import Fields, FormError

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
NAMES = {"kind": "owner_kind", "aid": "label"}  # of fields that the form names otherwise


def plan_of(draft: PlanDraft, territories: Territories, *, on: date) -> PlanInput | None:
    """The plan of a draft, None when no cost has an amount yet; raises FormError with the message of each field."""
    fields = Fields(dict(draft.pairs()))
    counted = _counted(draft)
    content = {
        "title": draft.title[:200],
        "on": on,
        "basis": draft.basis,
        "owner": {"kind": draft.owner_kind, "territory": _territory(draft, territories, fields)}
        | _read(fields, OWNER, ""),
        "calendar": _read(fields, CALENDAR, ""),
        "operation": _operation(draft, fields),
        "costs": [_cost(fields, number, draft.costs[number]) for number in counted["costs"]],
        "grants": [_grant(fields, number, draft) for number in counted["grants"]],
        "loans": [_loan(fields, number, draft.loans[number]) for number in counted["loans"]],
    }
    fields.check()
    if not counted["costs"]:
        return None
    try:
        return PlanInput.model_validate(content)
    except ValidationError as error:
        told = field_errors(error.errors(include_url=False))
        raise FormError({field_of(place, draft): _sentence(reason) for place, reason in told}) from error


def field_of(place: str, draft: PlanDraft) -> str:
    """The name that the form gives to a place of the plan («grants.0.amount»)."""
    group, *inside = place.split(".")
    if group not in ROWS or not inside or not inside[0].isdecimal():
        return NAMES.get(place.rpartition(".")[2], place.rpartition(".")[2])
    rows = _counted(draft)[group]
    name = inside[1] if len(inside) > 1 else "label"
    return f"{group}-{rows[int(inside[0])]}-{NAMES.get(name, name)}"


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."


def _counted(draft: PlanDraft) -> dict[str, list[int]]:
    """The rows of the form that the plan holds: a cost or a loan without an amount is not counted yet."""
    return {
        "costs": [number for number, row in enumerate(draft.costs) if row.amount_excl_tax],
        "grants": list(range(len(draft.grants))),
        "loans": [number for number, row in enumerate(draft.loans) if row.amount],
    }


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


def _grant(fields: Fields, number: int, draft: PlanDraft) -> dict[str, object]:
    row = draft.grants[number]
    lines = [int(line) for line in row.lines.split() if line.isdecimal() and int(line) < len(draft.costs)]
    return {
        "id": f"a{number}",
        "scheme": row.scheme or ("" if row.aid else scheme_named(row.label) or "other_public"),
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
