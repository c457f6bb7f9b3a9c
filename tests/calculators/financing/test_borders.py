"""Every rule of the data holds just on one side of its border and breaks just on the other."""

from typing import Any

import pytest

from assistant.calculators.financing import Verdict, check_plan, load_book
from tests.calculators.financing.plans import OWNER, WORKS, grant, plan, verdicts

Changes = dict[str, Any]
CLOUD = {"id": "nuage", "amount_excl_tax": "1000", "nature": "operating", "fctva": "cloud"}
UPKEEP = {**WORKS, "nature": "operating"}
REGION, DEPARTMENT = grant("region", 10000), grant("department", 10000)
LEAD = {"has_lead_authority": True}
RENOVATION = grant("fonds_vert_renovation", 20000)


def grants(*some: Changes, **changes: Any) -> Changes:
    """A plan with these grants."""
    return {"grants": list(some), **changes}


def saving(percent: str, *, existing: bool = True) -> Changes:
    """A renovation that saves a share of the energy."""
    return {"energy_saving_percent": percent, "is_existing_building": existing}


def dated(scheme: str = "detr", *, start: str = "2027-03-01", end: str | None = None, **days: str) -> Changes:
    """A plan whose grant and works have dates."""
    calendar = {"first_commitment": start, **({"works_end": end} if end else {})}
    return grants(grant(scheme, 30000, **days), calendar=calendar)


def owner(**changes: Any) -> Changes:
    """A DETR of 30 000 € for another owner."""
    return grants(grant("detr", 30000), owner={**OWNER, **changes})


def incl_tax(fctva: str) -> Changes:
    """A plan including tax with this FCTVA: 120 000 € give 19 684.80 €."""
    return {"basis": "incl_tax", "fctva": fctva}


