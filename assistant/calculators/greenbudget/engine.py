"""Rate a budget: its references, each line, the sums by axis and rating, the obligation."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from assistant.calculators.greenbudget.book import AxisLabel, GreenBook, load_book
from assistant.calculators.greenbudget.codes import Rating
from assistant.calculators.greenbudget.inputs import GreenBudgetInput
from assistant.calculators.greenbudget.obligation import obligation_of
from assistant.calculators.greenbudget.rating import rate_line
from assistant.calculators.greenbudget.result import AxisTotals, GreenBudgetResult, Obligation, RatedLine
from assistant.errors import InputError


def rate_budget(budget: GreenBudgetInput) -> GreenBudgetResult:
    """The draft rating of a budget; raises InputError naming the field of a year or an account that cannot be."""
    book = load_book()
    _check_year(budget.year, book)
    for place, line in enumerate(budget.lines):
        field = f"lines[{place}].account"
        if refusal := account_refusal(line.account):
            raise InputError(f"{field} : {refusal}", field=field)
    lines = tuple(rate_line(line, budget.year, book) for line in budget.lines)
    obligation = obligation_of(budget.entity, budget.year, book)
    return GreenBudgetResult(
        calculation_id=_identity(budget, book),
        rules_version=book.version,
        budget=budget,
        obligation=obligation,
        lines=lines,
        totals=tuple(_totals(axis, lines, obligation) for axis in book.obligation.axis),
    )


def _totals(axis: AxisLabel, lines: Sequence[RatedLine], obligation: Obligation) -> AxisTotals:
    sums = dict.fromkeys(Rating, Decimal(0))
    for line in lines:
        rating = next(one.rating for one in line.ratings if one.axis is axis.id)
        sums[rating] += line.line.amount
    return AxisTotals(
        axis=axis.id,
        number=axis.number,
        label=axis.label,
        is_mandatory=axis.id in obligation.axes and obligation.is_mandatory is True,
        total=sum(sums.values(), Decimal(0)),
        **{rating.value: amount for rating, amount in sums.items()},
    )


def _check_year(year: int, book: GreenBook) -> None:
    first = book.obligation.first_year
    if year < first:
        raise InputError(
            f"year : l'exercice {year} précède l'annexe, qui commence avec les comptes {first}. "
            f"Années acceptées : {first} à 2100. Exemple : {first + 1}.",
            field="year",
        )


def account_refusal(account: str) -> str:
    """Why an account cannot be rated, in French; empty for a known one and for none."""
    if not account or load_book().accounts.known(account):
        return ""
    return (
        f"le compte « {account[:20]} » n'est pas un compte d'investissement M57 connu de Jalon. "
        "Acceptés : les comptes 16, 20, 21 et 23 et leurs subdivisions, ou rien. Exemple : 21312."
    )


def _identity(budget: GreenBudgetInput, book: GreenBook) -> str:
    content = f"green|{book.version}|{budget.model_dump_json()}"
    return "calc-" + hashlib.sha256(content.encode()).hexdigest()[:12]
