"""Bad input is refused, in French, naming the field."""

from datetime import date
from typing import Any

import pytest

from assistant.calculators.financing import check_plan, optimise_plan, read_plan
from assistant.calculators.financing.limits import Limit
from assistant.calculators.financing.programme import Programme
from assistant.calculators.financing.proposal import Range
from assistant.errors import InputError, JalonError
from tests.calculators.financing.plans import ON, OWNER, WORKS, grant, plan

DAY = date.fromisoformat(ON)


def content(**changes: Any) -> dict[str, Any]:
    return {"owner": OWNER, "costs": [WORKS], **changes}


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"grants": [grant("detr", rate_percent=120)]}, "grants.0.rate_percent", "ne peut pas dépasser 100"),
        ({"grants": [grant("detr", max_rate_percent=120)]}, "grants.0.max_rate_percent", "ne peut pas dépasser 100"),
        ({"grants": [grant("detr", -1)]}, "grants.0.amount", "inférieur à 0"),
        ({"grants": [grant("detr", "1e15")]}, "grants.0.amount", "ne peut pas dépasser 100000000000"),
        ({"grants": [grant("detr", "1.001")]}, "grants.0.amount", "2 décimales au plus"),
        ({"grants": [grant("detr", "beaucoup")]}, "grants.0.amount", "nombre"),
        ({"grants": [grant("detr", "NaN")]}, "grants.0.amount", "nombre"),
        ({"grants": [grant("detr", 1000, rate_percent=10)]}, "grants.0.amount", "pas les deux"),
        ({"grants": [{"id": "x"}]}, "grants.0.scheme", "dispositif"),
        ({"grants": [grant("detr", floor=2, ceiling=1)]}, "grants.0.floor", "plancher"),
        ({"grants": [grant("detr", deadline="demain")]}, "grants.0.deadline", "AAAA-MM-JJ"),
        ({"grants": [grant("detr", status="promise")]}, "grants.0.status", "planned, requested, granted ou refused"),
        (
            {"grants": [grant("detr", requested_on="2027-02-01", complete_on="2027-01-01")]},
            "grants.0.complete_on",
            "avant d'être déposé",
        ),
        (
            {"grants": [grant("detr", requested_on="2027-02-01", granted_on="2027-01-01")]},
            "grants.0.granted_on",
            "avant d'être demandée",
        ),
        ({"costs": []}, "costs", "au moins 1"),
        ({"costs": [{**WORKS, "amount_excl_tax": 0}]}, "costs.0.amount_excl_tax", "supérieur à 0"),
        ({"costs": [{"id": "travaux"}]}, "costs.0.amount_excl_tax", "il manque"),
        ({"costs": [{**WORKS, "tva": 20}]}, "costs.0.tva", "n'existe pas"),
        ({"costs": [{**WORKS, "payments": [{"year": 2027, "percent": 90}]}]}, "costs.0.payments", "100 %"),
        ({"costs": "travaux"}, "costs", "une liste"),
        ({"owner": "commune"}, "owner", "un objet"),
        ({"owner": {"kind": "commune", "territory": "Périgueux"}}, "owner.territory", "mal écrit"),
        ({"owner": {"kind": "commune", "population": -1}}, "owner.population", "inférieur à 0"),
        ({"owner": {"kind": "mairie"}}, "owner.kind", "valeur inconnue"),
        (
            {"calendar": {"first_commitment": "2027-02-01", "works_end": "2027-01-01"}},
            "calendar.works_end",
            "précède",
        ),
        ({"loans": [{"id": "pret", "amount": 1000, "years": 0}]}, "loans.0.years", "inférieur à 1"),
    ],
)
def test_a_wrong_field_is_named_with_the_reason(changes: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        read_plan(content(**changes), on=DAY)
    assert refused.value.field == field
    assert f"{field} : " in str(refused.value)
    assert reason in str(refused.value)


def test_many_errors_are_counted() -> None:
    with pytest.raises(InputError, match=r"et 2 autres"):
        read_plan(content(grants=[{"id": str(place), "scheme": "detr", "amount": -1} for place in range(6)]), on=DAY)


@pytest.mark.parametrize("nonsense", [[], "plan", 3, None])
def test_a_plan_is_an_object(nonsense: Any) -> None:
    with pytest.raises(InputError, match="objet JSON"):
        read_plan(nonsense, on=DAY)


def test_a_plan_without_a_day_is_judged_on_the_given_one() -> None:
    assert read_plan(content(), on=DAY).on == DAY
    assert read_plan(content(on="2025-01-01"), on=DAY).on == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grants": [grant("detr", 1), grant("subvention-magique", 1)]}, "grants.1.scheme"),
        ({"grants": [grant("detr", 1, lines=["toiture"])]}, "grants.0.lines"),
        ({"grants": [grant("detr", 1), grant("detr", 1)]}, "grants"),
        ({"costs": [WORKS, WORKS]}, "costs"),
        ({"loans": [{"id": "pret", "amount": 1, "years": 1}] * 2}, "loans"),
        ({"operation": {"derogations": [{"id": "piston"}]}}, "operation.derogations.0.id"),
    ],
)
def test_an_unknown_or_repeated_code_is_refused(changes: dict[str, Any], field: str) -> None:
    for judge in (check_plan, optimise_plan):
        with pytest.raises(InputError) as refused:
            judge(plan(**changes))
        assert refused.value.field == field


def test_too_many_different_bases_are_refused() -> None:
    lines = [{"id": f"l{place}", "amount_excl_tax": 10} for place in range(11)]
    aids = [grant("region", 1, id=f"a{place}", lines=[f"l{place}"]) for place in range(11)]
    with pytest.raises(InputError, match="plus de 10 assiettes"):
        check_plan(plan(costs=lines, grants=aids))


def test_limits_that_nothing_can_meet_are_said() -> None:
    from decimal import Decimal

    beyond = Limit("balance", "coût", {"a": Decimal(1)}, Decimal(-1))
    with pytest.raises(JalonError, match="n'a pas abouti"):
        Programme([Range("a", Decimal(0), Decimal(10))], [beyond], {}).solve()
