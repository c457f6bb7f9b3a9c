"""An estimate as a table that a spreadsheet opens: figures, inputs, steps and factors, one a row."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO

from assistant.calculators.footprint import FootprintResult, InputStatus

CSV_TYPE = "text/csv; charset=utf-8"
HEADER = ("Partie", "Libellé", "Valeur", "Unité", "Bas à 95 %", "Haut à 95 %", "Détail", "Source")
STATUSES = {
    InputStatus.GIVEN: "donnée par vous",
    InputStatus.DEFAULT: "par défaut",
    InputStatus.ASSUMPTION: "hypothèse à confirmer",
}


def footprint_csv(result: FootprintResult) -> bytes:
    """The table in UTF-8 with its mark, separated by «;», decimals with a comma, as French spreadsheets read it."""
    text = StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(HEADER)
    rows.writerows(_rows(result))
    return text.getvalue().encode("utf-8-sig")


def _rows(result: FootprintResult) -> Iterator[tuple[str, ...]]:
    for figure in result.figures:
        bounds = figure.interval or figure.partial_interval
        low, high = (_number(bounds.low), _number(bounds.high)) if bounds else ("", "")
        detail = "intervalle partiel" if figure.partial_interval else ""
        yield "Résultat", figure.label, _number(figure.value), figure.unit, low, high, detail, result.calculation_id
    for value in result.inputs:
        told = _number(value.value) if isinstance(value.value, Decimal) else value.display
        yield "Donnée", value.label, told, value.unit, "", "", STATUSES[value.status], value.because
    for step in result.steps:
        yield "Calcul", step.label, _number(step.value), step.unit, "", "", step.expression, step.factor_id or ""
    for used in result.factors:
        place = f"{used.source}, {used.locator}, {used.licence}"
        yield "Facteur", used.label, _number(used.value), used.unit, "", "", used.factor_id, place
    for warning in result.warnings:
        yield "À savoir", warning, "", "", "", "", "", ""


def _number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
