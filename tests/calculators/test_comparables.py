"""Statistics over past operations: what is one operation, what is absurd, what the quartiles say."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.comparables import (
    MINIMUM_SAMPLE,
    ComparedProject,
    Criterion,
    Flaw,
    Likeness,
    Nearness,
    Publication,
    break_down,
    distance_in_cost,
    group_publications,
    liken,
    operation_of,
    summarise,
    with_flaws,
)
from assistant.calculators.comparables.distribution import distribution
from assistant.calculators.comparables.tranches import read_tranche
from assistant.domain import Beneficiary, FundedOperation, Grant, PastOperation


def published(title: str = "Rénovation de l'école", **changed: object) -> PastOperation:
    told: dict[str, object] = {
        "operation_id": f"{title}{sorted(changed.items(), key=str)}", "title": title, "scheme": "DETR", "year": 2024,
        "cost_excl_tax": Decimal(100_000), "subsidy": Decimal(30_000), "insee_code": "05003", "department": "05",
    }  # fmt: skip
    return PastOperation.model_validate(told | changed)


def grouped(*operations: PastOperation) -> list[FundedOperation]:
    found = group_publications(Publication(str(place), one) for place, one in enumerate(operations))
    return [operation_of(group) for group in found]


def funded(name: str = "a", *, cost: object = 100_000, subsidy: object = 30_000, **changed: object) -> FundedOperation:
    grant = Grant(scheme="DETR", year=2024, subsidy=Decimal(str(subsidy)) if subsidy is not None else None)
    return FundedOperation.model_validate(
        {"operation_id": name, "title": "École", "grants": (grant,), "department": "05"}
        | {"cost_excl_tax": None if cost is None else Decimal(str(cost))}
        | changed
    )


def alike(*operations: FundedOperation) -> list[tuple[FundedOperation, Likeness]]:
    project = ComparedProject(year=2026)
    return [(one, liken(one, project, subject=0.9, place=Nearness.UNKNOWN)) for one in operations]


def test_two_schemes_for_the_same_work_are_one_operation_with_its_whole_rate() -> None:
    (one,) = grouped(published(), published("Renovation de l'ecole", scheme="DSIL", subsidy=Decimal(20_000)))
    assert one.schemes == ("DETR", "DSIL")
    assert (one.subsidy, one.rate) == (Decimal(50_000), Decimal("0.5"))


def test_the_same_grant_in_two_files_counts_once() -> None:
    (one,) = grouped(published(), published(insee_code=None, beneficiary_name=None, rate=Decimal("0.3")))
    assert one.subsidy == Decimal(30_000)
    assert one.grants[0].document_ids == ("0", "1")


def test_tranches_paid_on_the_same_cost_are_told() -> None:
    first, second = published("École - tranche 1"), published("École - 2ème tranche", year=2025)
    (one,) = grouped(first, second)
    assert one.tranches == ("tranche 1", "tranche 2")
    assert one.year == 2024


@pytest.mark.parametrize(
    "other",
    [
        {"cost_excl_tax": Decimal(100_001)},
        {"insee_code": "05004"},
        {"title": "Réfection de la toiture du gymnase"},
        {"scheme": "DSIL", "subsidy": Decimal(80_000)},  # together above the cost
        {"cost_excl_tax": None, "scheme": "DSIL"},
    ],
)
def test_what_differs_stays_apart(other: dict[str, Any]) -> None:
    assert len(grouped(published(), published(**other))) == 2


@pytest.mark.parametrize(
    ("title", "tranche"),
    [
        ("Voirie - Tranche n°2", "tranche 2"),
        ("Cimetière ndeg2 tranche ndeg3", "tranche 3"),
        ("1ère phase de la mairie", "phase 1"),
        ("Phase II", "phase 2"),
        ("Deuxième tranche", "tranche 2"),
        ("Tranche ferme", "tranche ferme"),
        ("Tranche unique", ""),
        ("Programme 2024", ""),
    ],
)
def test_a_tranche_is_read_however_it_is_written(title: str, tranche: str) -> None:
    assert read_tranche(title) == tranche


def test_no_quartile_under_the_minimum_sample() -> None:
    few = distribution([Decimal(value) for value in range(MINIMUM_SAMPLE - 1)])
    assert (few.count, few.maximum, few.quartiles) == (MINIMUM_SAMPLE - 1, Decimal(MINIMUM_SAMPLE - 2), None)
    assert distribution([Decimal(1)] * MINIMUM_SAMPLE).quartiles is not None
    assert distribution([]).minimum is None


@given(st.lists(st.decimals(1, 10**8, places=2), min_size=MINIMUM_SAMPLE, max_size=60))
def test_quartiles_stand_in_order_between_the_bounds(values: list[Decimal]) -> None:
    found = distribution(values)
    assert found.quartiles is not None
    assert found.minimum is not None
    assert found.maximum is not None
    low, middle, high = found.quartiles.first, found.quartiles.median, found.quartiles.third
    assert found.minimum <= low <= middle <= high <= found.maximum


@given(st.permutations([10_000, 20_000, 40_000, 80_000, 160_000, 320_000]))
def test_the_order_of_operations_changes_no_statistic(costs: list[int]) -> None:
    operations = [funded(str(cost), cost=cost, subsidy=cost / 4) for cost in costs]
    whole = summarise(with_flaws(alike(*operations)), published=100).whole
    assert whole.cost.quartiles is not None
    assert whole.cost.quartiles.median == Decimal(60_000)
    assert whole.rate_percent.maximum == Decimal(25)


@pytest.mark.parametrize(
    ("operation", "flaw", "left"),
    [
        (funded(cost=None), Flaw.NO_COST, (0, 1, 0)),
        (funded(cost=0), Flaw.NO_COST, (0, 1, 0)),
        (funded(cost=1), Flaw.NO_COST, (0, 1, 0)),
        (funded(subsidy=0), Flaw.NO_SUBSIDY, (1, 0, 0)),
        (funded(cost=100, subsidy=101), Flaw.SUBSIDY_ABOVE_COST, (0, 0, 0)),
    ],
)
def test_an_absurd_row_is_flagged_and_left_out(
    operation: FundedOperation, flaw: Flaw, left: tuple[int, int, int]
) -> None:
    summary = summarise(with_flaws(alike(operation)), published=100)
    whole = summary.whole
    assert summary.left_out == {flaw: 1}
    assert (whole.cost.count, whole.subsidy.count, whole.rate_percent.count) == left


def test_a_cost_far_from_all_the_others_is_left_out() -> None:
    usual = [funded(str(cost), cost=cost, subsidy=1000) for cost in range(40_000, 70_000, 2_000)]
    summary = summarise(with_flaws(alike(*usual, funded("far", cost=9_000_000))), published=100)
    assert summary.left_out == {Flaw.FAR_OUT: 1}
    assert summary.whole.cost.maximum == Decimal(68_000)


def test_a_scheme_is_measured_by_what_it_gave_itself() -> None:
    (one,) = grouped(published(), published(scheme="DSIL", subsidy=Decimal(20_000)))
    groups = break_down(
        with_flaws(alike(one)),
        region_of=lambda _: "R93",
        name_of=lambda code: f"nom {code}",
    )
    assert {group.key: group.subsidy.maximum for group in groups.by_scheme} == {
        "DETR": Decimal(30_000),
        "DSIL": Decimal(20_000),
    }
    assert [group.label for group in groups.by_region] == ["nom R93"]


def test_likeness_is_told_in_words_and_leads_by_the_subject() -> None:
    project = ComparedProject(
        year=2026, cost_excl_tax=Decimal(120_000), beneficiary=Beneficiary.COMMUNE, place=Nearness.DEPARTMENT
    )
    near = funded(beneficiary=Beneficiary.COMMUNE)
    far = funded(cost=900_000, beneficiary=Beneficiary.EPCI, department="29")
    same = liken(near, project, subject=0.8, place=Nearness.DEPARTMENT)
    other = liken(far, project, subject=0.8, place=Nearness.ELSEWHERE)
    assert same.words == "même objet, coût proche, même département, même type de porteur"
    assert other.words == "même objet, coût bien plus élevé, autre région, autre type de porteur"
    assert same.score > other.score
    assert (
        liken(far, project, subject=0.8, place=Nearness.ELSEWHERE).score
        > liken(near, project, subject=0.5, place=Nearness.DEPARTMENT).score
    )


def test_what_the_project_does_not_tell_is_not_compared() -> None:
    found = liken(funded(), ComparedProject(year=2026), subject=0.5, place=Nearness.ELSEWHERE)
    assert found.words == "objet proche"
    assert found.share(Criterion.SIZE) is None


@pytest.mark.parametrize(("name", "count"), [("COMMUNE DE GAP", 1), ("Syndicat des eaux", 2)])
def test_beneficiaries_without_a_code_are_told_apart_by_their_name(name: str, count: int) -> None:
    first = published(insee_code=None, beneficiary_name="Commune de Gap")
    other = published(insee_code=None, beneficiary_name=name, scheme="DSIL", subsidy=Decimal(20_000))
    assert len(grouped(first, other)) == count


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (funded(cost=None), "coût non publié"),
        (funded(cost=250_000), "coût du même ordre"),
        (funded(cost=5_000_000), "coût bien plus élevé"),
        (funded(), "type de porteur non publié"),
    ],
)
def test_how_an_operation_is_like_a_project_is_said(operation: FundedOperation, words: str) -> None:
    project = ComparedProject(year=2026, cost_excl_tax=Decimal(100_000), beneficiary=Beneficiary.COMMUNE)
    found = liken(operation, project, subject=0.9, place=Nearness.UNKNOWN)
    assert words in [trait.words for trait in found.traits]


def test_the_distance_in_cost_is_a_ratio_and_an_unknown_cost_is_the_furthest() -> None:
    project = ComparedProject(year=2026, cost_excl_tax=Decimal(100_000))
    assert distance_in_cost(funded(cost=50_000), project) == distance_in_cost(funded(cost=200_000), project) == 2
    assert distance_in_cost(funded(cost=None), project) == Decimal("Infinity")
    assert distance_in_cost(funded(), ComparedProject(year=2026)) == 1
