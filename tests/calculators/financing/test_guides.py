"""Examples worked out by others, or by hand on their rule, each with where it stands."""

from decimal import Decimal

import pytest

from assistant.calculators.financing import check_plan, optimise_plan
from tests.calculators.financing.plans import amounts, grant, plan


def cost(amount: str | int) -> list[dict[str, object]]:
    return [{"id": "travaux", "amount_excl_tax": amount}]


def test_fctva_of_the_guide_of_vat() -> None:
    """«Guide de la TVA à l'usage des collectivités locales» (2016, 1.): 16.404 % of the expense including tax."""
    assert check_plan(plan(costs=cost(100000))).totals.fctva == Decimal("19684.80")


@pytest.mark.parametrize(("upkeep", "about"), [(18000, 3000), (20000, 3000)])
def test_fctva_of_the_upkeep_of_roads_told_at_the_assembly(upkeep: int, about: int) -> None:
    """Assemblée nationale, 14e législature, intervention 837080: 18 000 to 20 000 €, «3 000 euros, à peu près»."""
    road = {"id": "voirie", "amount_excl_tax": round(upkeep / 1.2, 2), "nature": "operating"}
    assert abs(check_plan(plan(costs=[road])).totals.fctva - about) < 300


def test_minimum_contribution_of_a_public_plan() -> None:
    """L1111-10 III as the préfecture de Vaucluse tells it: 20 % of the public financing of the project."""
    best = optimise_plan(plan(grants=[grant("other_public", max_rate_percent=100)]))
    assert amounts(best) == {"other-public": 80000, "own_funds": 20000}


def test_minimum_contribution_beside_private_money() -> None:
    """Circulaire NOR IOCB1203166C (weka.fr, 2 May 2012): patronage is outside the base. 10 000 € of it leave
    90 000 € of public financing, of which the owner brings 18 000 €."""
    aids = [grant("patronage", 10000, status="granted"), grant("other_public", max_rate_percent=100)]
    assert amounts(optimise_plan(plan(grants=aids)))["own_funds"] == 18000


def test_school_renovation_of_the_law_of_2024() -> None:
    """Loi n° 2024-279 (hellio.com): public financing may cover up to 90 % of the cost."""
    agreed = {"derogations": [{"id": "school-renovation", "obtained": True}]}
    best = optimise_plan(plan(operation=agreed, grants=[grant("other_public", max_rate_percent=100)]))
    assert amounts(best) == {"other-public": 90000, "own_funds": 10000}


def test_the_fonds_de_concours_is_half_of_what_is_left() -> None:
    """Exfilo and Maires de France: never more than half of what is left once the grants are taken off. A school of
    600 000 € with 360 000 € of grants: 240 000 € are left, 120 000 € at the most."""
    aids = [
        grant("other_public", 360000, status="granted"),
        grant("epci_contribution", max_rate_percent=100),
    ]
    best = optimise_plan(plan(costs=cost(600000), grants=aids))
    assert amounts(best) == {"other-public": 360000, "epci-contribution": 120000, "own_funds": 120000}


def test_the_fonds_de_concours_is_reckoned_without_the_fctva() -> None:
    """Ministerial answers told by Exfilo: of 120 000 € including tax, 19 684.80 € of FCTVA are not the owner's share:
    half of the 100 315.20 € left."""
    best = optimise_plan(plan(basis="incl_tax", grants=[grant("epci_contribution", max_rate_percent=100)]))
    assert amounts(best)["epci-contribution"] == Decimal("50157.60")


def test_the_counterpart_of_leader() -> None:
    """LEADER Alpes Sud Isère: one euro of public money calls for four euros of FEADER, the owner's own among them."""
    holds = check_plan(plan(grants=[grant("leader", 40000), grant("patronage", 50000)]))
    assert [check.verdict for check in holds.checks if check.rule == "leader-counterpart"] == ["ok"]
    assert holds.totals.owner_share * 4 == 40000


def test_allocations_of_the_answer_of_2025() -> None:
    """Ministerial answer n° 4800: the rates of 20 and 80 % bear on the expense excluding tax; the money of the
    département has no effect on them."""
    aids = [grant("detr", 60000), grant("dsil", 20000)]
    alone = check_plan(plan(grants=aids))
    beside = check_plan(plan(grants=[*aids, grant("patronage", 20000)]))
    rules = ("allocations-cap", "allocations-minimum")
    told = [[check.verdict for check in one.checks if check.rule in rules] for one in (alone, beside)]
    assert told[0] == told[1]