BORDERS: dict[str, tuple[Changes, Changes]] = {
    "own-contribution": (grants(grant("region", 80000)), grants(grant("region", "80000.01"))),
    "lead-authority": (
        grants(grant("region", 70000), operation=LEAD),
        grants(grant("region", "70000.01"), operation=LEAD),
    ),
    "region-or-department": (grants(REGION, operation=LEAD), grants(REGION, DEPARTMENT, operation=LEAD)),
    "loans": ({"loans": []}, {"loans": [{"id": "pret", "amount": "0.01", "years": 1}]}),
    "balance": ({"own_funds": "100000"}, {"own_funds": "99999.99"}),
    "epci-contribution": (
        grants(REGION, grant("epci_contribution", 45000)),
        grants(REGION, grant("epci_contribution", "45000.01")),
    ),
    "epci-members": (
        grants(grant("epci_contribution", 1000)),
        grants(grant("epci_contribution", 1000), owner={"kind": "syndicate"}),
    ),
    "allocations-cap": (
        grants(grant("detr", 50000), grant("dsil", 30000)),
        grants(grant("detr", 50000), grant("dsil", "30000.01")),
    ),
    "allocations-minimum": (grants(grant("detr", 20000)), grants(grant("detr", "19999.99"))),
    "base-excluding-tax": (grants(grant("dsil", 30000)), grants(grant("dsil", 30000, base_includes_tax=True))),
    "allocations-investment": (
        grants(grant("detr", 30000)),
        grants(grant("detr", 30000), costs=[UPKEEP]),
    ),
    "detr-eligibility": (owner(population=2000), owner(population=20001)),
    "dsil-owners": (grants(grant("dsil", 30000)), grants(grant("dsil", 30000), owner={"kind": "department"})),
    "dsid-owners": (grants(grant("dsid", 30000), owner={"kind": "department"}), grants(grant("dsid", 30000))),
    "detr-commission": (
        grants(grant("detr", 100000), costs=[{**WORKS, "amount_excl_tax": "400000"}]),
        grants(grant("detr", "100000.01"), costs=[{**WORKS, "amount_excl_tax": "400000"}]),
    ),
    "aid-maximum": (
        grants(grant("region", 30000, max_rate_percent=30)),
        grants(grant("region", "30000.01", max_rate_percent=30)),
    ),
    "aid-minimum": (grants(grant("region", 5000, floor=5000)), grants(grant("region", "4999.99", floor=5000))),
    "line-capacity": (
        grants(grant("patronage", 60000), grant("cee", 40000)),
        grants(grant("patronage", 60000), grant("cee", "40000.01")),
    ),
    "same-scheme-twice": (
        grants(
            grant("detr", 20000, lines=["travaux"]),
            grant("detr", 10000, id="detr-2", lines=["nuage"]),
            costs=[WORKS, CLOUD],
        ),
        grants(grant("detr", 20000), grant("detr", 10000, id="detr-2")),
    ),
    "green-fund-renovation": (
        grants(RENOVATION, on="2025-06-01", operation=saving("40")),
        grants(RENOVATION, on="2025-06-01", operation=saving("39.9")),
    ),
    "green-fund-renovation-2026": (
        grants(RENOVATION, operation=saving("40")),
        grants(RENOVATION, operation=saving("39.9")),
    ),
    "green-fund-cumulation": (grants(grant("fonds_vert", 80000)), grants(grant("fonds_vert", "80000.01"))),
    "feder-maximum": (grants(grant("feder", 85000)), grants(grant("feder", "85000.01"))),
    "feder-usual": (grants(grant("feder", 40000)), grants(grant("feder", "40000.01"))),
    "leader-counterpart": (grants(grant("leader", 80000)), grants(grant("leader", "80000.01"))),
    "certificates-private": (grants(), grants(grant("cee", "0.01"))),
    "fctva-not-a-subsidy": ({"fctva": "0"}, {"fctva": "0.01"}),
    "fctva-amount": (incl_tax("19684.80"), incl_tax("19684.81")),
    "fctva-vat-paid": ({}, {"costs": [{**WORKS, "vat_rate": 0}]}),
    "fctva-operating": ({"costs": [CLOUD, WORKS]}, {"costs": [UPKEEP]}),
    "fctva-state-grant-with-tax": (
        grants(grant("fnadt", 30000, base_includes_tax=True), costs=[{**WORKS, "fctva": "none"}]),
        grants(grant("fnadt", 30000, base_includes_tax=True)),
    ),
    "no-early-start": (dated(requested_on="2027-03-01"), dated(requested_on="2027-03-02")),
    "start-after-complete": (dated(requested_on="2026-12-01"), dated(requested_on="2026-12-02")),
    "request-order": (dated("cee", requested_on="2027-03-01"), dated("cee", requested_on="2027-03-02")),
    "deadline-passed": (grants(grant("region", deadline="2026-11-25")), grants(grant("region", deadline="2026-11-24"))),
    "begin-within-two-years": (
        dated(start="2028-11-25", granted_on="2026-11-25"),
        dated(start="2028-11-26", granted_on="2026-11-25"),
    ),
    "end-within-four-years": (dated(end="2031-03-01"), dated(end="2031-03-02")),
}


def test_every_rule_has_a_case_on_each_side_of_its_border() -> None:
    assert BORDERS.keys() == {rule.id for rule in load_book().rules}


@pytest.mark.parametrize("rule", BORDERS)
def test_a_rule_holds_on_its_border(rule: str) -> None:
    found = verdicts(check_plan(plan(**BORDERS[rule][0])), rule)
    assert found == {Verdict.OK}


@pytest.mark.parametrize("rule", BORDERS)
def test_a_rule_breaks_just_beyond_its_border(rule: str) -> None:
    found = verdicts(check_plan(plan(**BORDERS[rule][1])), rule)
    assert Verdict(load_book().by_id[rule].severity.value) in found


@pytest.mark.parametrize("rule", sorted(rule.id for rule in load_book().rules if rule.severity == "block"))
def test_a_blocking_rule_makes_the_plan_illegal(rule: str) -> None:
    assert not check_plan(plan(**BORDERS[rule][1])).is_legal
