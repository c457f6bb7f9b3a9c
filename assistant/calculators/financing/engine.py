"""Judge a plan: its references, then every rule in force, its amounts, its cash and its dates."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from assistant.calculators.financing.book import RuleBook, load_book
from assistant.calculators.financing.caps import MOST_BASES, distinct_bases
from assistant.calculators.financing.cash import yearly_cash
from assistant.calculators.financing.checks import KINDS
from assistant.calculators.financing.codes import Verdict
from assistant.calculators.financing.events import events_of
from assistant.calculators.financing.figures import Figures
from assistant.calculators.financing.inputs import PlanInput
from assistant.calculators.financing.result import Check, Optimum, PlanResult
from assistant.errors import InputError


def check_plan(plan: PlanInput) -> PlanResult:
    """The plan judged as it stands; raises InputError naming the field of an unknown or repeated reference."""
    book = load_book()
    check_references(plan, book)
    return judged(Figures(plan, book))


def judged(figures: Figures, optimum: Optimum | None = None) -> PlanResult:
    """The result for a plan whose references hold."""
    checks = run_checks(figures)
    cash, notes = yearly_cash(figures)
    return PlanResult(
        calculation_id=_identity(figures.plan, figures.book, optimum),
        rules_version=figures.book.version,
        plan=figures.plan,
        is_legal=all(check.verdict is not Verdict.BLOCK for check in checks),
        totals=figures.totals,
        sources=figures.sources(),
        checks=checks,
        cash=cash,
        cash_notes=notes,
        events=events_of(figures),
        optimum=optimum,
    )


def run_checks(figures: Figures) -> tuple[Check, ...]:
    """Every rule in force, in the order of the rule book."""
    return tuple(check for rule in figures.book.in_force(figures.plan.on) for check in KINDS[rule.kind](rule, figures))


def check_references(plan: PlanInput, book: RuleBook) -> None:
    """Raise InputError, naming the field, for a code that the data do not know or an id that is repeated."""
    lines = {line.id for line in plan.costs}
    _unique("costs", [line.id for line in plan.costs])
    _unique("grants", [grant.id for grant in plan.grants])
    _unique("loans", [loan.id for loan in plan.loans])
    for place, grant in enumerate(plan.grants):
        _known(f"grants.{place}.scheme", [grant.scheme], book.schemes, "Dispositif")
        _known(f"grants.{place}.lines", grant.lines, lines, "Ligne de dépense")
    for place, claim in enumerate(plan.operation.derogations):
        _known(f"operation.derogations.{place}.id", [claim.id], book.derogations, "Dérogation")
    if len(distinct_bases(Figures(plan, book), plan.grants)) > MOST_BASES:
        raise InputError(
            f"grants : les aides portent sur plus de {MOST_BASES} assiettes différentes. "
            "Regroupez des lignes de dépense.",
            field="grants",
        )


def _known(field: str, names: Iterable[str], among: Iterable[str], what: str) -> None:
    known = sorted(among)
    for name in names:
        if name not in known:
            raise InputError(
                f"{field} : {what} « {name[:60]} » n'existe pas. Possibles : {', '.join(known)}.", field=field
            )


def _unique(field: str, names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise InputError(
                f"{field} : l'identifiant « {name} » sert {count} fois. Donnez-en un à chacun.", field=field
            )


def _identity(plan: PlanInput, book: RuleBook, optimum: Optimum | None) -> str:
    content = f"{book.version}|{optimum is not None}|{plan.model_dump_json()}"
    return "calc-" + hashlib.sha256(content.encode()).hexdigest()[:12]
