"""What holds of every plan: caps are never exceeded, more aid never costs more, the order of sources is nothing."""

from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculators.financing import GrantStatus, PlanInput, PlanResult, check_plan, optimise_plan
from tests.calculators.financing.plans import amounts, grant, plan
from tests.calculators.financing.strategies import grants, plans

CENT = Decimal("0.01")
FEW = settings(max_examples=60, deadline=None)


def share(result: PlanResult) -> Decimal:
    return result.totals.owner_share


def lost(asked: PlanInput) -> Decimal:
    """What rounding each aid down to the cent may cost."""
    return CENT * (len(asked.grants) + 1)


@FEW
@given(plans())
def test_the_best_plan_is_legal_and_balanced(asked: PlanInput) -> None:
    best = optimise_plan(asked)
    assert best.optimum is not None
    assert best.is_legal
    assert sum(amounts(best).values()) == best.totals.to_finance


@FEW
@given(plans())
def test_no_aid_exceeds_its_terms(asked: PlanInput) -> None:
    for source, given_grant in zip(optimise_plan(asked).sources, asked.grants, strict=False):
        assert source.base is not None
        assert given_grant.max_rate_percent is not None
        assert source.amount <= source.base * given_grant.max_rate_percent / 100
        assert given_grant.ceiling is None or source.amount <= given_grant.ceiling
        assert source.amount == 0 or given_grant.floor is None or source.amount >= given_grant.floor


@FEW
@given(plans())
def test_the_caps_of_the_law_are_never_exceeded(asked: PlanInput) -> None:
    """Recomputed here from the amounts alone."""
    best = optimise_plan(asked)
    schemes = {one.id: one.scheme for one in asked.grants}
    allocations = [one for one in best.sources if schemes.get(one.source_id) in {"detr", "dsil", "dpv", "dsid"}]
    assert sum(one.amount for one in allocations) <= best.totals.cost_excl_tax * 8 / 10
    if asked.owner.kind != "public_body" and asked.owner.territory == "24322":
        least = 10 if asked.operation.derogations else 20
        assert share(best) * 100 >= best.totals.public_financing * least
    contribution = sum(one.amount for one in best.sources if one.scheme == "epci_contribution")
    assert contribution <= share(best)


@FEW
@given(plans(), grants(("a",)))
def test_more_aid_never_raises_the_own_contribution(asked: PlanInput, more: list[dict[str, Any]]) -> None:
    added = [{**one, "id": f"more-{one['id']}"} for one in more]
    larger = PlanInput.model_validate(asked.model_dump() | {"grants": [*asked.model_dump()["grants"], *added]})
    assert share(optimise_plan(larger)) <= share(optimise_plan(asked)) + lost(larger)


@FEW
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_sources_changes_nothing(asked: PlanInput, random: Any) -> None:
    shuffled, lines = list(asked.grants), list(asked.costs)
    random.shuffle(shuffled)
    random.shuffle(lines)
    other = asked.model_copy(update={"grants": tuple(shuffled), "costs": tuple(lines)})
    first, second = optimise_plan(asked), optimise_plan(other)
    assert amounts(first) == amounts(second)
    assert first.totals == second.totals
    assert first.optimum is not None
    assert second.optimum is not None
    assert first.optimum.binding == second.optimum.binding


@FEW
@given(plans(), st.integers(2, 50))
def test_a_plan_times_a_number_has_its_best_plan_times_that_number(asked: PlanInput, times: int) -> None:
    content = asked.model_dump()
    for line in content["costs"]:
        line["amount_excl_tax"] *= times
    for one in content["grants"]:
        for name in ("ceiling", "floor"):
            one[name] = one[name] and one[name] * times
    larger = optimise_plan(PlanInput.model_validate(content))
    rounding = times * (lost(asked) + CENT * len(asked.costs))
    assert abs(share(larger) - times * share(optimise_plan(asked))) <= rounding


@FEW
@given(plans())
def test_the_best_plan_cannot_be_bettered(asked: PlanInput) -> None:
    best = optimise_plan(asked)
    again = optimise_plan(best.plan)
    assert share(again) == share(best)


STEPS = 5
SMALL = st.sampled_from(["detr", "dsil", "fonds_vert", "region", "epci_contribution", "patronage", "cee", "leader"])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(SMALL, st.sampled_from([20, 40, 60, 100]), st.sampled_from(["", "a", "b"])), max_size=3),
    st.sampled_from(["24322", "97411"]),
    st.sampled_from([0, 20000]),
)
def test_no_legal_plan_found_by_trying_them_all_beats_the_best_one(
    aids: list[tuple[str, int, str]], territory: str, floor: int
) -> None:
    terms = [
        grant(scheme, id=f"g{place}", max_rate_percent=rate, lines=[line] if line else [], floor=floor)
        for place, (scheme, rate, line) in enumerate(aids)
    ]
    asked = plan(
        grants=terms,
        owner={"kind": "commune", "territory": territory},
        costs=[{"id": "a", "amount_excl_tax": 60000}, {"id": "b", "amount_excl_tax": 40000}],
    )
    best = optimise_plan(asked)
    for chosen in product(range(STEPS + 1), repeat=len(terms)):
        tried = asked.model_copy(
            update={
                "grants": tuple(
                    one.model_copy(update={"amount": Decimal(20000) * step})
                    for one, step in zip(asked.grants, chosen, strict=True)
                )
            }
        )
        result = check_plan(tried)
        assert not result.is_legal or share(result) >= share(best) - lost(asked)


@FEW
@given(plans())
def test_the_cash_adds_up(asked: PlanInput) -> None:
    """Over the years, the owner pays the cost with tax, less the aids and the FCTVA."""
    best = optimise_plan(asked)
    totals = best.totals
    assert sum(year.expenses_excl_tax for year in best.cash) == totals.cost_excl_tax
    assert sum(year.vat for year in best.cash) == totals.vat
    assert sum(year.fctva for year in best.cash) == totals.fctva
    assert sum(year.grants for year in best.cash) == totals.public_aid + totals.private_aid
    left = totals.cost_incl_tax - totals.public_aid - totals.private_aid - totals.fctva
    assert best.cash[-1].cumulative_need == left


@FEW
@given(plans())
def test_the_same_plan_has_the_same_result(asked: PlanInput) -> None:
    assert optimise_plan(asked) == optimise_plan(asked)
    assert check_plan(asked).calculation_id == check_plan(asked).calculation_id


def test_granted_aids_keep_their_amount() -> None:
    aids = [grant("dsil", 10000, status="granted"), grant("detr", max_rate_percent=60)]
    best = optimise_plan(plan(grants=aids))
    assert amounts(best) == {"dsil": 10000, "detr": 60000, "own_funds": 30000}
    assert [one.status for one in best.plan.grants] == [GrantStatus.GRANTED, GrantStatus.PLANNED]
