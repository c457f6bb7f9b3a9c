"""Checks of the owner's share: minimum contribution, balance, fonds de concours, loans."""

from collections.abc import Iterable
from decimal import Decimal

from assistant.calculators.financing.book import Rule
from assistant.calculators.financing.checks.outcome import outcome, verdict_of
from assistant.calculators.financing.codes import Severity, Verdict
from assistant.calculators.financing.figures import HUNDRED, Figures, percent_of, shown_percent, total
from assistant.calculators.financing.result import Check
from assistant.calculators.financing.shares import MinimumShare, applies, is_set_aside, minimum_share
from assistant.language.display import format_euros, format_percent


def own_contribution(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The owner brings its share of the public financing."""
    if not applies(rule, figures):
        return
    minimum = minimum_share(rule, figures)
    if minimum.exempt:
        yield outcome(rule, Verdict.OK, f"La règle ne s'applique pas : {minimum.exempt}.")
        return
    share, public = figures.owner_share, figures.public_financing
    limit = public * minimum.percent / HUNDRED
    holds = share >= limit
    because = (
        f"Votre part est de {format_euros(share)}, soit {format_percent(shown_percent(percent_of(share, public)))} des "
        f"{format_euros(public)} de financements publics ; il en faut {format_percent(minimum.percent)}, "
        f"soit {format_euros(limit)}"
    )
    yield outcome(
        rule,
        verdict_of(rule, holds=holds),
        because + _told(rule, figures, minimum, holds=holds),
        measured=share,
        limit=limit,
        unit="€",
    )


def _told(rule: Rule, figures: Figures, minimum: MinimumShare, *, holds: bool) -> str:
    if minimum.because:
        return f" ({minimum.because})."
    if holds or rule.severity is not Severity.BLOCK:
        return "."
    claims = {claim.id: claim for claim in figures.plan.operation.derogations if not claim.obtained}
    asked = [figures.book.derogations[name].label for name in claims if rule.id in figures.book.derogations[name].rules]
    if asked:
        return f". Dérogation à obtenir avant de compter dessus : {' ; '.join(asked)}."
    return ". Des dérogations existent (bâtiment scolaire, monument, pont…) : elles se demandent au préfet."


def one_of_schemes(rule: Rule, figures: Figures) -> Iterable[Check]:
    """Two schemes are not combined."""
    if not applies(rule, figures):
        return
    used = {figures.scheme(grant).label for grant in figures.paying(rule)}
    aside = is_set_aside(rule, figures)
    holds = len(used) < len(rule.schemes) or bool(aside)
    told = f"écartée ({aside})" if aside else f"aides du plan : {', '.join(sorted(used)) or 'aucune'}"
    yield outcome(rule, verdict_of(rule, holds=holds), f"{rule.title} : {told}.")


def loans(rule: Rule, figures: Figures) -> Iterable[Check]:
    """A loan covers the owner's share."""
    amount = figures.loans
    because = (
        f"{format_euros(amount)} d'emprunt : ils ne comptent pas comme une aide et couvrent votre part "
        f"de {format_euros(figures.owner_share)}, que vous remboursez."
        if amount
        else "Le plan n'a pas d'emprunt."
    )
    yield outcome(rule, verdict_of(rule, holds=not amount), because, measured=amount, unit="€")


def balance(rule: Rule, figures: Figures) -> Iterable[Check]:
    """Resources equal costs."""
    resources = figures.own_funds + figures.loans + figures.public_aid + figures.private_aid + figures.fctva_resource
    overdrawn = figures.own_funds < 0
    holds = resources == figures.to_finance and not overdrawn
    if overdrawn:
        because = f"Les ressources dépassent les dépenses de {format_euros(-figures.own_funds)}."
    else:
        because = (
            f"Ressources {format_euros(resources)}, dépenses {format_euros(figures.to_finance)}"
            + ("" if holds else f" : écart de {format_euros(abs(resources - figures.to_finance))}")
            + "."
        )
    measured = resources - figures.own_funds if overdrawn else resources
    yield outcome(rule, verdict_of(rule, holds=holds), because, measured=measured, limit=figures.to_finance, unit="€")


def epci_contribution(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The fonds de concours do not exceed the share of who receives them."""
    grants = figures.paying(rule)
    if not grants:
        return
    amount: Decimal = total(map(figures.amount, grants))
    holds = amount <= figures.owner_share
    because = (
        f"Fonds de concours {format_euros(amount)}, part du bénéficiaire hors subventions "
        f"{format_euros(figures.owner_share)}."
    )
    yield outcome(rule, verdict_of(rule, holds=holds), because, measured=amount, limit=figures.owner_share, unit="€")


def owner_kind(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The scheme is open to this kind of owner."""
    for grant in figures.concerned(rule):
        holds = figures.plan.owner.kind in rule.owners
        told = "peut la demander" if holds else "n'est pas parmi ses bénéficiaires"
        because = f"{figures.name(grant)} : ce type de maître d'ouvrage {told}."
        yield outcome(rule, verdict_of(rule, holds=holds), because, subject=grant.id)
