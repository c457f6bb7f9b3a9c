"""Scenarios of a project: sums over a horizon, paybacks, costs of a tonne, comparisons; values worked by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.calculators.footprint import estimate, load_registry
from assistant.calculators.footprint.scenarios import (
    ProjectInput,
    ProjectResult,
    ScenarioResult,
    climate_value,
    compute_project,
    switching_value,
)
from assistant.errors import InputError

LIGHTING = {
    "activity": "public_lighting",
    "inputs": {"points": 420, "power_before": "150 W", "power_after": "45 W", "hours_before": "4 000 h/an"},
}
PANELS = {"activity": "photovoltaics", "inputs": {"peak_power": "36 kWc", "yield": "1 150 kWh/kWc"}}
SCREENS = {"activity": "digital_equipment", "inputs": {"laptops": 30, "lifetime": "6 ans"}}
YEARLY = Decimal("10.35468")  # t a year: 420 × 105 W × 4 000 h × 0,0587 kg


def project(*scenarios: dict[str, Any], **told: Any) -> ProjectInput:
    reference = {"name": "Parc actuel maintenu", "dated": date(2026, 11, 25), **told.pop("reference", {})}
    base = {"title": "Éclairage", "reference": reference, "start_year": 2027, "horizon_years": 10}
    return ProjectInput.model_validate({**base, "scenarios": scenarios, **told})


def scenario(*activities: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {"id": "led", "name": "LED", "activities": activities, **told}


def only(result: ProjectResult) -> ScenarioResult:
    return result.scenarios[0]


def figure(found: ScenarioResult, name: str) -> Decimal:
    return next(one.value for one in found.figures if one.name == name)


def test_yearly_emissions_add_up_over_the_horizon() -> None:
    found = only(compute_project(project(scenario(LIGHTING))))
    assert figure(found, "avoided_total") == YEARLY * 10
    assert figure(found, "induced_total") == 0
    assert [year.year for year in found.years] == list(range(2027, 2037))
    assert found.years[-1].cumulative_avoided == YEARLY * 10


def test_a_reference_that_declines_makes_each_year_worth_less() -> None:
    evolution = {"evolution": {"percent_per_year": -10, "because": "essai"}}
    found = only(compute_project(project(scenario(LIGHTING), reference=evolution, horizon_years=3)))
    assert figure(found, "avoided_total") == YEARLY * (1 + Decimal("0.9") + Decimal("0.81"))
    assert found.years[2].avoided == YEARLY * Decimal("0.81")


def test_induced_and_avoided_stand_apart_beside_their_balance() -> None:
    found = only(compute_project(project(scenario(PANELS))))
    induced, avoided = figure(found, "induced_total"), figure(found, "avoided_total")
    assert induced > 0
    assert avoided > 0
    assert figure(found, "balance") == avoided - induced


def test_what_is_induced_once_is_paid_back_after_some_years() -> None:
    once = {"activity": "digital_equipment", "inputs": {"laptops": 300, "lifetime": "5 ans"}}
    found = only(compute_project(project(scenario(LIGHTING, once), horizon_years=20)))
    yearly = estimate("digital_equipment", once["inputs"])  # type: ignore[arg-type]
    induced = next(one.value for one in yearly.figures if one.name == "induced_emissions")
    assert figure(found, "induced_total") == pytest.approx(induced * 20)


def test_the_economics_are_those_worked_by_hand() -> None:
    asked = scenario(LIGHTING, investment=100_000, subsidy=40_000, yearly_cost=-20_000)
    found = only(compute_project(project(asked, discount_rate_percent=4)))
    told = found.economics
    assert told is not None
    assert told.simple_payback_before_subsidy == Decimal("5.0")
    assert told.simple_payback_after_subsidy == Decimal("3.0")
    # 20 000 × (1 − 1,04^−10) / 0,04 = 162 217,92
    assert told.npv_before_subsidy == Decimal("62217.92")
    assert told.npv_after_subsidy == Decimal("102217.92")
    plain, discounted = told.abatement_costs
    assert plain.before_subsidy == ((100_000 - 200_000) / (YEARLY * 10)).quantize(Decimal("0.01"))
    assert plain.after_subsidy == ((60_000 - 200_000) / (YEARLY * 10)).quantize(Decimal("0.01"))
    assert discounted.before_subsidy == (Decimal("-62217.92") / (YEARLY * 10)).quantize(Decimal("0.01"))
    assert plain.variant != discounted.variant


def test_without_costs_no_economics_are_told() -> None:
    assert only(compute_project(project(scenario(LIGHTING)))).economics is None
    paying = only(compute_project(project(scenario(LIGHTING, investment=1000, yearly_cost=50)))).economics
    assert paying is not None
    assert (paying.simple_payback_before_subsidy, paying.npv_before_subsidy) == (None, None)


@pytest.mark.parametrize(
    ("year", "value"), [(2015, 90), (2020, 90), (2027, 184), (2030, 250), (2045, 622), (2050, 775), (2070, 775)]
)
def test_the_value_of_climate_action_grows_geometrically_between_its_milestones(year: int, value: int) -> None:
    assert round(climate_value(year, load_registry())) == value


def test_the_climate_value_weighs_each_year() -> None:
    found = only(compute_project(project(scenario(LIGHTING), start_year=2030, horizon_years=1)))
    assert found.climate_value == (YEARLY * 250).quantize(Decimal("0.01"))


def test_a_shared_factor_makes_the_better_of_two_scenarios_certain() -> None:
    better = {**LIGHTING, "inputs": {**LIGHTING["inputs"], "power_after": "30 W"}}  # type: ignore[dict-item]
    result = compute_project(
        project({"id": "a", "name": "A", "activities": [better]}, {"id": "b", "name": "B", "activities": [LIGHTING]})
    )
    (comparison,) = result.comparisons
    assert comparison.difference.value > 0
    assert comparison.probability_first_abates_more == pytest.approx(1)


def test_the_same_assumption_in_two_scenarios_is_the_same_source() -> None:
    inputs = {**LIGHTING["inputs"], "hours_before": "4 000 h/an ± 40 %"}  # type: ignore[dict-item]
    better = {"activity": "public_lighting", "inputs": {**inputs, "power_after": "40 W"}}
    plain = {"activity": "public_lighting", "inputs": inputs}
    result = compute_project(
        project({"id": "a", "name": "A", "activities": [better]}, {"id": "b", "name": "B", "activities": [plain]})
    )
    assert result.comparisons[0].probability_first_abates_more == pytest.approx(1)


def test_a_project_that_abates_nothing_says_so() -> None:
    result = compute_project(project(scenario(SCREENS)))
    assert any("n'évite pas plus qu'il n'induit" in warning for warning in result.warnings)
    assert only(result).carbon_payback_years is None


def test_the_way_a_unit_is_written_does_not_change_the_hash() -> None:
    other = {**LIGHTING, "inputs": {**LIGHTING["inputs"], "power_before": "0,15 kW"}}  # type: ignore[dict-item]
    one, same = compute_project(project(scenario(LIGHTING))), compute_project(project(scenario(other)))
    assert one.content_hash == same.content_hash
    assert one.content_hash != compute_project(project(scenario(LIGHTING), horizon_years=11)).content_hash


def test_equivalents_name_their_factor() -> None:
    for one in only(compute_project(project(scenario(LIGHTING)))).equivalents:
        assert one.value == YEARLY * 10_000 / load_registry().get(one.factor_id).value
        assert one.source


def test_the_switching_value_is_where_the_balance_is_null() -> None:
    asked = project(scenario(LIGHTING, SCREENS))
    found = switching_value(asked, "led", 0, "power_after")
    assert found.value is not None
    changed = {**LIGHTING, "inputs": {**LIGHTING["inputs"], "power_after": found.value}}  # type: ignore[dict-item]
    balance = figure(only(compute_project(project(scenario(changed, SCREENS)))), "balance")
    assert abs(balance) < Decimal("0.001")
    assert switching_value(asked, "led", 0, "points").value is not None
    assert switching_value(project(scenario(LIGHTING)), "led", 0, "hours_before").value is None


@pytest.mark.parametrize(
    ("place", "message"),
    [(("autre", 0, "points"), "n'existe pas"), (("led", 3, "points"), "n'existe pas"), (("led", 0, "x"), "« x »")],
)
def test_a_switching_value_of_nothing_is_refused(place: tuple[str, int, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        switching_value(project(scenario(LIGHTING)), *place)


def test_a_wrong_input_is_named_with_its_scenario() -> None:
    wrong = {"activity": "public_lighting", "inputs": {"points": -1, "power_before": 1, "power_after": 1}}
    with pytest.raises(InputError, match="LED : Points lumineux") as told:
        compute_project(project(scenario(wrong)))
    assert told.value.field == "scenarios.led.activities.0.points"


def test_two_scenarios_of_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="même identifiant"):
        compute_project(project(scenario(LIGHTING), scenario(PANELS)))


@pytest.mark.parametrize(
    "told", [{"horizon_years": 0}, {"horizon_years": 200}, {"start_year": 1900}, {"discount_rate_percent": -1}]
)
def test_an_impossible_horizon_is_refused(told: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        project(scenario(LIGHTING), **told)


@settings(deadline=None)  # the clock of a busy machine is not what is tested
@given(st.integers(1, 60), st.integers(1, 60))
def test_a_longer_horizon_never_abates_less_of_what_is_only_avoided(first: int, second: int) -> None:
    short, long = sorted((first, second))
    before = figure(only(compute_project(project(scenario(LIGHTING), horizon_years=short))), "balance")
    assert figure(only(compute_project(project(scenario(LIGHTING), horizon_years=long))), "balance") >= before


def test_swapping_two_scenarios_changes_the_sign_and_nothing_else() -> None:
    one, other = {"id": "a", "name": "A", "activities": [LIGHTING]}, {"id": "b", "name": "B", "activities": [PANELS]}
    (there,) = compute_project(project(one, other)).comparisons
    (back,) = compute_project(project(other, one)).comparisons
    assert there.difference.value == -back.difference.value
    assert there.probability_first_abates_more is not None
    assert back.probability_first_abates_more == pytest.approx(1 - there.probability_first_abates_more)


def test_works_of_the_first_year_are_paid_back_after_several() -> None:
    inputs = {"users": 150, "car_share": 40, "distance": 4, "days": 200, "paved_area": "6 000 m²"}
    found = only(compute_project(project(scenario({"activity": "cycling_facility", "inputs": inputs}))))
    # 38,376 t ÷ (10,61364 − 1,0512) t/an
    assert found.carbon_payback_years == Decimal("4.0")


def test_values_that_a_formula_refuses_are_passed_over() -> None:
    staff = {"activity": "commuting", "inputs": {"car": 10, "distance": 12, "days": 200, "telework_days": 40}}
    assert switching_value(project(scenario(staff, SCREENS)), "led", 0, "telework_days").value is not None


def test_a_balance_that_is_always_null_switches_at_the_lowest_value() -> None:
    meals = {"activity": "canteen_menus", "inputs": {"beef_before": 5}}
    assert switching_value(project(scenario(meals)), "led", 0, "beef_before").value == 0
