"""A financing plan as it stands in a project sheet: resources, what the rules say, cash."""

from assistant.calculators.financing import PlanResult
from assistant.export.page import CALCULATED, Line, Section, TableView
from assistant.export.plan.words import (
    NOTICE,
    best_plan,
    check_sentence,
    conclusion,
    rate_of_source,
    status_of,
    told_checks,
)
from assistant.language.display import format_euros, format_percent, with_minus


def plan_tables(result: PlanResult) -> tuple[TableView, ...]:
    """The resources and the cash of a plan."""
    return (_resources(result), _cash(result))


def plan_section(result: PlanResult) -> Section:
    """What the rules say of a plan, each with its reference."""
    lines = [
        conclusion(result),
        best_plan(result),
        *map(check_sentence, told_checks(result)),
        *(rule.because for rule in (result.optimum.binding if result.optimum else ())),
        *result.cash_notes,
        f"Calcul {result.calculation_id}, règles {result.rules_version}. {NOTICE}",
    ]
    return Section(
        title="Contrôles du plan de financement",
        lines=tuple(Line(text=line, origin=CALCULATED) for line in lines if line),
    )


def _resources(result: PlanResult) -> TableView:
    rows = [
        (
            source.label,
            format_euros(source.amount),
            format_percent(source.share_percent),
            ", ".join(part for part in (rate_of_source(source), status_of(source), source.terms) if part),
        )
        for source in result.sources
    ]
    totals = result.totals
    share = f"{format_percent(totals.owner_share_percent)} des financements publics"
    rows.append(("Participation du maître d'ouvrage", format_euros(totals.owner_share), "", share))
    return TableView(
        title="Plan de financement", header=("Ressource", "Montant", "Part du coût", "Conditions"), rows=tuple(rows)
    )


def _cash(result: PlanResult) -> TableView:
    rows = tuple(
        (
            str(year.year),
            format_euros(year.expenses_excl_tax + year.vat),
            format_euros(year.grants),
            format_euros(year.fctva),
            with_minus(format_euros(year.need)),
            with_minus(format_euros(year.cumulative_need)),
        )
        for year in result.cash
    )
    header = ("Année", "Dépenses TTC", "Aides", "FCTVA", "Besoin", "Cumul")
    return TableView(title="Besoin de trésorerie", header=header, rows=rows)
