"""A green budget that begins from a project's sheet."""

from decimal import Decimal

from assistant.calculators.greenbudget import AmountBasis, EntityKind, GreenBudgetInput
from assistant.domain import Beneficiary
from assistant.domain.sheet import ProjectSheet
from assistant.language.display import format_decimal
from assistant.plans import ENTITIES
from assistant.web.green_draft import TEXT_LIMIT, GreenDraft, LineRow


def draft_of_sheet(sheet: ProjectSheet) -> GreenDraft:
    """The green budget kept in a sheet; without one, that of its authority and its costs, read with its context."""
    if sheet.green_budget:
        return _draft_of(sheet.green_budget.budget)
    context = " ".join(one.text for one in sheet.context)[:TEXT_LIMIT]
    return GreenDraft(
        title=sheet.title.text,
        kind=ENTITIES.get(sheet.beneficiary or Beneficiary.COMMUNE, EntityKind.COMMUNE),
        population=_number(sheet.population),
        basis=AmountBasis.EXCLUDING_TAX,
        lines=tuple(
            LineRow(label=cost.label, amount=_number(cost.amount_excl_tax), description=context) for cost in sheet.costs
        ),
    )


def _draft_of(budget: GreenBudgetInput) -> GreenDraft:
    return GreenDraft(
        title=budget.title,
        kind=budget.entity.kind,
        population=_number(budget.entity.population),
        instruction=budget.entity.instruction,
        year=str(budget.year),
        basis=budget.basis,
        lines=tuple(
            LineRow(label=one.label, account=one.account, amount=_number(one.amount), description=one.description)
            for one in budget.lines
        ),
    )


def _number(value: Decimal | int | None) -> str:
    """A number as one types it; empty when it is unknown."""
    return "" if value is None else format_decimal(value)
