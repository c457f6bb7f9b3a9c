"""Checks of the aids: rates, bases, caps, expenses financed twice, conditions."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from assistant.calculators.financing.book import Rule
from assistant.calculators.financing.caps import allocation_caps, line_groups, public_aid_limit
from assistant.calculators.financing.checks.outcome import outcome, verdict_of
from assistant.calculators.financing.codes import Verdict
from assistant.calculators.financing.figures import HUNDRED, Figures, shown_percent, total
from assistant.calculators.financing.inputs import Grant
from assistant.calculators.financing.result import Check
from assistant.calculators.financing.shares import is_exempt
from assistant.language.display import format_decimal, format_euros, format_percent


def _of_grant(
    rule: Rule, grant: Grant, because: str, *, holds: bool, measured: Decimal, limit: Decimal, unit: str
) -> Check:
    """The outcome of a rule on one aid, measured against a limit."""
    return outcome(
        rule, verdict_of(rule, holds=holds), because, subject=grant.id, measured=measured, limit=limit, unit=unit
    )


def aid_maximum(rule: Rule, figures: Figures) -> Iterable[Check]:
    """An aid stays within its base, rate and ceiling."""
    for grant in figures.paying(rule):
        amount, limit = figures.amount(grant), figures.limit(grant)
        because = (
            f"{figures.name(grant)} : {format_euros(amount)} sur une assiette de "
            f"{format_euros(figures.base(grant))}, maximum {format_euros(limit)}."
        )
        yield _of_grant(rule, grant, because, holds=amount <= limit, measured=amount, limit=limit, unit="€")


def aid_minimum(rule: Rule, figures: Figures) -> Iterable[Check]:
    """An aid reaches its floor."""
    for grant in figures.paying(rule):
        if grant.floor is None:
            continue
        amount = figures.amount(grant)
        because = f"{figures.name(grant)} : {format_euros(amount)}, plancher {format_euros(grant.floor)}."
        yield _of_grant(rule, grant, because, holds=amount >= grant.floor, measured=amount, limit=grant.floor, unit="€")


def line_capacity(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The aids on the same expenses do not exceed them."""
    broken = False
    for group in line_groups(figures):
        amount = total(map(figures.amount, group.grants))
        if amount > group.cost:
            broken = True
            names = ", ".join(sorted(figures.name(grant) for grant in group.grants if figures.amount(grant)))
            lines = ", ".join(line.label or line.id for line in group.lines)
            because = f"{names} : {format_euros(amount)} d'aides pour {format_euros(group.cost)} de dépenses ({lines})."
            yield outcome(rule, verdict_of(rule, holds=False), because, measured=amount, limit=group.cost, unit="€")
    if not broken:
        yield outcome(rule, Verdict.OK, "Les aides assises sur les mêmes dépenses ne les dépassent pas.")


def same_scheme_twice(rule: Rule, figures: Figures) -> Iterable[Check]:
    """A scheme is not asked twice for the same expense."""
    for first, second in combinations(figures.paying(rule), 2):
        if first.scheme != second.scheme:
            continue
        shared = {line.id for line in figures.lines(first)} & {line.id for line in figures.lines(second)}
        told = f"dépenses communes : {', '.join(sorted(shared))}" if shared else "aucune dépense commune"
        because = f"{figures.name(first)} est demandée deux fois ({first.id}, {second.id}) ; {told}."
        yield outcome(rule, verdict_of(rule, holds=not shared), because, subject=second.id)


