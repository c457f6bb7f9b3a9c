"""The plan as a workbook whose formulas add up, and as a calendar that a strict parser reads."""

import re
import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.calculators.financing import PlanResult, check_plan, optimise_plan
from assistant.export.plan import plan_calendar, plan_workbook
from tests.calculators.financing.plans import grant, plan

COSTS = [
    {"id": "travaux", "label": "Travaux", "amount_excl_tax": "250000.50"},
    {"id": "etude", "label": "Étude", "amount_excl_tax": "12000", "nature": "study"},
]
CALENDAR = {"first_commitment": "2027-03-01", "works_start": "2027-04-01", "works_end": "2028-06-30"}
AIDS = [
    grant("detr", max_rate_percent=40, deadline="2027-01-31"),
    grant("region", max_rate_percent=15),
    grant("cee", 8000),
    grant("ademe"),
]
LOANS = [{"id": "pret", "amount": 40000, "rate_percent": "3.5", "years": 15}]


def result(**changes: Any) -> PlanResult:
    content = {"title": "École", "costs": COSTS, "calendar": CALENDAR, "grants": AIDS, "loans": LOANS, **changes}
    return optimise_plan(plan(**content))


def sheets(content: bytes) -> dict[str, Worksheet]:
    book = load_workbook(BytesIO(content))
    return {name: book[name] for name in book.sheetnames}


def row_of(sheet: Worksheet, label: str) -> int:
    return next(row[0].row or 0 for row in sheet.iter_rows(max_col=1) if row[0].value == label)


def test_totals_are_formulas() -> None:
    sheet = sheets(plan_workbook(result()))["Plan"]
    total = row_of(sheet, "Total")
    assert sheet.cell(total, 2).value == f"=SUM(B{total - 2}:B{total - 1})"
    assert re.fullmatch(r"=ROUND\(B\d+\*C\d+,2\)", str(sheet.cell(total - 1, 4).value))


def test_every_check_stands_with_its_reference_and_its_verification() -> None:
    asked = result()
    sheet = sheets(plan_workbook(asked))["Contrôles"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for check in asked.checks:
        row = next(row for row in rows if row[2] == check.because)
        assert row[6] == check.reference
        assert row[7] == check.link
        assert (
            (f"lue le {check.verified_on:%d/%m/%Y}" in str(row[8]))
            if check.verified_on
            else ("vérifier" in str(row[8]))
        )
    assert any(row[0] == "Limite atteinte" for row in rows)
    assert any(row[0] == "Non retenue" and "ADEME" in str(row[2]) for row in rows)


@pytest.mark.parametrize("label", ["=HYPERLINK(1)", "+1", "@SUM(A1)", "a\x07b"])
def test_a_label_is_never_a_formula(label: str) -> None:
    costs = [{"id": "travaux", "label": label, "amount_excl_tax": 100}]
    sheet = sheets(plan_workbook(check_plan(plan(costs=costs, title=label))))["Plan"]
    cells = [cell for row in sheet.iter_rows(max_col=1) for cell in row]
    shown = label.replace("\x07", " ")
    assert [cell.data_type for cell in cells if cell.value == shown] == ["s", "s"]


def test_the_same_plan_gives_the_same_calendar() -> None:
    assert plan_calendar(result()) == plan_calendar(result())


def test_a_strict_parser_reads_the_calendar() -> None:
    asked = result()
    calendar = Calendar.from_ical(plan_calendar(asked))
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(asked.events)
    assert not calendar.errors
    for event in asked.events:
        read: Any = events[f"{asked.calculation_id}-{event.event_id}@jalon"]
        assert not read.errors
        assert read.decoded("dtstart") == event.day
        assert read["summary"] == event.label
        assert bool(read.walk("VALARM")) is (event.kind != "milestone")


def test_lines_of_the_calendar_are_folded_and_end_as_the_standard_says() -> None:
    content = plan_calendar(result(title="Rénovation de l'école ; lot n° 1, « toiture »"))
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert str(Calendar.from_ical(content)["x-wr-calname"]) == "Rénovation de l'école ; lot n° 1, « toiture »"


def test_a_plan_including_tax_measures_shares_on_the_cost_including_tax() -> None:
    sheet = sheets(plan_workbook(result(basis="incl_tax", loans=[])))["Plan"]
    total = row_of(sheet, "Total")
    share = sheet.cell(row_of(sheet, "Autofinancement"), 3).value
    assert share == f"=IF(E{total}=0,0,B{row_of(sheet, 'Autofinancement')}/E{total})"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("basis", ["excl_tax", "incl_tax"])
def test_the_formulas_give_the_figures_of_the_calculator(tmp_path: Path, basis: str) -> None:
    asked = result(basis=basis)
    source = tmp_path / "plan.xlsx"
    source.write_bytes(plan_workbook(asked))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(source)], check=True, capture_output=True, timeout=120)
    book = load_workbook(tmp_path / "out" / "plan.xlsx", data_only=True)
    sheet, cash = book["Plan"], book["Trésorerie"]
    euros = {str(row[0].value): row[1].value for row in sheet.iter_rows(max_col=2)}
    owner = Decimal(str(euros["Participation du maître d'ouvrage (autofinancement et emprunts)"]))
    assert round(owner, 2) == asked.totals.owner_share
    assert round(Decimal(str(euros["Financements publics, votre part comprise"])), 2) == asked.totals.public_financing
    assert round(Decimal(str(euros["Écart avec les dépenses"])), 2) == 0
    last = cash.cell(row_of(cash, "Total") - 1, 9).value
    assert round(Decimal(str(last)), 2) == asked.cash[-1].cumulative_need
    assert str(book["Calendrier"].cell(2, 1).value) == "2027-01-31 00:00:00"
