"""A green budget on a terminal."""

from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from assistant.calculators.greenbudget import GreenBudgetResult
from assistant.export.greenbudget.words import (
    NOTICE,
    RATINGS,
    TITLE,
    amount_of,
    axis_numbers,
    obligation_sentence,
    rating_sentence,
)
from assistant.language.display import format_euros

WIDTH = 120


def green_budget_text(result: GreenBudgetResult) -> str:
    """The lines with their ratings, the sums by axis, the reasons."""
    console = Console(file=StringIO(), width=WIDTH, color_system=None)
    console.print(result.budget.title or TITLE, markup=False)
    console.print(f"Exercice {result.budget.year}. {obligation_sentence(result)}", markup=False)
    console.print(_lines(result))
    console.print(_sums(result))
    for line in (*_reasons(result), "", NOTICE):
        console.print(line, markup=False, soft_wrap=True)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines())


def _lines(result: GreenBudgetResult) -> Table:
    table = Table(title="Dépenses", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Dépense")
    table.add_column("Compte")
    table.add_column("Montant", justify="right", no_wrap=True)
    for totals in result.totals:
        table.add_column(f"Axe {totals.number}")
    for one in result.lines:
        ratings = [RATINGS[rating.rating] for rating in one.ratings]
        table.add_row(one.line.label, one.line.account, format_euros(one.line.amount), *ratings)
    return table


def _sums(result: GreenBudgetResult) -> Table:
    table = Table(title="Sommes par axe", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Axe")
    for name in RATINGS.values():
        table.add_column(name, justify="right", no_wrap=True)
    for totals in result.totals:
        due = " (obligatoire)" if totals.is_mandatory else ""
        amounts = [format_euros(amount_of(totals, rating)) for rating in RATINGS]
        table.add_row(f"{totals.number}. {totals.label}{due}", *amounts)
    return table


def _reasons(result: GreenBudgetResult) -> list[str]:
    numbers = axis_numbers(result)
    lines = ["Motifs, à confirmer par une personne"]
    for one in result.lines:
        told = [rating for rating in one.ratings if rating.rules]
        lines += [f"- {one.line.label} : {one.ratings[0].because}"] if not told else []
        lines += [f"- {one.line.label} : hors de l'annexe. {one.scope_because}"] if one.in_scope is False else []
        lines += [
            f"- {one.line.label}, axe {numbers[rating.axis]}, {RATINGS[rating.rating].lower()} : "
            f"{rating_sentence(rating)}"
            for rating in told
        ]
    return lines
