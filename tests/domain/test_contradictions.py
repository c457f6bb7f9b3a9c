"""A sheet that says two things of one quantity, or of its cost, is told; what only looks otherwise is not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.calculators.financing import check_plan
from assistant.calculators.footprint import FootprintResult, estimate
from assistant.domain.contradictions import contradictions_of, other_estimates
from assistant.domain.follow_up import FollowUp
from assistant.domain.portfolio import row_of
from assistant.domain.sheet import CostLine, HandField, Origin, ProjectSheet, Provenance, Statement
from assistant.export import export_sheet
from assistant.portfolio.alerts import alerts_of
from tests.calculators.financing.plans import plan

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
SAID = (Provenance(origin=Origin.USER, quote="dit"),)


def lighting(points: str = "1 200") -> FootprintResult:
    return estimate("public_lighting", {"points": points, "power_before": "150 W", "power_after": "45 W"})


def sheet(*description: str, footprint: tuple[FootprintResult, ...] = (), **changes: object) -> ProjectSheet:
    told = {"description": tuple(Statement(text=one, provenance=SAID) for one in description), "footprint": footprint}
    title = Statement(text="Luminaires", provenance=SAID)
    made = ProjectSheet(project_id="p-00000001", version=1, title=title, created_at=NOW, updated_at=NOW)
    return made.model_copy(update={**told, **changes})


def texts(found: ProjectSheet) -> list[str]:
    return [" ".join(one.text.split()) for one in contradictions_of(found)]


POINTS = next(one.label for one in lighting().inputs if one.name == "points")


@pytest.mark.parametrize("told", ["350", "350 points", "1 250 points.", "1,2"])
def test_another_quantity_than_the_one_of_the_estimate_is_told(told: str) -> None:
    (text,) = texts(sheet(f"{POINTS} : {told}", footprint=(lighting(),)))
    assert text.startswith(f"{POINTS} : 1 200")
    assert text.endswith(f"{told.rstrip('.')} dans la description")


@pytest.mark.parametrize(
    "line",
    [
        f"{POINTS} : 1200",
        f"{POINTS.upper()} : 1\u202f200 points",
        f"{POINTS} : 1.200 luminaires",
        f"{POINTS} : mille deux cents",
        f"{POINTS} : de 300 à 400",
        f"{POINTS} : moins de 300",
        f"{POINTS} : à compter",
        f"{POINTS} : 12 kg",
        "Bancs : 350",
        "350",
    ],
)
def test_the_same_quantity_written_otherwise_or_what_cannot_be_compared_is_not(line: str) -> None:
    assert texts(sheet(line, footprint=(lighting(),))) == []


def test_units_of_one_family_are_compared() -> None:
    label = next(one.label for one in lighting().inputs if one.name == "power_before")
    assert texts(sheet(f"{label} : 0,15 kW", footprint=(lighting(),))) == []
    assert len(texts(sheet(f"{label} : 0,25 kW", footprint=(lighting(),)))) == 1


def test_a_quantity_of_another_estimate_of_the_sheet_is_none() -> None:
    assert texts(sheet(f"{POINTS} : 350", footprint=(lighting(), lighting("350")))) == []


def test_another_estimate_of_the_conversation_is_told_unless_a_person_chose_between_both() -> None:
    said, kept = lighting("420"), lighting("350")
    mark = HandField(field="footprint:public_lighting", drafted=(said.calculation_id,))
    chosen = sheet(footprint=(kept,), by_hand=(mark,))
    assert list(other_estimates(chosen, [said])) == []
    assert list(other_estimates(chosen, [])) == []
    assert list(other_estimates(sheet(footprint=(kept,)), [said, kept])) == []
    (told,) = other_estimates(chosen, [said, lighting("500")])
    assert told.place == kept.calculation_id
    assert told.text.startswith("La conversation donne une autre estimation que la fiche")


def test_a_plan_on_another_cost_than_the_sheet_is_told() -> None:
    checked = check_plan(plan())
    same = CostLine(label="Travaux", amount_excl_tax=checked.totals.cost_excl_tax, provenance=SAID)
    other = same.model_copy(update={"amount_excl_tax": Decimal(1)})
    assert texts(sheet(financing_plan=checked, costs=(same,))) == []
    assert texts(sheet(financing_plan=checked)) == []
    assert "1 € HT dans les coûts de la fiche" in texts(sheet(financing_plan=checked, costs=(other,)))[0]


def test_it_is_an_alert_and_stands_in_the_files() -> None:
    found = sheet(f"{POINTS} : 350", footprint=(lighting(),))
    alerts = [one.text for one in alerts_of(row_of(found), FollowUp(project_id=found.project_id), NOW.date())]
    assert any(text.startswith(f"À vérifier : {POINTS}") for text in alerts)
    assert "Points à vérifier" in export_sheet(found, "md").decode()
    assert "Points à vérifier" not in export_sheet(sheet(), "md").decode()
