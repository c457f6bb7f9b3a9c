"""A financing plan on a terminal."""

from decimal import Decimal
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from assistant.calculators.financing import Basis, PlanResult
from assistant.export.plan.words import (
    NOTICE,
    best_plan,
    check_sentence,
    conclusion,
    rate_of_source,
    status_of,
    told_checks,
)
from assistant.language.display import format_date, format_euros, format_percent

WIDTH = 110


def plan_text(result: PlanResult) -> str:
    """The plan, what the rules say of it, its cash and its dates."""
    console = Console(file=StringIO(), width=WIDTH, color_system=None)
    console.print(result.plan.title or "Plan de financement", markup=False)
    console.print(f"{conclusion(result)} {best_plan(result)}".strip(), markup=False)
    for part in (_costs(result), _resources(result), _cash(result)):
        console.print(part)
    for line in (*_checks(result), *_best(result), *result.cash_notes, *_dates(result), "", NOTICE):
        console.print(line, markup=False, soft_wrap=True)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines())


def _table(title: str, names: tuple[str, ...], *, amounts: tuple[int, ...]) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(names):
        table.add_column(name, justify="right" if place in amounts else "left", no_wrap=place in amounts)
    return table


def _costs(result: PlanResult) -> Table:
    table = _table("Dépenses", ("Dépense", "Montant HT", "TVA"), amounts=(1, 2))
    for line in result.plan.costs:
        table.add_row(line.label or line.id, format_euros(line.amount_excl_tax), format_percent(line.vat_rate))
    totals = result.totals
    table.add_row("Total", format_euros(totals.cost_excl_tax), format_euros(totals.vat))
    return table


def _resources(result: PlanResult) -> Table:
    basis = "HT" if result.plan.basis is Basis.EXCLUDING_TAX else "TTC"
    names = ("Ressource", "Montant", "Part", "Taux et assiette", "Statut", "Conditions")
    table = _table(f"Ressources (plan {basis})", names, amounts=(1, 2))
    for source in result.sources:
        share = format_percent(source.share_percent)
        amount = format_euros(source.amount)
        table.add_row(source.label, amount, share, rate_of_source(source), status_of(source), source.terms)
    totals = result.totals
    share = f"{format_percent(totals.owner_share_percent)} des {format_euros(totals.public_financing)} publics"
    table.add_row("Votre part", format_euros(totals.owner_share), "", share)
    return table


def _cash(result: PlanResult) -> Table:
    names = ("Année", "Dépenses TTC", "Aides", "FCTVA", "Emprunts", "Annuités", "Besoin", "Cumul")
    table = _table("Trésorerie", names, amounts=tuple(range(1, 8)))
    for year in result.cash:
        spent: Decimal = year.expenses_excl_tax + year.vat
        amounts = (spent, year.grants, year.fctva, year.loans, year.annuities, year.need, year.cumulative_need)
        table.add_row(str(year.year), *map(format_euros, amounts))
    return table


def _checks(result: PlanResult) -> list[str]:
    told = told_checks(result)
    kept = len(result.checks) - len(told)
    lines = [f"{check.title}. {check_sentence(check)}" for check in told]
    return ["", "Contrôles", *(f"- {line}" for line in lines), f"- Conforme : {kept} autres contrôles.", ""]


def _best(result: PlanResult) -> list[str]:
    if result.optimum is None:
        return []
    limits = [f"- {rule.because}" for rule in result.optimum.binding]
    unused = [f"- Non retenue : {aid}." for aid in result.optimum.unused]
    return ["Ce qui limite le plan", *limits, *unused, ""]


def _dates(result: PlanResult) -> list[str]:
    if not result.events:
        return []
    return ["", "Calendrier", *(f"- {format_date(event.day)} : {event.label}" for event in result.events)]
