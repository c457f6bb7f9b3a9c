"""Exemptions, derogations and what a plan does not say."""

from typing import Any

import pytest

from assistant.calculators.financing import Verdict, check_plan
from tests.calculators.financing.plans import OWNER, checks_of, grant, plan, verdicts

OVER = [grant("region", 90000)]
RULE = "own-contribution"


def derogation(name: str, **changes: Any) -> dict[str, Any]:
    return {"derogations": [{"id": name, **changes}]}


@pytest.mark.parametrize("code", ["97411", "974", "R04", "97801", "97502"])
def test_the_minimum_contribution_does_not_apply_overseas(code: str) -> None:
    assert check_plan(plan(grants=OVER, owner={**OWNER, "territory": code})).is_legal


@pytest.mark.parametrize("code", ["24322", "2A004", "R75", "200040392", None])
def test_it_applies_elsewhere(code: str | None) -> None:
    assert not check_plan(plan(grants=OVER, owner={**OWNER, "territory": code})).is_legal


def test_the_departement_of_a_siren_may_be_said() -> None:
    reunion = {"kind": "epci", "territory": "249740077", "department": "974"}
    assert check_plan(plan(grants=OVER, owner=reunion)).is_legal


def test_it_applies_to_local_authorities_and_to_investments() -> None:
    assert check_plan(plan(grants=OVER, owner={"kind": "public_body"})).is_legal
    assert checks_of(check_plan(plan(grants=OVER, operation={"is_investment": False})), RULE) == []


def test_private_money_is_not_in_its_base() -> None:
    """90 000 € of public financing when a foundation brings 10 000 €: the owner keeps 18 000 €."""
    gift = grant("patronage", 10000)
    assert check_plan(plan(grants=[gift, grant("region", 72000)])).is_legal
    assert not check_plan(plan(grants=[gift, grant("region", "72000.01")])).is_legal


def test_a_school_renovation_may_go_down_to_ten_percent_once_the_prefet_agrees() -> None:
    asked = check_plan(plan(grants=OVER, operation=derogation("school-renovation")))
    assert not asked.is_legal
    assert "Dérogation à obtenir" in checks_of(asked, RULE)[0].because
    agreed = derogation("school-renovation", obtained=True)
    assert check_plan(plan(grants=OVER, operation=agreed)).is_legal
    assert not check_plan(plan(grants=[grant("region", "90000.01")], operation=agreed)).is_legal


def test_a_prefet_cannot_go_below_what_the_text_fixes() -> None:
    claimed = derogation("school-renovation", obtained=True, own_share_percent=5)
    assert not check_plan(plan(grants=[grant("region", 95000)], operation=claimed)).is_legal


def test_a_derogation_without_its_share_changes_nothing() -> None:
    assert not check_plan(plan(grants=OVER, operation=derogation("bridges", obtained=True))).is_legal
    said = derogation("bridges", obtained=True, own_share_percent=8)
    assert check_plan(plan(grants=OVER, operation=said)).is_legal


def test_a_derogation_of_another_rule_changes_nothing() -> None:
    assert not check_plan(plan(grants=OVER, operation=derogation("early-start", obtained=True))).is_legal


def test_the_law_for_rural_communes_that_was_not_promulgated_is_not_applied() -> None:
    assert not check_plan(plan(grants=[grant("region", 95000)], owner={**OWNER, "population": 150})).is_legal


def test_a_convention_sets_aside_the_rules_of_the_lead_authority() -> None:
    both = [grant("region", 40000), grant("department", 38000)]
    convention = derogation("concerted-exercise", obtained=True) | {"has_lead_authority": True}
    result = check_plan(plan(grants=both, operation=convention))
    assert verdicts(result, "lead-authority") == verdicts(result, "region-or-department") == {Verdict.OK}


def test_without_public_financing_nothing_is_asked() -> None:
    assert check_plan(plan(grants=[grant("patronage", 100000)])).is_legal


def test_the_green_fund_overseas_is_to_be_asked() -> None:
    overseas = plan(grants=[grant("fonds_vert", 90000)], owner={**OWNER, "territory": "97411"})
    assert verdicts(check_plan(overseas), "green-fund-cumulation") == {Verdict.UNKNOWN}


def test_the_green_fund_follows_a_reduced_minimum_contribution() -> None:
    agreed = derogation("school-renovation", obtained=True)
    assert check_plan(plan(grants=[grant("fonds_vert", 90000)], operation=agreed)).is_legal


@pytest.mark.parametrize(
    ("operation", "verdict"),
    [
        ({}, Verdict.UNKNOWN),
        ({"energy_saving_percent": 60}, Verdict.UNKNOWN),
        ({"is_existing_building": True}, Verdict.UNKNOWN),
        ({"is_existing_building": False}, Verdict.WARN),
    ],
)
def test_a_renovation_that_says_too_little_is_unknown(operation: dict[str, Any], verdict: Verdict) -> None:
    asked = plan(grants=[grant("fonds_vert_renovation", 1000)], operation=operation)
    assert verdicts(check_plan(asked), "green-fund-renovation-2026") == {verdict}


