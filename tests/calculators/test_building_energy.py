"""Lighting, photovoltaics, heat network and cooling: values worked out by hand, bad input."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.footprint import FootprintResult, Role, activity, estimate, load_registry
from assistant.calculators.footprint.building_needs import USES
from assistant.errors import InputError

LIGHTS: dict[str, Any] = {"points": 420, "power_before": "150 W", "power_after": "45 W", "hours_before": "4 000 h/an"}
PANELS: dict[str, Any] = {"peak_power": "36 kWc", "yield": "1 150 kWh/kWc"}
NETWORK: dict[str, Any] = {"heat_delivered": "1 200 MWh", "system_before": "oil"}
COOLED: dict[str, Any] = {"consumption_before": "8 000 kWh"}

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    # 420 × 45 W × (4 000 − 3 × 365 h)
    ("public_lighting", {**LIGHTS, "night_off": "3 h/nuit"}, "consumption_after", "54904.5"),
    # 420 × 45 W × (4 000 − 6 × 365 × 50 % h)
    ("public_lighting", {**LIGHTS, "dimming_share": "50 %", "dimming_hours": "6 h/nuit"},
     "consumption_after", "54904.5"),
    ("public_lighting", {**LIGHTS, "luminaire_footprint": "90 kgCO2e/point"}, "induced_emissions", "37.8"),
    ("public_lighting", {**LIGHTS, "electricity_price": "0,2 €/kWh"}, "saved_cost", "35280"),
    # 420 × 600 € ÷ (176 400 kWh × 0,2 €)
    ("public_lighting", {**LIGHTS, "electricity_price": "0,2 €/kWh", "luminaire_price": "600 €/point"},
     "simple_payback", "7.14285714286"),
    ("photovoltaics", PANELS, "avoided_emissions", "2.14866"),
    ("photovoltaics", {**PANELS, "reference_mix": "2023"}, "avoided_emissions", "2.4012"),
    ("photovoltaics", {**PANELS, "reference_factor": "0,1 kgCO2e/kWh"}, "avoided_emissions", "4.14"),
    ("photovoltaics", PANELS, "induced_emissions", "1.20474"),
    ("photovoltaics", {**PANELS, "panel_footprint": "550 kgCO2e/kWc"}, "induced_emissions", "19.8"),
    ("photovoltaics", {**PANELS, "self_consumed_share": "60 %"}, "exported", "16560"),
    # 24 840 kWh × 0,2 €
    ("photovoltaics", {**PANELS, "self_consumed_share": "60 %", "electricity_price": "0,2 €/kWh"},
     "saved_cost", "4968"),
    ("photovoltaics", {**PANELS, "self_consumed_share": "60 %", "export_price": "0,07 €/kWh"},
     "export_revenue", "1159.2"),
    ("photovoltaics", {**PANELS, "lifetime": "30 ans"}, "lifetime_production", "1242000"),
    # 41 400 kWh × 30 × (1 − 0,5 % × 14,5)
    ("photovoltaics", {**PANELS, "lifetime": 30, "degradation": "0,5 %/an"}, "lifetime_production", "1151955"),
    # 1 200 MWh × 0,86 ÷ 0,71 × 0,323 kg
    ("heat_network", NETWORK, "emissions_before", "469.487323944"),
    ("heat_network", NETWORK, "remaining_emissions", "130.8"),
    ("heat_network", {**NETWORK, "network": "7203C"}, "remaining_emissions", "43.2"),
    ("heat_network", {**NETWORK, "network_factor": "0,06 kgCO2e/kWh"}, "remaining_emissions", "72"),
    # 1 453 521 kWh × 0,11 € − 1 200 000 kWh × 0,09 €
    ("heat_network", {**NETWORK, "heat_price": "0,09", "energy_price": "0,11"}, "saved_cost", "51887.3239437"),
    # 8 000 kWh × 0,0542 kg
    ("cooling", COOLED, "emissions_before", "0.4336"),
    ("cooling", {**COOLED, "electricity_method": "saisonnalisee"}, "emissions_before", "0.976"),
    ("cooling", {**COOLED, "shading_share": "30 %"}, "avoided_emissions", "0.13008"),
    # 800 m² × 40 kWh/m² ÷ 4
    ("cooling", {"cooled_area": 800, "climate_zone": "H2c"}, "consumption_before", "8000"),
    ("cooling", {"cooled_area": 800, "climate_zone": "H2c", "seer": "5"}, "consumption_before", "6400"),
    # 0,8 kg × 771 ; 12 kg × 5 % × 2 255,5
    ("cooling", {**COOLED, "refrigerant_leak": "0,8 kg/an"}, "refrigerant_emissions", "0.6168"),
    ("cooling", {**COOLED, "refrigerant_charge": "12 kg", "leak_rate": "5 %/an", "refrigerant": "R-410A"},
     "refrigerant_emissions", "1.3533"),
    ("cooling", {**COOLED, "situation": "new", "refrigerant_leak": 1, "refrigerant": "r744"},
     "induced_emissions", "0.4346"),
]  # fmt: skip


def value(result: FootprintResult, name: str) -> Decimal:
    return next(figure.value for figure in result.figures if figure.name == name)


@pytest.mark.parametrize(("name", "inputs", "figure", "expected"), CASES)
def test_golden_value(name: str, inputs: dict[str, Any], figure: str, expected: str) -> None:
    assert float(value(estimate(name, inputs), figure)) == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize(
    ("name", "inputs", "message"),
    [
        ("public_lighting", {**LIGHTS, "power_before": "5 kW"}, "au plus 2.000.W/point"),
        ("public_lighting", {**LIGHTS, "dimming_share": 50}, "durée de la baisse"),
        ("public_lighting", {**LIGHTS, "night_off": 10, "dimming_hours": 9}, "dure plus que l'éclairage restant"),
        ("public_lighting", {**LIGHTS, "night_off": 14}, "dure plus que l'éclairage actuel"),
        ("photovoltaics", {**PANELS, "lifetime": "30,5 ans"}, "nombre entier"),
        ("photovoltaics", {**PANELS, "reference_mix": "allemand"}, "pas possible.*2024"),
        ("heat_network", {"heat_delivered": 10, "system_before": "heat_network"}, "pas possible"),
        ("heat_network", {"heat_delivered": 10, "system_before": "logs"}, "Aucun rendement publié"),
        ("heat_network", {**NETWORK, "network_factor": "1,5 kgCO2e/kWh"}, "De 0 à 1"),
        ("cooling", {}, "Il manque : Électricité de climatisation"),
        ("cooling", {**COOLED, "refrigerant_charge": 12}, "taux de fuite"),
        ("cooling", {**COOLED, "refrigerant_leak": 1, "refrigerant": "R-12"}, "pas possible"),
    ],
)
def test_a_bad_input_is_explained(name: str, inputs: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        estimate(name, inputs)


@pytest.mark.parametrize("use", sorted(USES))
@pytest.mark.parametrize("zone", ["h1a", "h1b", "h1c", "h2a", "h2b", "h2c", "h2d", "h3"])
def test_every_use_and_zone_has_its_need_of_cold(use: str, zone: str) -> None:
    assert value(
        estimate("cooling", {"cooled_area": 1, "building_use": use, "climate_zone": zone}), "consumption_before"
    )


def test_every_refrigerant_has_its_potential() -> None:
    spec = next(one for one in activity("cooling").inputs if one.name == "refrigerant")
    assert all(f"prg.{choice.value}" in load_registry().factors for choice in spec.choices)


def test_a_blend_warms_as_the_masses_of_its_gases() -> None:
    factors = load_registry().factors
    gas = {name: factors[f"prg.{name}"].value for name in ("r32", "r125", "r134a", "r143a")}
    half, share = Decimal("0.5"), Decimal
    assert factors["prg.r410a"].value == half * gas["r32"] + half * gas["r125"]
    assert factors["prg.r407c"].value == (
        share("0.23") * gas["r32"] + share("0.25") * gas["r125"] + share("0.52") * gas["r134a"]
    )
    blend = share("0.44") * gas["r125"] + share("0.04") * gas["r134a"] + share("0.52") * gas["r143a"]
    assert factors["prg.r404a"].value == blend.to_integral_value()


def test_leaks_left_out_are_said() -> None:
    assert any("Fuites de fluide" in warning for warning in estimate("cooling", COOLED).warnings)
    counted = estimate("cooling", {**COOLED, "refrigerant_leak": 1})
    assert not any("Fuites de fluide" in warning for warning in counted.warnings)


def test_a_new_installation_is_induced_and_an_old_one_is_the_reference() -> None:
    new = {one.name: one.role for one in estimate("cooling", {**COOLED, "situation": "new"}).figures}
    old = {one.name: one.role for one in estimate("cooling", COOLED).figures}
    assert new["induced_emissions"] is Role.INDUCED
    assert old["emissions_before"] is Role.REFERENCE
    assert "induced_emissions" not in old


def test_the_mix_that_panels_replace_is_named() -> None:
    named = next(one for one in estimate("photovoltaics", PANELS).inputs if one.name == "reference_mix")
    assert named.display == "mix moyen français 2024"


def test_the_average_network_warns_of_what_it_hides() -> None:
    assert any("0,385" in warning for warning in estimate("heat_network", NETWORK).warnings)
    given_content = estimate("heat_network", {**NETWORK, "system_before": "pellets", "network_factor": 0.05})
    assert not any("0,385" in warning for warning in given_content.warnings)
    assert any("biogénique" in warning for warning in given_content.warnings)


@given(share=st.integers(0, 99))
def test_more_shade_never_emits_more(share: int) -> None:
    less, more = (estimate("cooling", {**COOLED, "shading_share": part}) for part in (share, share + 1))
    assert value(more, "remaining_emissions") < value(less, "remaining_emissions")


@given(hours=st.integers(0, 10), share=st.integers(0, 100))
def test_dimming_never_consumes_more(hours: int, share: int) -> None:
    dimmed = estimate("public_lighting", {**LIGHTS, "dimming_hours": hours, "dimming_share": share})
    plain = estimate("public_lighting", LIGHTS)
    assert value(dimmed, "consumption_after") <= value(plain, "consumption_after")
