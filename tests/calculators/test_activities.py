"""The footprint activities: golden values worked out by hand, units, bad input."""

import re
from decimal import Decimal
from typing import Any

import pytest

from assistant.calculators.footprint import activity as described
from assistant.calculators.footprint import all_activities, estimate, missing_inputs
from assistant.calculators.footprint.input_spec import InputKind
from assistant.errors import InputError

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    # 420 × (150 W × 4000 h − 45 W × 4000 h) = 176 400 kWh ; × 0,0587 kg = 10,354 68 t
    ("public_lighting", {"points": 420, "power_before": "150 W", "power_after": 45, "hours_before": "4 000 h/an"},
     "avoided_emissions", "10.35468"),
    # 120 000 kWh × (1 − 30 %) × 0,0645 kg
    ("building_heating", {"consumption_before": "120 MWh", "system_before": "electric", "system_after": "electric",
     "saving_share": "30 %"}, "remaining_emissions", "5.418"),
    ("photovoltaics", {"peak_power": "36 kWc", "yield": "1 150 kWh/kWc"}, "production", "41400"),
    ("vehicle_replacement", {"vehicles": 3, "distance": "12 000 km"}, "emissions_before", "6.368184"),
    ("modal_shift", {"users": 100, "distance": "5 km", "days": 180, "mode_after": "ebike"},
     "induced_emissions", "1.971"),
    ("digital_equipment", {"laptops": 30, "lifetime": "6 ans", "lifetime_before": 3}, "avoided_emissions", "0.92545"),
]  # fmt: skip


@pytest.mark.parametrize(("activity", "inputs", "figure", "value"), CASES)
def test_golden_value(activity: str, inputs: dict[str, Any], figure: str, value: str) -> None:
    result = estimate(activity, inputs)
    assert {one.name: one.value for one in result.figures}[figure] == Decimal(value)


@pytest.mark.parametrize(("activity", "inputs", "figure", "value"), CASES)
def test_every_factor_of_the_trace_has_its_source(
    activity: str, inputs: dict[str, Any], figure: str, value: str
) -> None:
    result = estimate(activity, inputs)
    assert all(factor.source and factor.locator for factor in result.factors)
    assert {step.factor_id for step in result.steps} - {None} <= {factor.factor_id for factor in result.factors}


@pytest.mark.parametrize(
    ("activity", "inputs", "message"),
    [
        ("charbon", {}, "Activité inconnue"),
        ("public_lighting", {"points": 420}, "Il manque"),
        ("public_lighting", {"points": -3, "power_before": 1, "power_after": 1}, "hors limites"),
        ("public_lighting", {"points": 3, "power_before": "150 km", "power_after": 1}, "ne se convertit pas"),
        ("photovoltaics", {"peak_power": "36 kW"}, "ne se convertit pas"),
        ("photovoltaics", {"peak_power": float("nan")}, "n'est pas un nombre"),
        ("vehicle_replacement", {"vehicles": 2.5, "distance": 1}, "nombre entier"),
        ("vehicle_replacement", {"voitures": 2}, "n'est pas une donnée"),
    ],
)
def test_a_bad_input_is_explained(activity: str, inputs: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        estimate(activity, inputs)


def test_the_uncertainty_of_the_factor_is_carried_to_the_result() -> None:
    result = estimate("public_lighting", {"points": 420, "power_before": 150, "power_after": 45})
    avoided = next(figure for figure in result.figures if figure.name == "avoided_emissions")
    assert avoided.interval is not None
    assert float(avoided.interval.high / avoided.value) == pytest.approx(1.3, rel=1e-4)
    assert float(avoided.value / avoided.interval.low) == pytest.approx(1.3, rel=1e-4)


def test_the_same_inputs_give_the_same_calculation() -> None:
    one, other = (estimate("photovoltaics", {"peak_power": value}) for value in ("36 kWc", 36))
    assert one == other


def test_missing_inputs_come_as_questions() -> None:
    for activity in all_activities():
        assert all(spec.question.endswith("?") for spec in missing_inputs(activity.id, {}))


OUT_OF_THIS_WORLD = (1e30, -1e30, 10**400, "1" * 300, float("inf"))


@pytest.mark.parametrize(("name", "inputs"), [(case[0], case[1]) for case in CASES])
@pytest.mark.parametrize("value", OUT_OF_THIS_WORLD, ids=lambda value: str(value)[:8])
def test_a_number_out_of_this_world_is_refused_in_a_readable_sentence(
    name: str, inputs: dict[str, Any], value: Any
) -> None:
    numbers = [spec.name for spec in described(name).inputs if spec.kind is InputKind.NUMBER]
    assert numbers
    for number in numbers:
        with pytest.raises(InputError) as told:
            estimate(name, {**inputs, number: value})
        assert len(str(told.value)) < 400


def test_every_number_has_its_bounds() -> None:
    specs = [spec for activity in all_activities() for spec in activity.inputs if spec.kind is InputKind.NUMBER]
    assert [spec.name for spec in specs if spec.minimum is None or spec.maximum is None] == []


def test_a_saving_that_is_negative_is_said() -> None:
    result = estimate("public_lighting", {"points": 10, "power_before": 45, "power_after": 150})
    assert any("La consommation augmente" in warning for warning in result.warnings)
    assert any("Les émissions augmentent" in warning for warning in result.warnings)


def test_the_trace_reads_without_endless_decimals_and_keeps_full_precision() -> None:
    result = estimate(
        "building_heating",
        {"consumption_before": "120 MWh", "system_before": "oil", "system_after": "pellets", "saving_share": "30 %"},
    )
    for step in result.steps:
        assert all(len(number.partition(",")[2]) <= 6 for number in re.findall(r"\d+,\d+", step.expression))
        assert "ratio" not in step.expression
    assert any(len(str(step.value)) > 20 for step in result.steps)
