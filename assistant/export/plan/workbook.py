"""A plan as a workbook: costs and resources with formulas, checks, cash, dates, sources."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.calculators.financing import Basis, PlanResult
from assistant.export.plan.words import NATURES, NOTICE, VERDICTS, best_plan, conclusion, ordered_checks, status_of
from assistant.export.spreadsheet import (
    DAY,
    EUROS,
    PERCENT,
    Formula,
    head,
    line,
    saved,
    sum_of,
    widths,
    wrap,
)


def plan_workbook(result: PlanResult) -> bytes:
    """The workbook as bytes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _plan(sheet, result)
    _checks(book.create_sheet("Contrôles"), result)
    _cash(book.create_sheet("Trésorerie"), result)
    _dates(book.create_sheet("Calendrier"), result)
    return saved(book)


def _plan(sheet: Worksheet, result: PlanResult) -> None:
    sheet.title = "Plan"
    basis = "hors taxes" if result.plan.basis is Basis.EXCLUDING_TAX else "toutes taxes comprises"
    line(sheet, [result.plan.title or "Plan de financement"], bold=True)
    line(sheet, [f"Plan {basis}. {conclusion(result)} {best_plan(result)}".strip()])
    line(sheet, [""])
    first, last = _costs(sheet, result)
    line(sheet, [""])
    column = "B" if result.plan.basis is Basis.EXCLUDING_TAX else "E"
    _resources(sheet, result, cost=f"{column}{last + 1}")
    widths(sheet, (64, 18, 12, 18, 18, 70))
    wrap(sheet, columns=(1, 6))
    sheet.freeze_panes = f"A{first}"


def _costs(sheet: Worksheet, result: PlanResult) -> tuple[int, int]:
    """The table of costs; the rows of its first and last line, its totals being the next one."""
    head(sheet, ["Dépense", "Montant HT", "TVA", "Montant de TVA", "Montant TTC", "Nature"])
    first = sheet.max_row + 1
    for cost in result.plan.costs:
        row = sheet.max_row + 1
        tax = Formula(f"=ROUND(B{row}*C{row},2)")
        line(
            sheet,
            [cost.label or cost.id, cost.amount_excl_tax, cost.vat_rate / 100, tax, Formula(f"=B{row}+D{row}"),
             NATURES[cost.nature]],
            (None, EUROS, PERCENT, EUROS, EUROS, None),
        )  # fmt: skip
    last = sheet.max_row
    totals = ["Total", *(sum_of(letter, first, last) for letter in "B"), "", *(sum_of(x, first, last) for x in "DE")]
    line(sheet, totals, (None, EUROS, None, EUROS, EUROS), bold=True)
    return first, last


def _resources(sheet: Worksheet, result: PlanResult, cost: str) -> None:
    head(sheet, ["Ressource", "Montant", "Part du coût", "Assiette", "Statut", "D'où viennent ses conditions"])
    first = sheet.max_row + 1
    for source in result.sources:
        row = sheet.max_row + 1
        share = Formula(f"=IF({cost}=0,0,B{row}/{cost})")
        line(
            sheet,
            [source.label, source.amount, share, source.base, status_of(source), source.terms],
            (None, EUROS, PERCENT, EUROS, None, None),
        )
    last = sheet.max_row
    line(sheet, ["Total", sum_of("B", first, last), sum_of("C", first, last)], (None, EUROS, PERCENT), bold=True)
    line(sheet, ["Écart avec les dépenses", Formula(f"=B{last + 1}-{cost}")], (None, EUROS))
    owner = [row for row, one in enumerate(result.sources, start=first) if one.kind in {"own_funds", "loan"}]
    share = Formula("=" + "+".join(f"B{row}" for row in owner))
    line(sheet, ["Participation du maître d'ouvrage (autofinancement et emprunts)", share], (None, EUROS), bold=True)
    public = [row for row, one in enumerate(result.sources, start=first) if one.is_public_aid] + owner
    total = Formula("=" + "+".join(f"B{row}" for row in public))
    line(sheet, ["Financements publics, votre part comprise", total], (None, EUROS))
    row = sheet.max_row
    line(sheet, ["Taux de participation", Formula(f"=IF(B{row}=0,0,B{row - 1}/B{row})")], (None, PERCENT), bold=True)


def _checks(sheet: Worksheet, result: PlanResult) -> None:
    header = ["Avis", "Règle", "Constat", "Mesuré", "Limite", "Unité", "Référence", "Lien", "Vérification"]
    head(sheet, header)
    for check in ordered_checks(result):
        verified = f", lue le {check.verified_on:%d/%m/%Y}" if check.verified_on else ""
        number = EUROS if check.unit == "€" else "0.00"
        line(
            sheet,
            [VERDICTS[check.verdict], check.title, check.because, check.measured, check.limit, check.unit,
             check.reference, check.link, f"{check.confidence}{verified}"],
            (None, None, None, number, number),
        )  # fmt: skip
    for rule in result.optimum.binding if result.optimum else ():
        line(sheet, ["Limite atteinte", "Meilleur plan", rule.because])
    for unused in result.optimum.unused if result.optimum else ():
        line(sheet, ["Non retenue", "Meilleur plan", unused])
    line(sheet, [""])
    widths(sheet, (16, 40, 70, 16, 16, 8, 40, 50, 40))
    wrap(sheet, columns=(2, 3, 7, 8, 9))
    line(sheet, [NOTICE])
    sheet.freeze_panes = "A2"


def _cash(sheet: Worksheet, result: PlanResult) -> None:
    header = ["Année", "Dépenses HT", "TVA payée", "Annuités", "Aides", "FCTVA", "Emprunts", "Besoin", "Cumul"]
    head(sheet, header)
    first = sheet.max_row + 1
    for year in result.cash:
        row = sheet.max_row + 1
        need = Formula(f"=B{row}+C{row}+D{row}-E{row}-F{row}-G{row}")
        cumulative = Formula(f"=H{row}" if row == first else f"=I{row - 1}+H{row}")
        line(
            sheet,
            [year.year, year.expenses_excl_tax, year.vat, year.annuities, year.grants, year.fctva, year.loans,
             need, cumulative],
            (None, *[EUROS] * 8),
        )  # fmt: skip
    last = sheet.max_row
    line(sheet, ["Total", *(sum_of(letter, first, last) for letter in "BCDEFGH")], (None, *[EUROS] * 7), bold=True)
    line(sheet, [""])
    for note in result.cash_notes:
        line(sheet, [note])
    widths(sheet, (12, *[18] * 8))


def _dates(sheet: Worksheet, result: PlanResult) -> None:
    head(sheet, ["Date", "Échéance", "Précision"])
    for event in result.events:
        line(sheet, [event.day, event.label, event.detail], (DAY, None, None))
    widths(sheet, (14, 80, 40))
