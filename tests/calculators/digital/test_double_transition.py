"""The double transition: own footprint and avoided emissions apart, and the three break-evens."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculators.footprint import Role, estimate
from tests.calculators.digital.cases import values

PROJECT: dict[str, Any] = {"sensors": 200, "sensor_manufacture": 8, "lifetime": 8, "energy": "gas"}
GAS = Decimal("0.243")


def test_own_footprint_and_avoided_emissions_stand_apart() -> None:
    result = estimate("double_transition", {**PROJECT, "consumption": "500 MWh", "saving_share": "10 %"})
    roles = {figure.name: figure.role for figure in result.figures}
    assert roles["induced_emissions"] is Role.INDUCED
    assert roles["avoided_emissions"] is Role.AVOIDED


def test_values_by_hand() -> None:
    found = values("double_transition", {**PROJECT, "consumption": "500 MWh", "saving_share": "10 %"})
    own = Decimal(200) * 8 / 8 + Decimal(200) * Decimal("0.5") * 8760 / 1000 * Decimal("0.0519")
    use = own - 200
    assert found["induced_emissions"] == own
    assert found["avoided_emissions"] == 50_000 * GAS
    assert found["manufacture"] == 1600
    assert found["break_even_years"] == pytest.approx(1600 / (50_000 * GAS - use))
    assert found["break_even_savings"] == pytest.approx(own / GAS)
    assert found["break_even_share"] == pytest.approx(own / GAS / 500_000 * 100)


@settings(deadline=None, max_examples=30)  # the clock of a busy machine is not what is tested
@given(saved=st.integers(2_000, 10_000_000))
def test_saving_just_the_break_even_energy_avoids_just_the_own_footprint(saved: int) -> None:
    found = values("double_transition", {**PROJECT, "energy_saved": saved})
    needed = found["break_even_savings"]
    again = values("double_transition", {**PROJECT, "energy_saved": needed})
    assert again["avoided_emissions"] == pytest.approx(again["induced_emissions"])
    assert again["break_even_use"] == pytest.approx(Decimal(100))


def test_more_saved_pays_back_sooner() -> None:
    slow, fast = (
        values("double_transition", {**PROJECT, "energy_saved": kwh})["break_even_years"] for kwh in (5e3, 5e4)
    )
    assert fast < slow


def test_a_use_that_emits_more_than_it_avoids_never_pays_back_and_says_so() -> None:
    result = estimate("double_transition", {**PROJECT, "energy_saved": 10})
    assert "break_even_years" not in {figure.name for figure in result.figures}
    assert any("ne se rembourse pas" in warning for warning in result.warnings)


def test_a_sensor_without_factor_leaves_the_payback_unestimated_rather_than_null() -> None:
    result = estimate("double_transition", {"sensors": 9, "lifetime": 8, "energy": "gas", "energy_saved": 9000})
    names = {figure.name for figure in result.figures}
    assert not {"manufacture", "break_even_years"} & names
    assert any("seuils de retour sont des minimums" in warning for warning in result.warnings)


def test_saved_electricity_is_avoided_in_every_criterion_and_gas_in_the_climate_only() -> None:
    electric = values("double_transition", {**PROJECT, "energy": "electricity", "energy_saved": 1000})
    assert electric["avoided_primary_energy"] == Decimal("9313.5")
    gas = estimate("double_transition", {**PROJECT, "energy_saved": 1000})
    assert ("Énergie économisée", "eau") in {(one.line, one.criterion) for one in gas.not_estimated}


def test_every_equipment_and_the_online_service_count() -> None:
    base = values("double_transition", {**PROJECT, "energy_saved": 1000})["induced_emissions"]
    for more in ({"tablets": 2}, {"screens": 1}, {"servers": 1}, {"service_energy": 100}, {"data": 50}):
        assert values("double_transition", {**PROJECT, "energy_saved": 1000, **more})["induced_emissions"] > base


def test_the_factor_of_ones_own_network_replaces_the_named_energy() -> None:
    found = values(
        "double_transition", {**PROJECT, "energy": "heat_network", "energy_saved": 1000, "energy_factor": "0,11"}
    )
    assert found["avoided_emissions"] == 110


def test_nothing_saved_gives_no_threshold() -> None:
    assert "break_even_use" not in values("double_transition", {**PROJECT, "energy_saved": 0})
