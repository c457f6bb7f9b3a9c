"""A plan as a workbook: costs and resources with formulas, checks, cash, dates, sources."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.calculators.financing import Basis, PlanResult
from assistant.export.plan.words import NATURES, NOTICE, VERDICTS, best_plan, conclusion, ordered_checks, status_of

EUROS, PERCENT, DAY = '#,##0.00\\ "€"', "0.00%", "DD/MM/YYYY"
HEAD = PatternFill("solid", fgColor="E3EEF0")
BOLD = Font(bold=True)
LINE_HEIGHT = 14.0  # points
Value = str | Decimal | int | date | None


class Formula(str):
    """A formula of ours; any other text is written as text, even when it begins with «=»."""


def plan_workbook(result: PlanResult) -> bytes:
    """The workbook as bytes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _plan(sheet, result)
    _checks(book.create_sheet("Contrôles"), result)
    _cash(book.create_sheet("Trésorerie"), result)
    _dates(book.create_sheet("Calendrier"), result)
    for page in book.worksheets:
        _print_on_a_page_width(page)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _plan(sheet: Worksheet, result: PlanResult) -> None:
    sheet.title = "Plan"
    basis = "hors taxes" if result.plan.basis is Basis.EXCLUDING_TAX else "toutes taxes comprises"
    _line(sheet, [result.plan.title or "Plan de financement"], bold=True)
    _line(sheet, [f"Plan {basis}. {conclusion(result)} {best_plan(result)}".strip()])
    _line(sheet, [""])
    first, last = _costs(sheet, result)
    _line(sheet, [""])
    column = "B" if result.plan.basis is Basis.EXCLUDING_TAX else "E"
    _resources(sheet, result, cost=f"{column}{last + 1}")
    _widths(sheet, (64, 18, 12, 18, 18, 70))
    _wrap(sheet, columns=(1, 6))
    sheet.freeze_panes = f"A{first}"


def _costs(sheet: Worksheet, result: PlanResult) -> tuple[int, int]:
    """The table of costs; the rows of its first and last line, its totals being the next one."""
    _head(sheet, ["Dépense", "Montant HT", "TVA", "Montant de TVA", "Montant TTC", "Nature"])
    first = sheet.max_row + 1
    for line in result.plan.costs:
        row = sheet.max_row + 1
        tax = Formula(f"=ROUND(B{row}*C{row},2)")
        _line(
            sheet,
            [line.label or line.id, line.amount_excl_tax, line.vat_rate / 100, tax, Formula(f"=B{row}+D{row}"),
             NATURES[line.nature]],
            (None, EUROS, PERCENT, EUROS, EUROS, None),
        )  # fmt: skip
    last = sheet.max_row
    totals = ["Total", *(_sum_of(letter, first, last) for letter in "B"), "", *(_sum_of(x, first, last) for x in "DE")]
    _line(sheet, totals, (None, EUROS, None, EUROS, EUROS), bold=True)
    return first, last


def _resources(sheet: Worksheet, result: PlanResult, cost: str) -> None:
    _head(sheet, ["Ressource", "Montant", "Part du coût", "Assiette", "Statut", "D'où viennent ses conditions"])
    first = sheet.max_row + 1
    for source in result.sources:
        row = sheet.max_row + 1
        share = Formula(f"=IF({cost}=0,0,B{row}/{cost})")
        _line(
            sheet,
            [source.label, source.amount, share, source.base, status_of(source), source.terms],
            (None, EUROS, PERCENT, EUROS, None, None),
        )
    last = sheet.max_row
    _line(sheet, ["Total", _sum_of("B", first, last), _sum_of("C", first, last)], (None, EUROS, PERCENT), bold=True)
    _line(sheet, ["Écart avec les dépenses", Formula(f"=B{last + 1}-{cost}")], (None, EUROS))
    owner = [row for row, one in enumerate(result.sources, start=first) if one.kind in {"own_funds", "loan"}]
    share = Formula("=" + "+".join(f"B{row}" for row in owner))
    _line(sheet, ["Participation du maître d'ouvrage (autofinancement et emprunts)", share], (None, EUROS), bold=True)
    public = [row for row, one in enumerate(result.sources, start=first) if one.is_public_aid] + owner
    total = Formula("=" + "+".join(f"B{row}" for row in public))
    _line(sheet, ["Financements publics, votre part comprise", total], (None, EUROS))
    row = sheet.max_row
    _line(sheet, ["Taux de participation", Formula(f"=IF(B{row}=0,0,B{row - 1}/B{row})")], (None, PERCENT), bold=True)


