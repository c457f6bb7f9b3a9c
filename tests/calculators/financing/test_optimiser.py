"""The best plan: which limit stops it, which aids it leaves out, and why."""

from decimal import Decimal

import pytest

from assistant.calculators.financing import check_plan, optimise_plan
from assistant.calculators.financing.limits import Limit
from assistant.calculators.financing.optimiser import exact
from assistant.calculators.financing.proposal import Range
from tests.calculators.financing.plans import OWNER, amounts, grant, plan


def test_it_says_that_the_minimum_contribution_stops_it() -> None:
    best = optimise_plan(plan(grants=[grant("detr", max_rate_percent=60), grant("region", max_rate_percent=60)]))
    assert best.optimum is not None
    assert best.optimum.owner_share == 20000
    assert [rule.rule for rule in best.optimum.binding] == ["own-contribution"]
    assert best.optimum.binding[0].gain == 1
    assert "CGCT, article L1111-10, III" in best.optimum.binding[0].because


def test_it_says_that_an_aid_is_at_its_maximum() -> None:
    best = optimise_plan(plan(grants=[grant("detr", max_rate_percent=30)]))
    assert best.optimum is not None
    assert [(rule.rule, rule.subject) for rule in best.optimum.binding] == [("aid-maximum", "detr")]
    assert best.optimum.binding[0].gain == 1


def test_one_more_euro_of_private_money_is_worth_twenty_cents_at_the_minimum() -> None:
    best = optimise_plan(plan(grants=[grant("detr", max_rate_percent=80), grant("cee", max_rate_percent=10)]))
    assert best.optimum is not None
    assert amounts(best) == {"detr": 72000, "cee": 10000, "own_funds": 18000}
    assert {rule.rule: rule.gain for rule in best.optimum.binding} == {
        "own-contribution": Decimal(1),
        "aid-maximum": Decimal("0.2"),
    }


def test_ties_go_to_the_aid_already_requested_then_by_scheme() -> None:
    aids = [
        grant("dsil", max_rate_percent=80),
        grant("region", max_rate_percent=80),
        grant("fnadt", max_rate_percent=80, status="requested"),
    ]
    assert amounts(optimise_plan(plan(grants=aids))) == {"dsil": 0, "region": 0, "fnadt": 80000, "own_funds": 20000}
    assert amounts(optimise_plan(plan(grants=aids[:2]))) == {"dsil": 80000, "region": 0, "own_funds": 20000}


def test_it_tells_what_it_saves() -> None:
    asked = plan(grants=[grant("detr", 30000, max_rate_percent=50)])
    best = optimise_plan(asked)
    assert best.optimum is not None
    assert best.optimum.saved == 20000
    assert best.totals.owner_share == 50000
    illegal = optimise_plan(plan(grants=[grant("detr", 90000, max_rate_percent=50)]))
    assert illegal.optimum is not None
    assert illegal.optimum.saved is None


def test_an_amount_without_terms_is_the_most_that_an_aid_pays() -> None:
    aids = [grant("detr", 30000), grant("region", rate_percent=10), grant("cee", "500000", status="planned")]
    assert amounts(optimise_plan(plan(grants=aids))) == {"detr": 0, "region": 0, "cee": 100000, "own_funds": 0}


@pytest.mark.parametrize(
    ("aid", "reason"),
    [
        (grant("region"), "ni taux maximal ni plafond connus"),
        (grant("region", max_rate_percent=50, deadline="2026-01-01"), "date limite le 1er janvier 2026"),
        (grant("dsil", max_rate_percent=50, base_includes_tax=True), "assiette toutes taxes comprises"),
    ],
)
def test_an_aid_that_cannot_be_counted_on_is_left_out_with_its_reason(aid: dict[str, object], reason: str) -> None:
    best = optimise_plan(plan(grants=[aid]))
    assert best.optimum is not None
    assert best.is_legal
    assert best.totals.owner_share == 100000
    assert reason in best.optimum.unused[0]


def test_an_aid_under_its_floor_is_left_out_and_another_takes_its_place() -> None:
    aids = [grant("patronage", floor=70000, max_rate_percent=80), grant("cee", floor=40000, max_rate_percent=60)]
    best = optimise_plan(plan(grants=aids))
    assert amounts(best) == {"patronage": 80000, "cee": 0, "own_funds": 20000}
    alone = optimise_plan(plan(grants=[grant("cee", floor=60000, max_rate_percent=50)]))
    assert amounts(alone) == {"cee": 0, "own_funds": 100000}