@pytest.mark.parametrize(
    ("owner", "verdict"),
    [
        ({"kind": "commune"}, Verdict.UNKNOWN),
        ({"kind": "syndicate", "population": 100}, Verdict.UNKNOWN),
        ({"kind": "commune", "population": 2001}, Verdict.UNKNOWN),
        ({"kind": "commune", "population": 2001, "financial_potential_ratio": "1.29"}, Verdict.OK),
        ({"kind": "commune", "population": 2001, "financial_potential_ratio": "1.3"}, Verdict.WARN),
        ({"kind": "commune", "population": 3500, "territory": "97411"}, Verdict.OK),
        ({"kind": "commune", "population": 35001, "territory": "97411"}, Verdict.WARN),
        ({"kind": "epci", "population": 75000}, Verdict.OK),
        ({"kind": "epci", "population": 75001}, Verdict.UNKNOWN),
        ({"kind": "epci", "population": 75001, "largest_commune": 20001, "density": 150}, Verdict.WARN),
        ({"kind": "epci", "population": 75001, "largest_commune": 20001, "density": 149}, Verdict.OK),
        ({"kind": "epci", "population": 75001, "largest_commune": 20000, "density": 150}, Verdict.OK),
    ],
)
def test_who_may_ask_for_the_detr(owner: dict[str, Any], verdict: Verdict) -> None:
    result = check_plan(plan(grants=[grant("detr", 30000)], owner=owner))
    assert verdicts(result, "detr-eligibility") == {verdict}


def test_an_early_start_may_be_authorised() -> None:
    started = {"first_commitment": "2026-10-01"}
    late = [grant("detr", 30000, requested_on="2026-12-01")]
    assert not check_plan(plan(grants=late, calendar=started)).is_legal
    authorised = check_plan(plan(grants=late, calendar=started, operation=derogation("early-start", obtained=True)))
    assert authorised.is_legal
    assert verdicts(authorised, "start-after-complete") == {Verdict.OK}


def test_an_aid_still_to_be_asked_for_is_judged_as_if_asked_today() -> None:
    started = {"first_commitment": "2026-11-24"}
    assert not check_plan(plan(grants=[grant("detr", 30000)], calendar=started)).is_legal
    assert check_plan(plan(grants=[grant("detr", 30000)], calendar={"first_commitment": "2026-11-25"})).is_legal


@pytest.mark.parametrize("changes", [{}, {"status": "requested"}])
def test_dates_that_are_not_said_are_asked(changes: dict[str, str]) -> None:
    calendar = {"first_commitment": "2027-03-01"} if changes else {}
    result = check_plan(plan(grants=[grant("detr", 30000, **changes)], calendar=calendar))
    assert verdicts(result, "no-early-start") == {Verdict.UNKNOWN}


def test_a_fonds_de_concours_is_asked_for_before_the_works_end() -> None:
    calendar = {"first_commitment": "2026-01-05", "works_end": "2026-12-01"}
    asked = plan(grants=[grant("epci_contribution", 1000, requested_on="2026-12-01")], calendar=calendar)
    assert verdicts(check_plan(asked), "request-order") == {Verdict.OK}


def test_an_aid_asked_for_before_its_deadline_is_not_late() -> None:
    done = grant("region", 1000, deadline="2026-01-01", status="requested")
    dated = grant("department", 1000, deadline="2026-01-01", requested_on="2026-01-01")
    assert verdicts(check_plan(plan(grants=[done, dated])), "deadline-passed") == {Verdict.OK}


def test_a_refused_aid_counts_for_nothing() -> None:
    result = check_plan(plan(grants=[grant("region", 90000, status="refused")]))
    assert result.is_legal
    assert result.totals.public_aid == 0
    assert result.totals.owner_share == 100000


def test_a_file_said_complete_is_complete_on_that_day() -> None:
    early = grant("detr", 30000, requested_on="2027-01-15", complete_on="2027-02-01")
    result = check_plan(plan(grants=[early], calendar={"first_commitment": "2027-02-01"}))
    assert verdicts(result, "start-after-complete") == {Verdict.OK}


def test_an_allocation_on_a_capped_base_is_judged_on_it() -> None:
    capped = grant("detr", "40000.01", base_ceiling="50000")
    assert not check_plan(plan(grants=[capped])).is_legal
    assert check_plan(plan(grants=[{**capped, "amount": "40000"}])).is_legal


def test_aids_that_share_a_base_may_not_exceed_it_even_when_each_one_fits() -> None:
    lines = [{"id": name, "amount_excl_tax": "50000"} for name in ("toit", "sol")]
    gifts = [
        grant("patronage", 40000, lines=["toit"]),
        grant("cee", 20000, lines=["toit"]),
        grant("other_private", 1000, lines=["sol"]),
    ]
    result = check_plan(plan(costs=lines, grants=gifts))
    assert verdicts(result, "line-capacity") == {Verdict.BLOCK}
    spread = [gifts[0], {**gifts[1], "lines": ["toit", "sol"]}, gifts[2]]
    assert check_plan(plan(costs=lines, grants=spread)).is_legal


def test_resources_beyond_the_costs_are_refused() -> None:
    result = check_plan(plan(grants=[grant("patronage", 60000)], loans=[{"id": "pret", "amount": 50000, "years": 10}]))
    assert "dépassent les dépenses de 10" in checks_of(result, "balance")[0].because
    assert not result.is_legal


def test_a_plan_including_tax_counts_the_fctva_apart() -> None:
    """120 000 € including tax: 19 684.80 € of FCTVA; aids of 80 % of the rest leave the owner its 20 %."""
    rest = "80252.16"
    result = check_plan(plan(basis="incl_tax", grants=[grant("region", rest)]))
    assert result.is_legal
    assert result.totals.owner_share_percent == 20
    assert not check_plan(plan(basis="incl_tax", grants=[grant("region", "80252.17")])).is_legal
