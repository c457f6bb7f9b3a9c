"""The cash of a plan year by year, and its dates."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.calculators.financing import EventKind, Loan, PlanResult, check_plan
from assistant.calculators.financing.cash import annuity
from assistant.calculators.financing.days import shifted
from tests.calculators.financing.plans import WORKS, grant, plan

WHOLE_2027 = {"works_start": "2027-01-01", "works_end": "2027-12-31"}


def years(result: PlanResult, name: str) -> dict[int, Decimal]:
    return {year.year: getattr(year, name) for year in result.cash if getattr(year, name)}


def test_vat_is_paid_at_once_and_the_fctva_comes_two_years_later() -> None:
    result = check_plan(plan(calendar=WHOLE_2027))
    assert years(result, "vat") == {2027: 20000}
    assert years(result, "fctva") == {2029: Decimal("19684.80")}
    assert "deux ans après" in result.cash_notes[0]


@pytest.mark.parametrize(
    ("owner", "year"),
    [
        ({"kind": "commune"}, 2029),
        ({"kind": "commune", "fctva_regime": "n+1"}, 2028),
        ({"kind": "commune", "fctva_regime": "n"}, 2027),
        ({"kind": "new_commune"}, 2027),
        ({"kind": "community_of_communes"}, 2028),
        ({"kind": "agglomeration_community"}, 2028),
        ({"kind": "department"}, 2029),
    ],
)
def test_the_year_of_the_fctva_depends_on_the_owner(owner: dict[str, str], year: int) -> None:
    result = check_plan(plan(owner=owner, calendar=WHOLE_2027))
    assert list(years(result, "fctva")) == [year]


def test_communities_lost_their_payment_of_the_same_year_in_2026() -> None:
    line = {**WORKS, "payments": [{"year": 2025, "percent": 50}, {"year": 2026, "percent": 50}]}
    result = check_plan(plan(owner={"kind": "community_of_communes"}, costs=[line]))
    assert years(result, "fctva") == {2025: Decimal("9842.40"), 2027: Decimal("9842.40")}


def test_a_cloud_expense_gives_five_point_six_percent() -> None:
    cloud = {"id": "nuage", "amount_excl_tax": 10000, "nature": "operating", "fctva": "cloud"}
    assert check_plan(plan(costs=[cloud])).totals.fctva == 672


def test_expenses_follow_the_days_of_the_works() -> None:
    """184 days of 2027 and 91 of 2028."""
    calendar = {"works_start": "2027-07-01", "works_end": "2028-03-31"}
    result = check_plan(plan(calendar=calendar))
    assert years(result, "expenses_excl_tax") == {2027: Decimal("66909.09"), 2028: Decimal("33090.91")}


def test_expenses_follow_the_payments_that_are_said() -> None:
    shares = [{"year": 2028, "percent": 25}, {"year": 2027, "percent": 50}, {"year": 2028, "percent": 25}]
    result = check_plan(plan(costs=[{**WORKS, "payments": shares}], calendar=WHOLE_2027))
    assert years(result, "expenses_excl_tax") == {2027: 50000, 2028: 50000}


@pytest.mark.parametrize(
    ("calendar", "year"),
    [({}, 2026), ({"works_end": "2028-06-01"}, 2028), ({"first_commitment": "2027-06-01"}, 2027)],
)
def test_without_dates_everything_is_paid_in_one_year_and_it_is_said(calendar: dict[str, str], year: int) -> None:
    result = check_plan(plan(calendar=calendar))
    assert list(years(result, "expenses_excl_tax")) == [year]
    assert ("pas de dates de travaux" in result.cash_notes[0]) is (not calendar)


def test_the_detr_pays_an_advance_instalments_then_its_balance() -> None:
    """10 % of the works in 2027 call for the advance of 30 %; the instalments stop at 80 %."""
    shares = [{"year": 2027, "percent": 10}, {"year": 2028, "percent": 80}, {"year": 2029, "percent": 10}]
    result = check_plan(plan(costs=[{**WORKS, "payments": shares}], grants=[grant("detr", 40000)]))
    assert years(result, "grants") == {2027: 12000, 2028: 20000, 2030: 8000}


def test_an_aid_whose_payments_are_not_known_comes_after_the_works() -> None:
    result = check_plan(plan(calendar=WHOLE_2027, grants=[grant("region", 40000), grant("department")]))
    assert years(result, "grants") == {2028: 40000}
    assert any("Par prudence" in note for note in result.cash_notes)


@pytest.mark.parametrize(
    ("rate", "years_of_loan", "expected"),
    [("0", 10, "10000.00"), ("3.5", 15, "8682.51"), ("4", 1, "104000.00")],
)
def test_a_loan_is_paid_back_by_constant_annuities(rate: str, years_of_loan: int, expected: str) -> None:
    """100 000 € at 3.5 % over 15 years: 100 000 × 0.035 / (1 - 1.035^-15) = 8 682.51 €."""
    loan = Loan.model_validate({"id": "a", "amount": 100000, "rate_percent": rate, "years": years_of_loan})
    assert annuity(loan) == Decimal(expected)


def test_annuities_begin_the_year_after_and_go_on_beyond_the_table() -> None:
    loan = {"id": "pret", "amount": 100000, "rate_percent": "3.5", "years": 15, "drawn_in": 2027}
    result = check_plan(plan(calendar=WHOLE_2027, loans=[loan]))
    assert years(result, "loans") == {2027: 100000}
    assert years(result, "annuities") == {2028: Decimal("8682.51"), 2029: Decimal("8682.51")}
    assert "de 2030 à 2042" in result.cash_notes[-1]


def test_the_need_is_what_is_paid_less_what_is_received() -> None:
    """2027: 120 000 € paid, 80 % of 40 000 € received; 2028: the balance; 2029: the FCTVA."""
    result = check_plan(plan(calendar=WHOLE_2027, grants=[grant("detr", 40000)]))
    assert [year.need for year in result.cash] == [88000, -8000, Decimal("-19684.80")]
    assert [year.cumulative_need for year in result.cash] == [88000, 80000, Decimal("60315.20")]


def test_a_plan_gives_its_dates_in_order() -> None:
    calendar = {"first_commitment": "2027-03-01", "works_start": "2027-04-01", "works_end": "2028-04-01"}
    aids: list[dict[str, Any]] = [
        grant("detr", 30000, requested_on="2026-12-01", granted_on="2027-02-01"),
        grant("region", 1000, deadline="2027-01-31"),
    ]
    events = {event.event_id: event for event in check_plan(plan(calendar=calendar, grants=aids)).events}
    assert {name: event.day.isoformat() for name, event in events.items()} == {
        "detr-requested": "2026-12-01",
        "region-deadline": "2027-01-31",
        "detr-granted": "2027-02-01",
        "detr-complete": "2027-03-01",
        "first_commitment": "2027-03-01",
        "region-ask": "2027-03-01",
        "works_start": "2027-04-01",
        "works_end": "2028-04-01",
        "detr-begin": "2029-02-01",
        "detr-end": "2031-03-01",
    }
    assert events["region-deadline"].kind is EventKind.DEADLINE
    assert events["detr-begin"].detail == "CGCT, article R2334-28"


@pytest.mark.parametrize(
    ("moved", "expected"),
    [({"months": 3}, "2027-02-28"), ({"years": 2}, "2028-11-30"), ({"months": 13}, "2027-12-30")],
)
def test_a_day_moves_by_months_to_the_same_day_or_the_last_of_the_month(moved: dict[str, int], expected: str) -> None:
    assert shifted(date(2026, 11, 30), **moved).isoformat() == expected