def test_granted_aids_that_break_a_rule_leave_no_legal_plan() -> None:
    asked = plan(grants=[grant("detr", 90000, status="granted"), grant("cee", max_rate_percent=5)])
    result = optimise_plan(asked)
    assert result.optimum is None
    assert not result.is_legal
    assert result.checks == check_plan(asked).checks


def test_without_any_aid_the_owner_pays_all() -> None:
    best = optimise_plan(plan())
    assert best.optimum is not None
    assert best.optimum.owner_share == 100000
    assert not best.optimum.binding
    assert not best.optimum.unused


def test_loans_are_cut_to_what_the_owner_still_brings() -> None:
    loans = [{"id": "b", "amount": 50000, "years": 10}, {"id": "a", "amount": 15000, "years": 10}]
    best = optimise_plan(plan(grants=[grant("region", max_rate_percent=90)], loans=loans))
    assert amounts(best) == {"region": 80000, "a": 15000, "b": 5000, "own_funds": 0}
    gift = optimise_plan(plan(grants=[grant("patronage", max_rate_percent=100)], loans=loans))
    assert amounts(gift) == {"patronage": 100000, "own_funds": 0}


def test_an_aid_that_caps_all_the_others_is_left_out_when_it_costs_more_than_it_brings() -> None:
    """A body that the minimum contribution does not bind: with the green fund, public aid stops at 80 %."""
    aids = [grant("region", max_rate_percent=95), grant("fonds_vert", max_rate_percent=5)]
    best = optimise_plan(plan(grants=aids, owner={"kind": "public_body"}))
    assert amounts(best) == {"region": 95000, "fonds-vert": 0, "own_funds": 5000}
    cheap = [grant("region", max_rate_percent=70), grant("fonds_vert", max_rate_percent=40)]
    assert optimise_plan(plan(grants=cheap, owner={"kind": "public_body"})).totals.public_aid == 80000


def test_refused_aids_are_not_proposed_again() -> None:
    best = optimise_plan(plan(grants=[grant("detr", max_rate_percent=50, status="refused")]))
    assert best.optimum is not None
    assert best.totals.owner_share == 100000
    assert best.optimum.unused == ()


def test_thirds_of_a_cent_are_rounded_down_then_given_out() -> None:
    """80 % of 100.01 € is 80.008 €: 80 € and no cent more than the law allows."""
    costs = [{"id": "travaux", "amount_excl_tax": "100.01"}]
    best = optimise_plan(plan(costs=costs, grants=[grant("region", max_rate_percent=95)], owner=OWNER))
    assert amounts(best) == {"region": Decimal("80.00"), "own_funds": Decimal("20.01")}


def test_a_proposal_beyond_a_limit_is_brought_back_under_it() -> None:
    """What floating point proposes is never trusted: two aids of 60 € under a limit of 100 €, one with a floor."""
    limit = Limit("balance", "coût", {"a": Decimal(1), "b": Decimal(1)}, Decimal(100))
    ranges = [Range("a", Decimal(0), Decimal(60)), Range("b", Decimal(0), Decimal(60))]
    assert exact({"a": 60.0, "b": 60.00004}, ranges, [limit], {}) == {"a": 60, "b": 40}
    floored = [ranges[0], Range("b", Decimal(50), Decimal(60))]
    assert exact({"a": 60.0, "b": 59.996}, floored, [limit], {}) == {"a": 50, "b": 50}
    stiff = [Range("a", Decimal(60), Decimal(60)), Range("b", Decimal(60), Decimal(60))]
    assert exact({"a": 59.9999, "b": 60.0}, stiff, [limit], {}) == {"a": 60, "b": 0}


def test_a_plan_of_a_hundred_billion_is_exact_to_the_cent() -> None:
    costs = [{"id": "travaux", "amount_excl_tax": "99999999999.99"}]
    best = optimise_plan(plan(costs=costs, grants=[grant("region", max_rate_percent=95)]))
    assert amounts(best)["region"] == Decimal("79999999999.99")


def test_a_plan_of_a_few_euros_is_found_like_any_other() -> None:
    """What floating point may lose is measured in euros too: the solver's own tolerance stays."""
    costs = [{"id": "travaux", "amount_excl_tax": "12.5"}]
    owner = {"kind": "commune", "territory": "24322"}
    rates = [("ademe", 1), ("ademe", 2), ("cee", 2), ("cee", 98)]
    aids = [grant(scheme, max_rate_percent=rate, id=f"g{place}") for place, (scheme, rate) in enumerate(rates)]
    operation = {"derogations": [{"id": "school-renovation", "obtained": True}]}
    best = optimise_plan(plan(costs=costs, owner=owner, grants=aids, operation=operation))
    assert best.is_legal
    assert best.totals.owner_share == 0