def _checks(sheet: Worksheet, result: PlanResult) -> None:
    header = ["Avis", "Règle", "Constat", "Mesuré", "Limite", "Unité", "Référence", "Lien", "Vérification"]
    _head(sheet, header)
    for check in ordered_checks(result):
        verified = f", lue le {check.verified_on:%d/%m/%Y}" if check.verified_on else ""
        number = EUROS if check.unit == "€" else "0.00"
        _line(
            sheet,
            [VERDICTS[check.verdict], check.title, check.because, check.measured, check.limit, check.unit,
             check.reference, check.link, f"{check.confidence}{verified}"],
            (None, None, None, number, number),
        )  # fmt: skip
    for rule in result.optimum.binding if result.optimum else ():
        _line(sheet, ["Limite atteinte", "Meilleur plan", rule.because])
    for unused in result.optimum.unused if result.optimum else ():
        _line(sheet, ["Non retenue", "Meilleur plan", unused])
    _line(sheet, [""])
    _widths(sheet, (16, 40, 70, 16, 16, 8, 40, 50, 40))
    _wrap(sheet, columns=(2, 3, 7, 8, 9))
    _line(sheet, [NOTICE])
    sheet.freeze_panes = "A2"


def _cash(sheet: Worksheet, result: PlanResult) -> None:
    header = ["Année", "Dépenses HT", "TVA payée", "Annuités", "Aides", "FCTVA", "Emprunts", "Besoin", "Cumul"]
    _head(sheet, header)
    first = sheet.max_row + 1
    for year in result.cash:
        row = sheet.max_row + 1
        need = Formula(f"=B{row}+C{row}+D{row}-E{row}-F{row}-G{row}")
        cumulative = Formula(f"=H{row}" if row == first else f"=I{row - 1}+H{row}")
        _line(
            sheet,
            [year.year, year.expenses_excl_tax, year.vat, year.annuities, year.grants, year.fctva, year.loans,
             need, cumulative],
            (None, *[EUROS] * 8),
        )  # fmt: skip
    last = sheet.max_row
    _line(sheet, ["Total", *(_sum_of(letter, first, last) for letter in "BCDEFGH")], (None, *[EUROS] * 7), bold=True)
    _line(sheet, [""])
    for note in result.cash_notes:
        _line(sheet, [note])
    _widths(sheet, (12, *[18] * 8))


def _dates(sheet: Worksheet, result: PlanResult) -> None:
    _head(sheet, ["Date", "Échéance", "Précision"])
    for event in result.events:
        _line(sheet, [event.day, event.label, event.detail], (DAY, None, None))
    _widths(sheet, (14, 80, 40))


def _sum_of(letter: str, first: int, last: int) -> Formula:
    return Formula(f"=SUM({letter}{first}:{letter}{last})")


def _head(sheet: Worksheet, names: Sequence[str]) -> None:
    _line(sheet, names, bold=True, fill=HEAD)


def _line(
    sheet: Worksheet,
    values: Iterable[Value],
    formats: Sequence[str | None] = (),
    *,
    bold: bool = False,
    fill: PatternFill | None = None,
) -> None:
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for place, value in enumerate(values):
        cell = sheet.cell(row=row, column=place + 1)
        assert isinstance(cell, Cell)  # no cell is merged here
        _write(cell, value)
        if place < len(formats) and formats[place]:
            cell.number_format = str(formats[place])
        if bold:
            cell.font = BOLD
        if fill:
            cell.fill = fill


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        cell.data_type = "s"  # a label that begins with «=» is not a formula
    else:
        cell.value = value


def _widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _print_on_a_page_width(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _wrap(sheet: Worksheet, columns: Sequence[int]) -> None:
    """Wrap the texts of some columns below the title, each row as high as its longest text."""
    widths = {column: sheet.column_dimensions[get_column_letter(column)].width for column in columns}
    for row in sheet.iter_rows(min_row=3):
        lines = [1]
        for column, cell in enumerate(row, start=1):
            cell.alignment = Alignment(vertical="top", wrap_text=column in columns)
            if column in columns:
                lines.append(ceil(len(str(cell.value or "")) / widths[column]))
        sheet.row_dimensions[row[0].row or 1].height = LINE_HEIGHT * max(lines)
