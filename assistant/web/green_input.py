"""A green budget as typed, read and rated; every wrong field is told at once, under the name that the form gives it."""

import re
from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError

from assistant.calculators.greenbudget import GreenBudgetInput, GreenBudgetResult, account_refusal, rate_budget
from assistant.errors import InputError
from assistant.validation import reasons_of
from assistant.web.forms import Fields
from assistant.web.green_draft import GreenDraft

LINE = re.compile(r"lines\[(\d+)\](?:\.(\w+))?")
EXAMPLES = {
    "label": "Écrivez ce qui est acheté ou construit, par exemple « Isolation de l'école ».",
    "amount": "Écrivez le montant en euros, par exemple 120 000.",
}


def rated(draft: GreenDraft, *, on: date) -> tuple[GreenBudgetResult | None, Mapping[str, str]]:
    """The draft rated, None when no line is typed or when a field is wrong; the message of each wrong field."""
    numbers = [number for number, row in enumerate(draft.lines) if not row.is_empty]
    fields = Fields(dict(draft.pairs()))
    content = _content(draft, numbers, fields, on)
    if fields.errors or not numbers:
        return None, fields.errors
    try:
        return rate_budget(GreenBudgetInput.model_validate(content)), {}
    except ValidationError as error:
        reasons = reasons_of(error.errors(include_url=False))
        return None, {_field(place, numbers): f"Cette valeur {reason}." for place, reason in reasons.items()}
    except InputError as error:
        place = error.field or "title"
        message = str(error).removeprefix(f"{place} : ")
        return None, {_field(place, numbers): f"{message[:1].upper()}{message[1:]}"}


def _content(draft: GreenDraft, numbers: list[int], fields: Fields, on: date) -> dict[str, object]:
    lines = []
    for number in numbers:
        row, at = draft.lines[number], f"lines-{number}-"
        amount = fields.decimal(f"{at}amount", "120 000")
        fields.errors |= {f"{at}{name}": message for name, message in EXAMPLES.items() if not getattr(row, name)}
        account = row.account.replace(" ", "")
        if refusal := account_refusal(account):
            fields.errors[f"{at}account"] = f"{refusal[:1].upper()}{refusal[1:]}"
        lines.append({"label": row.label, "account": account, "description": row.description, "amount": amount})
    entity = {"kind": draft.kind, "instruction": draft.instruction}
    return {
        "title": draft.title[:200],
        "entity": {**entity, "population": fields.decimal("population", "5 200")},
        "year": fields.decimal("year", str(on.year)) if draft.year else on.year,
        "basis": draft.basis,
        "lines": lines,
    }


def _field(place: str, numbers: list[int]) -> str:
    """The name that the form gives to a place («lines[0].amount», «entity.kind»)."""
    line = LINE.fullmatch(place)
    if line:
        return f"lines-{numbers[int(line[1])]}-{line[2] or 'label'}"
    return place.rpartition(".")[2]
