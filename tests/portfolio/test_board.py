"""The portfolio: what is kept, summed, told to need attention, and found alike."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.follow_up import Expense, FollowedGrant, FollowUp, Measure, Milestone, When
from assistant.domain.portfolio import Emissions, ProjectRow, row_of
from assistant.domain.sheet import Phase
from assistant.portfolio import AlertKind, Filters, board_of, similar_to
from tests.projects.test_rows import SHEET

ON = date(2026, 12, 15)
ROW = row_of(SHEET)


def row(name: str, **changes: Any) -> ProjectRow:
    return ROW.model_copy(update={"project_id": name, "deadlines": (), "missing": (), "to_confirm": 0, **changes})


def kinds(one: ProjectRow, on: date = ON, **follow_up: Any) -> list[AlertKind]:
    followed = {one.project_id: FollowUp(project_id=one.project_id, **follow_up)}
    return [alert.kind for alert in board_of([one], followed, on=on).alerts]


def test_a_deadline_is_told_within_sixty_days_and_not_after() -> None:
    near = row("a", deadlines=ROW.deadlines)
    assert kinds(near) == [AlertKind.DEADLINE]
    assert kinds(near, on=date(2026, 12, 1)) == []
    assert kinds(near, on=date(2027, 2, 1)) == []


@pytest.mark.parametrize("phase", [Phase.DELIVERED, Phase.EVALUATED])
def test_a_finished_project_is_not_asked_for_what_is_missing(phase: Phase) -> None:
    done = Measure(indicator="kWh", when=When.AFTER, value=Decimal(1), measured_on=ON)
    assert kinds(row("a", phase=phase, missing=("coûts",), to_confirm=3), measures=(done,)) == []


def test_a_delivered_project_is_to_be_measured() -> None:
    assert kinds(row("a", phase=Phase.DELIVERED)) == [AlertKind.MEASURE]


def test_a_late_step_and_money_beyond_the_plan_are_told() -> None:
    late = Milestone(label="Audit", planned_on=date(2026, 12, 1))
    done = Milestone(label="Étude", planned_on=date(2026, 11, 1), done_on=date(2026, 11, 2))
    spent = Expense(label="Travaux", amount_excl_tax=Decimal(310_001), paid_on=ON)
    assert kinds(row("a"), milestones=(late, done), expenses=(spent,)) == [AlertKind.LATE, AlertKind.BUDGET]


def test_more_obtained_than_asked_and_a_payment_to_come_are_told() -> None:
    grant = FollowedGrant(name="DETR", asked=Decimal(270_000), obtained=Decimal(300_000))
    paid = Expense(label="Travaux", amount_excl_tax=Decimal(1), paid_on=date(2030, 1, 1))
    assert kinds(row("a"), grants=(grant,), expenses=(paid,)) == [AlertKind.GRANT, AlertKind.DATE]


def test_a_project_that_nobody_touches_is_told() -> None:
    assert kinds(row("a"), on=date(2027, 6, 1)) == [AlertKind.ASLEEP]


def test_totals_count_the_unknown_as_unknown() -> None:
    followed = FollowUp(
        project_id="a",
        grants=(FollowedGrant(name="DETR", asked=Decimal(90), obtained=Decimal(60)),),
        expenses=(Expense(label="x", amount_excl_tax=Decimal(5), paid_on=ON),),
    )
    rows = [row("a"), row("b", cost_excl_tax=None, emissions=None)]
    totals = board_of(rows, {"a": followed}, on=ON).totals
    assert (totals.projects, totals.without_cost, totals.without_emissions) == (2, 1, 1)
    assert [totals.cost_excl_tax, totals.asked, totals.obtained, totals.spent] == [310_000, 90, 60, 5]


def test_what_no_estimate_counts_is_not_summed_as_zero() -> None:
    assert ROW.emissions is not None
    totals = board_of([row("a"), row("b", emissions=Emissions(induced_once=Decimal(3)))], {}, on=ON).totals
    assert totals.emissions == Emissions(induced_once=Decimal(3), avoided_yearly=ROW.emissions.avoided_yearly)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(), ["a", "b"]),
        (Filters(text="ECLAIRAGE étude"), []),
        (Filters(text="éclairage"), ["a", "b"]),
        (Filters(phase=Phase.WORKS), ["b"]),
        (Filters(with_alerts=True), ["b"]),
    ],
)
def test_filters_keep_what_they_name(filters: Filters, kept: list[str]) -> None:
    rows = [row("a"), row("b", phase=Phase.WORKS, missing=("coûts",))]
    assert [line.row.project_id for line in board_of(rows, {}, on=ON, filters=filters).lines] == kept


@given(st.permutations(["a", "b", "c"]))
def test_the_order_of_the_projects_changes_no_total(names: list[str]) -> None:
    rows = [row(name, cost_excl_tax=Decimal(index)) for index, name in enumerate(sorted(names), start=1)]
    shuffled = [next(one for one in rows if one.project_id == name) for name in names]
    assert board_of(shuffled, {}, on=ON).totals == board_of(rows, {}, on=ON).totals


SCHOOL = "rénovation énergétique de l'école, isolation et chaudière bois"
OTHERS = {
    "gym": "rénovation énergétique du gymnase, isolation de la toiture",
    "path": "piste cyclable entre deux bourgs",
    "canteen": "cantine, produits locaux",
}


def test_the_nearest_project_comes_first_with_the_words_that_it_shares() -> None:
    mine = row("mine", words=SCHOOL)
    (first, *rest) = similar_to(mine, [mine, *(row(name, words=words) for name, words in OTHERS.items())])
    assert (first.row.project_id, rest) == ("gym", [])
    assert set(first.shared) <= {"rénovation", "énergétique", "isolation"}
    assert first.may_coordinate


def test_shared_words_are_told_as_they_are_written() -> None:
    mine = row("a", words="Éclairage public de l'Île-d'Aix. Nous refaisons l'éclairage : cœur de bourg.")
    (alike,) = similar_to(mine, [row("b", words="REFAIRE L'ECLAIRAGE DU COEUR DE L'ILE")])
    assert set(alike.shared) == {"éclairage", "cœur", "Île"}


def test_works_that_have_begun_are_not_coordinated() -> None:
    mine, other = row("mine", words=SCHOOL), row("gym", words=OTHERS["gym"], phase=Phase.WORKS)
    assert [one.may_coordinate for one in similar_to(mine, [other])] == [False]


def test_an_identical_project_is_wholly_alike() -> None:
    assert similar_to(row("a", words=SCHOOL), [row("b", words=SCHOOL)])[0].likeness == 1
