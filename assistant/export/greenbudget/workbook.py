"""The annex «Impact du budget pour la transition écologique» as a workbook: sums by formula, lines, reasons."""

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.calculators.greenbudget import GreenBudgetResult
from assistant.export.greenbudget.words import (
    BASES,
    NOTICE,
    RATINGS,
    TITLE,
    TO_CONFIRM,
    axis_numbers,
    obligation_sentence,
)
from assistant.export.spreadsheet import DAY, EUROS, Formula, head, line, saved, sum_of, widths, wrap

LINES, REASONS = "Lignes", "Motifs"
FIRST, AMOUNT, AXES = 2, "D", "EFGHIJ"  # first row of the lines, their column of amounts, those of their six axes


def annex_workbook(result: GreenBudgetResult) -> bytes:
    """The workbook: changing a rating or an amount of the lines changes the sums of the annex."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _annex(sheet, result)
    _lines(book.create_sheet(LINES), result)
    _reasons(book.create_sheet(REASONS), result)
    return saved(book)


def _annex(sheet: Worksheet, result: GreenBudgetResult) -> None:
    budget = result.budget
    sheet.title = "Annexe"
    line(sheet, [TITLE], bold=True)
    named = " ".join(part for part in (budget.entity.name, budget.title) if part)
    line(sheet, [f"{named} Exercice {budget.year}. Montants : {BASES[budget.basis].lower()}.".strip()])
    line(sheet, [obligation_sentence(result)])
    line(sheet, [""])
    head(sheet, ["Axe", *RATINGS.values(), "Total", "Obligatoire"])
    last = FIRST + len(result.lines) - 1
    amounts = f"{LINES}!${AMOUNT}${FIRST}:${AMOUNT}${last}"
    for totals, letter in zip(result.totals, AXES, strict=True):
        row = sheet.max_row + 1
        cells = f"{LINES}!${letter}${FIRST}:${letter}${last}"
        sums = [Formula(f'=SUMIFS({amounts},{cells},"{name}")') for name in RATINGS.values()]
        total = Formula(f"=SUM(B{row}:F{row})")
        is_due = "oui" if totals.is_mandatory else "non" if result.obligation.is_mandatory is not None else "à préciser"
        line(sheet, [f"{totals.number}. {totals.label}", *sums, total, is_due], (None, *[EUROS] * 6, None))
    line(sheet, [""])
    line(sheet, [NOTICE])
    line(sheet, [f"Calcul {result.calculation_id}, règles {result.rules_version}."])
    widths(sheet, (70, *[18] * 6, 14))
    wrap(sheet, columns=(1,))


def _lines(sheet: Worksheet, result: GreenBudgetResult) -> None:
    axes = [f"Axe {one.number}" for one in result.totals]
    head(sheet, ["Compte", "Libellé", "Description", "Montant", *axes, "Dans l'annexe", "Confirmé par", "Le"])
    scope = {True: "oui", False: "non", None: "à préciser"}
    for one in result.lines:
        given = one.line
        ratings = [RATINGS[rating.rating] for rating in one.ratings]
        values = [given.account, given.label, given.description, given.amount, *ratings, scope[one.in_scope], "", None]
        line(sheet, values, (None, None, None, EUROS, *[None] * 8, DAY))
    last = sheet.max_row
    choice = DataValidation(type="list", formula1=f'"{",".join(RATINGS.values())}"', allow_blank=False)
    sheet.add_data_validation(choice)
    choice.add(f"{AXES[0]}{FIRST}:{AXES[-1]}{last}")
    line(sheet, ["Total", "", "", sum_of(AMOUNT, FIRST, last)], (None, None, None, EUROS), bold=True)
    line(sheet, [f"Cotations {TO_CONFIRM} : corrigez-les ici, l'annexe se recalcule."])
    widths(sheet, (12, 50, 50, 18, *[14] * 6, 16, 24, 14))
    sheet.freeze_panes = "A2"


def _reasons(sheet: Worksheet, result: GreenBudgetResult) -> None:
    numbers = axis_numbers(result)
    head(sheet, ["Libellé", "Axe", "Cotation", "Motif", "Référence", "Repère", "Lien", "Confiance", "Lue le"])
    for one in result.lines:
        for rating in one.ratings:
            line(
                sheet,
                [one.line.label, numbers[rating.axis], RATINGS[rating.rating], rating.because, rating.reference,
                 rating.locator, rating.link, rating.confidence, rating.verified_on],
                (*[None] * 8, DAY),
            )  # fmt: skip
    widths(sheet, (40, 6, 14, 60, 50, 30, 50, 18, 12))
    wrap(sheet, columns=(1, 4, 5, 6, 7))
    sheet.freeze_panes = "A2"
