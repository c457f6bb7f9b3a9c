"""An estimate as a table that a spreadsheet opens: figures, inputs, steps and factors, one a row."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.calculators.footprint import FootprintResult, InputStatus
from assistant.export.french_csv import french_csv

HEADER = ("Partie", "Libellé", "Valeur", "Unité", "Bas à 95 %", "Haut à 95 %", "Détail", "Source")
STATUSES = {
    InputStatus.GIVEN: "donnée par vous",
    InputStatus.DEFAULT: "par défaut",
    InputStatus.ASSUMPTION: "hypothèse à confirmer",
}


def footprint_csv(result: FootprintResult) -> bytes:
    """The table as French spreadsheets read it."""
    return french_csv(HEADER, _rows(result))


def _rows(result: FootprintResult) -> Iterator[tuple[str | Decimal, ...]]:
    for figure in result.figures:
        bounds = figure.interval or figure.partial_interval
        low, high = (bounds.low, bounds.high) if bounds else ("", "")
        detail = "intervalle partiel" if figure.partial_interval else ""
        yield "Résultat", figure.label, figure.value, figure.unit, low, high, detail, result.calculation_id
    for value in result.inputs:
        told = value.value if isinstance(value.value, Decimal) else value.display
        yield "Donnée", value.label, told, value.unit, "", "", STATUSES[value.status], value.because
    for step in result.steps:
        yield "Calcul", step.label, step.value, step.unit, "", "", step.expression, step.factor_id or ""
    for used in result.factors:
        place = f"{used.source}, {used.locator}, {used.licence}"
        yield "Facteur", used.label, used.value, used.unit, "", "", used.factor_id, place
    for warning in result.warnings:
        yield "À savoir", warning, "", "", "", "", "", ""
