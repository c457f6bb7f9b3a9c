"""Checks of the FCTVA: what it is not, its amount, the expenses that give it."""

from collections.abc import Iterable

from assistant.calculators.financing.book import Rule
from assistant.calculators.financing.checks.outcome import outcome, verdict_of
from assistant.calculators.financing.codes import Basis, FctvaKind
from assistant.calculators.financing.figures import Figures
from assistant.calculators.financing.result import Check
from assistant.language.display import format_euros


def fctva_resource(rule: Rule, figures: Figures) -> Iterable[Check]:
    """A plan excluding tax has no FCTVA among its resources."""
    is_without_tax = figures.plan.basis is Basis.EXCLUDING_TAX
    written = figures.fctva_resource
    told = (
        f"Le plan est hors taxes et compte {format_euros(written)} de FCTVA : retirez-le, il compense la TVA."
        if is_without_tax and written
        else "Le FCTVA est tenu à part des aides et de votre part."
    )
    holds = not (is_without_tax and written)
    yield outcome(rule, verdict_of(rule, holds=holds), told, measured=written, unit="€")


def fctva_amount(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The FCTVA is not more than what the expenses give."""
    written = figures.fctva_resource
    because = f"FCTVA calculé : {format_euros(figures.fctva)} ; inscrit au plan : {format_euros(written)}."
    yield outcome(
        rule, verdict_of(rule, holds=written <= figures.fctva), because,
        measured=written, limit=figures.fctva, unit="€",
    )  # fmt: skip


def fctva_vat_paid(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The expense has borne VAT."""
    for line in figures.plan.costs:
        if line.fctva is not FctvaKind.NONE:
            told = "a supporté la TVA" if line.vat_rate else "n'a pas de TVA : elle ne donne pas de FCTVA"
            because = f"La dépense « {line.label or line.id} » {told}."
            yield outcome(rule, verdict_of(rule, holds=bool(line.vat_rate)), because, subject=line.id)


def fctva_nature(rule: Rule, figures: Figures) -> Iterable[Check]:
    """Few running costs give FCTVA."""
    for line in figures.plan.costs:
        if line.fctva is FctvaKind.STANDARD:
            holds = line.nature not in rule.natures
            told = "est éligible par nature" if holds else "est du fonctionnement : vérifiez qu'il s'agit d'entretien"
            because = f"La dépense « {line.label or line.id} » {told}."
            yield outcome(rule, verdict_of(rule, holds=holds), because, subject=line.id)


def grant_with_tax(rule: Rule, figures: Figures) -> Iterable[Check]:
    """A State grant computed with tax is taken off the base of the FCTVA."""
    for grant in figures.concerned(rule):
        compensated = any(figures.fctva_of(line) for line in figures.lines(grant))
        holds = not (grant.base_includes_tax and compensated)
        told = "hors taxes ou sans FCTVA" if holds else "toutes taxes comprises sur des dépenses qui donnent du FCTVA"
        because = f"{figures.name(grant)} : assiette {told}."
        yield outcome(rule, verdict_of(rule, holds=holds), because, subject=grant.id)