def group_cap(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The State's allocations, alone and together, stay under their share of the expense."""
    for cap in allocation_caps(rule, figures):
        amount = total(map(figures.amount, cap.grants))
        if not amount:
            continue
        names = " + ".join(figures.scheme(grant).id.upper() for grant in cap.grants)
        because = (
            f"{names} : {format_euros(amount)}, au plus {format_percent(rule.percent)} de la dépense "
            f"subventionnable de {format_euros(cap.base)}, soit {format_euros(cap.limit)}."
        )
        yield outcome(
            rule, verdict_of(rule, holds=amount <= cap.limit), because,
            subject=cap.grants[0].id if len(cap.grants) == 1 else None, measured=amount, limit=cap.limit, unit="€",
        )  # fmt: skip


def _rates(rule: Rule, figures: Figures) -> Iterable[tuple[Grant, Decimal, str]]:
    for grant in figures.paying(rule):
        rate = figures.rate(grant)
        told = (
            f"{figures.name(grant)} : {format_percent(shown_percent(rate))} de son assiette, "
            f"repère {format_percent(rule.percent)}."
        )
        yield grant, rate, told


def minimum_rate(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The rate is not under the minimum."""
    for grant, rate, told in _rates(rule, figures):
        yield _of_grant(
            rule, grant, told, holds=rate >= rule.percent, measured=shown_percent(rate), limit=rule.percent, unit="%"
        )


def maximum_rate(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The rate is not over the maximum."""
    for grant, rate, told in _rates(rule, figures):
        yield _of_grant(
            rule, grant, told, holds=rate <= rule.percent, measured=shown_percent(rate), limit=rule.percent, unit="%"
        )


def amount_over(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The amount stays under what calls for one more step."""
    for grant in figures.paying(rule):
        amount = figures.amount(grant)
        because = f"{figures.name(grant)} : {format_euros(amount)}, seuil {format_euros(rule.amount)}."
        yield _of_grant(rule, grant, because, holds=amount <= rule.amount, measured=amount, limit=rule.amount, unit="€")


def public_aid_cap(rule: Rule, figures: Figures) -> Iterable[Check]:
    """Public aid stays under a share of the cost."""
    if not figures.paying(rule):
        return
    if is_exempt(rule, figures):
        yield outcome(rule, Verdict.UNKNOWN, "Outre-mer : plafond à demander à la préfecture.")
        return
    limit = public_aid_limit(rule, figures)
    because = f"Aides publiques {format_euros(figures.public_aid)}, au plus {format_euros(limit)}."
    yield outcome(
        rule, verdict_of(rule, holds=figures.public_aid <= limit), because,
        measured=figures.public_aid, limit=limit, unit="€",
    )  # fmt: skip


def counterpart(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The European aid finds its public counterpart."""
    for grant in figures.paying(rule):
        amount = figures.amount(grant)
        limit = figures.public_financing * rule.percent / HUNDRED
        because = (
            f"{figures.name(grant)} : {format_euros(amount)}, au plus {format_percent(rule.percent)} de la "
            f"dépense publique, soit {format_euros(limit)}."
        )
        yield _of_grant(rule, grant, because, holds=amount <= limit, measured=amount, limit=limit, unit="€")


def private_money(rule: Rule, figures: Figures) -> Iterable[Check]:
    """Say that an aid counts as private."""
    amount = total(map(figures.amount, figures.paying(rule)))
    because = f"{format_euros(amount)} comptés comme financement privé." if amount else "Le plan n'en a pas."
    yield outcome(rule, verdict_of(rule, holds=not amount), because, measured=amount, unit="€")


def cost_nature(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The base has no expense of the wrong nature."""
    for grant in figures.concerned(rule):
        wrong = [line.label or line.id for line in figures.lines(grant) if line.nature in rule.natures]
        told = f"dépenses de fonctionnement dans l'assiette : {', '.join(wrong)}" if wrong else "assiette conforme"
        because = f"{figures.name(grant)} : {told}."
        yield outcome(rule, verdict_of(rule, holds=not wrong), because, subject=grant.id)


def base_excluding_tax(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The base is excluding tax."""
    for grant in figures.concerned(rule):
        told = "toutes taxes comprises" if grant.base_includes_tax else "hors taxes"
        because = f"{figures.name(grant)} : assiette {told}."
        yield outcome(rule, verdict_of(rule, holds=not grant.base_includes_tax), because, subject=grant.id)


def renovation(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The renovation saves enough energy, in a building that exists."""
    operation = figures.plan.operation
    saving = operation.energy_saving_percent
    for grant in figures.concerned(rule):
        name = figures.name(grant)
        if operation.is_existing_building is False:
            yield outcome(rule, verdict_of(rule, holds=False), f"{name} : construction neuve.", subject=grant.id)
        elif saving is None or operation.is_existing_building is None:
            because = f"{name} : indiquez l'économie d'énergie finale attendue et si le bâtiment existe."
            yield outcome(rule, Verdict.UNKNOWN, because, subject=grant.id)
        else:
            because = f"{name} : {format_decimal(saving)} % d'économie, {format_percent(rule.percent)} au moins."
            yield _of_grant(
                rule, grant, because, holds=saving >= rule.percent, measured=saving, limit=rule.percent, unit="%"
            )
