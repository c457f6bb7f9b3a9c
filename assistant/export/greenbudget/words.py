"""The words of a green budget that every face shows the same."""

from collections.abc import Mapping
from decimal import Decimal

from assistant.calculators.greenbudget import (
    AmountBasis,
    AxisRating,
    AxisTotals,
    EntityKind,
    GreenBudgetResult,
    RatedLine,
    Rating,
)
from assistant.language.display import format_date, format_euros

RATINGS: Mapping[Rating, str] = {
    Rating.FAVOURABLE: "Favorable",
    Rating.MIXED: "Mixte",
    Rating.NEUTRAL: "Neutre",
    Rating.UNFAVOURABLE: "Défavorable",
    Rating.UNDEFINED: "Non coté",
}
ENTITIES: Mapping[EntityKind, str] = {
    EntityKind.COMMUNE: "Commune",
    EntityKind.EPCI: "Intercommunalité",
    EntityKind.SYNDICATE: "Syndicat",
    EntityKind.DEPARTMENT: "Département",
    EntityKind.REGION: "Région",
    EntityKind.PUBLIC_BODY: "Établissement public (CCAS, SDIS…)",
}
BASES: Mapping[AmountBasis, str] = {
    AmountBasis.EXCLUDING_TAX: "Hors taxes",
    AmountBasis.VOTED: "Votés",
    AmountBasis.PAID: "Mandatés (comptes de l'exercice)",
}
TITLE = "Impact du budget pour la transition écologique"
TO_CONFIRM = "à confirmer par une personne"
NOTICE = (
    "Projet de cotation établi par Jalon d'après les mots et les comptes : chaque cotation est à confirmer par une "
    "personne. Celles marquées « à vérifier » sont une lecture de Jalon, sans guide lu. L'arrêté qui fixe le modèle de "
    "l'annexe n'a pas été lu : rapprochez ce tableau de votre maquette."
)


def amount_of(totals: AxisTotals, rating: Rating) -> Decimal:
    """The sum of an axis for a rating, in euros."""
    value: Decimal = getattr(totals, rating.value)
    return value


def obligation_sentence(result: GreenBudgetResult) -> str:
    """Whether the annex is due for the year, on which axes, with the reference."""
    obligation = result.obligation
    numbers = ", ".join(str(one.number) for one in result.totals if one.axis in obligation.axes)
    axes = f" Axes de l'exercice {result.budget.year} : {numbers}." if numbers else ""
    doubt = f" À vérifier : {obligation.to_verify}." if obligation.to_verify and obligation.axes else ""
    return f"{obligation.because}{axes}{doubt} ({obligation.reference})"


def axis_sentence(totals: AxisTotals) -> str:
    """The sums of an axis in words, those that are null left out."""
    sums = [
        f"{name.lower()} {format_euros(amount_of(totals, rating))}"
        for rating, name in RATINGS.items()
        if amount_of(totals, rating)
    ]
    return f"Axe {totals.number}, {totals.label} : {', '.join(sums) or format_euros(0)}"


def rating_sentence(rating: AxisRating) -> str:
    """Why a line is rated so on an axis, with its source; one that nobody has read is marked."""
    if not rating.rules:
        return rating.because
    doubt = f", {rating.confidence}" if rating.confidence else ""
    return f"{rating.because} {rating.reference}, {rating.locator}{doubt}"


def line_sentence(line: RatedLine, numbers: Mapping[str, int]) -> str:
    """A line with its ratings by number of axis, those that are not rated left out."""
    told = [
        f"axe {numbers[one.axis]} {RATINGS[one.rating].lower()}"
        for one in line.ratings
        if one.rating is not Rating.UNDEFINED
    ]
    account = f", compte {line.line.account}" if line.line.account else ""
    return f"{line.line.label} ({format_euros(line.line.amount)}{account}) : {', '.join(told) or 'aucun axe coté'}"


def confirmation_sentence(result: GreenBudgetResult) -> str:
    """Who has confirmed the ratings and when, or that nobody has."""
    if result.confirmation is None:
        return f"Cotations {TO_CONFIRM}."
    return f"Cotations confirmées par {result.confirmation.by} le {format_date(result.confirmation.on)}."


def axis_numbers(result: GreenBudgetResult) -> dict[str, int]:
    """The number of each axis."""
    return {one.axis.value: one.number for one in result.totals}


def budget_sentences(result: GreenBudgetResult) -> list[str]:
    """The whole draft in sentences: lines with their reasons, sums by axis, the obligation."""
    numbers = axis_numbers(result)
    lines: list[str] = []
    for line in result.lines:
        lines.append(line_sentence(line, numbers))
        lines += [
            f"{line.line.label}, axe {numbers[one.axis]} : {rating_sentence(one)}" for one in line.ratings if one.rules
        ]
    return [
        confirmation_sentence(result),
        *lines,
        *map(axis_sentence, result.totals),
        obligation_sentence(result),
        NOTICE,
    ]
