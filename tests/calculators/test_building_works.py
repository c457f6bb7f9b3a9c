"""Renovation, construction and roads: values worked out by hand, bad input, induced apart from avoided."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.footprint import FootprintResult, Role, activity, estimate, load_registry
from assistant.errors import InputError

RENOVATION: dict[str, Any] = {"consumption_before": "120 MWh", "system_before": "gas"}
DPE: dict[str, Any] = {"floor_area": "1 500 m²", "energy_before": "215 kWh/m²/an", "system_before": "oil"}
LAYER: dict[str, Any] = {"surface": "3 000 m²", "thickness": "6 cm"}

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("building_renovation", {**RENOVATION, "saving_share": "40 %"}, "saved_energy", "48000"),
    # 48 000 kWh PCS × 0,215 kg
    ("building_renovation", {**RENOVATION, "saving_share": "40 %"}, "avoided_emissions", "10.32"),
    ("building_renovation", {**RENOVATION, "consumption_after": "70 MWh"}, "saved_share", "41.6666666667"),
    # 1 500 m² × (215 − 55) kWh/m² × 0,323 kg
    ("building_renovation", {**DPE, "energy_after": "55 kWh/m²/an"}, "avoided_emissions", "77.52"),
    ("building_renovation", {**RENOVATION, "saving_share": 40, "works_area": "1 500 m²"}, "induced_emissions", "255"),
    ("building_renovation", {**RENOVATION, "saving_share": 40, "works_area": 1500, "works_footprint": 60},
     "induced_emissions", "90"),
    # 255 t ÷ 10,32 t/an
    ("building_renovation", {**RENOVATION, "saving_share": 40, "works_area": 1500}, "carbon_payback", "24.7093023256"),
    ("building_renovation", {**RENOVATION, "saving_share": 40, "energy_price": "0,11 €/kWh"}, "saved_cost", "5280"),
    ("building_renovation", {**RENOVATION, "saving_share": 40, "energy_price": "0,11", "works_cost": "264 000 €"},
     "simple_payback", "50"),
    ("building_renovation", {**RENOVATION, "system_before": "heat_network", "network": "7204C", "saving_share": 50},
     "avoided_emissions", "17.4"),
    ("building_construction", {"new_area": "1 200 m²"}, "induced_emissions", "780"),
    ("building_construction", {"new_area": 1200, "building_type": "collectif.seuil_re2020"},
     "induced_emissions", "888"),
    ("building_construction", {"new_area": 1200, "new_footprint": "700 kgCO2e/m²"}, "induced_emissions", "840"),
    # 1 200 m² × 170 kg + 800 t × 13 kg + 60 t × 87 kg
    ("building_construction", {"renovated_area": 1200, "rubble": "800 t", "mixed_waste": "60 t"},
     "induced_emissions", "219.62"),
    ("building_construction", {"renovated_area": 1200, "works_footprint": 100}, "induced_emissions", "120"),
    ("building_construction", {"renovated_area": 1200, "avoided_new_area": 1200}, "avoided_emissions", "780"),
    # 3 000 m² × 0,06 m × 2,35 t/m³
    ("roads", LAYER, "layer_mass", "423"),
    ("roads", LAYER, "induced_emissions", "22.5459"),
    ("roads", {"layer_mass": "420 t", "layer": "enrobe.rec20", "layer_before": "enrobe"},
     "avoided_emissions", "22.386"),
    # 40 t × 88 + 25 t × 155 + 3 t × 2 211 + 2 t × 938 kg
    ("roads", {"concrete": 40, "reinforced_concrete": 25, "new_steel": 3, "recycled_steel": 2},
     "induced_emissions", "15.904"),
    ("roads", {"aggregates": "900 t", "aggregates_factor": "4 kgCO2e/t"}, "induced_emissions", "3.6"),
    # 420 t × 53,3 kg + 300 t × 13 kg + 720 t × 35 km × 0,0946 kg
    ("roads", {"layer_mass": 420, "rubble": 300, "distance": "35 km"}, "induced_emissions", "28.66992"),
]  # fmt: skip


def value(result: FootprintResult, name: str) -> Decimal:
    return next(figure.value for figure in result.figures if figure.name == name)


@pytest.mark.parametrize(("name", "inputs", "figure", "expected"), CASES)
def test_golden_value(name: str, inputs: dict[str, Any], figure: str, expected: str) -> None:
    assert float(value(estimate(name, inputs), figure)) == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize(
    ("name", "inputs", "message"),
    [
        ("building_renovation", RENOVATION, "Il manque l'effet des travaux.*Exemple : 40 %"),
        ("building_renovation", {"floor_area": 900, "system_before": "gas", "saving_share": 40}, "energy_before"),
        ("building_renovation", {**RENOVATION, "saving_share": "140 %"}, "De 0 à 95"),
        ("building_renovation", {**RENOVATION, "energy_after": 55}, "floor_area, energy_after"),
        ("building_construction", {}, "au moins une quantité"),
        ("building_construction", {"new_area": 10, "building_type": "piscine"}, "pas possible.*bureaux"),
        ("building_construction", {"new_area": "-5 m²"}, "au moins 0"),
        ("roads", {}, "au moins une quantité"),
        ("roads", {"surface": 3000}, "épaisseur.*6 cm"),
        ("roads", {"surface": 3000, "thickness": "6 m"}, "De 0,5 à 100"),
        ("roads", {"surface": "3 km"}, "ne se convertit pas"),
        ("roads", {"aggregates": "900 t"}, "au moins une quantité"),
    ],
)
def test_a_bad_input_is_explained(name: str, inputs: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        estimate(name, inputs)


def test_a_renovation_that_saves_nothing_has_no_payback() -> None:
    inputs = {**RENOVATION, "saving_share": 0, "works_area": 100, "energy_price": "0,1", "works_cost": 1000}
    names = {figure.name for figure in estimate("building_renovation", inputs).figures}
    assert names.isdisjoint({"carbon_payback", "simple_payback"})


def test_a_figure_of_weak_source_is_told() -> None:
    renovated = estimate("building_construction", {"renovated_area": 100})
    assert any("CentraleSupélec" in warning for warning in renovated.warnings)
    threshold = estimate("building_construction", {"new_area": 100, "building_type": "maison.seuil_re2020"})
    assert any("plafond" in warning for warning in threshold.warnings)
    measured = estimate("building_construction", {"new_area": 100, "new_footprint": 700})
    assert not any("plafond" in warning for warning in measured.warnings)
    works = estimate("building_renovation", {**RENOVATION, "saving_share": 40, "works_area": 100})
    assert any("works_footprint" in warning for warning in works.warnings)


def test_what_is_not_covered_is_said() -> None:
    result = estimate("roads", {**LAYER, "aggregates": "900 t"})
    assert any("Granulats non couverts" in warning for warning in result.warnings)
    assert value(result, "induced_emissions") == value(estimate("roads", LAYER), "induced_emissions")


def test_the_archived_factor_of_transport_is_told() -> None:
    result = estimate("roads", {**LAYER, "distance": 35})
    assert any("n'est plus à jour depuis le 31/12/2018" in warning for warning in result.warnings)


@pytest.mark.parametrize("name", ["building_construction", "roads"])
def test_every_material_and_building_has_its_factor(name: str) -> None:
    factors = load_registry().factors
    prefix = {"building_type": "construction.", "works": "construction.renovation.", "layer": "mat.route."}
    for spec in activity(name).inputs:
        for choice in spec.choices if spec.name in prefix else ():
            assert f"{prefix[spec.name]}{choice.value}" in factors


@given(area=st.integers(1, 100_000))
def test_building_anew_what_is_built_anew_avoids_what_it_induces(area: int) -> None:
    both = estimate("building_construction", {"new_area": area, "avoided_new_area": area})
    assert value(both, "induced_emissions") == value(both, "avoided_emissions")


@given(thickness=st.integers(1, 50), more=st.integers(0, 50))
def test_a_thicker_layer_never_emits_less(thickness: int, more: int) -> None:
    thin, thick = (estimate("roads", {**LAYER, "thickness": cm}) for cm in (thickness, thickness + more))
    assert value(thin, "induced_emissions") <= value(thick, "induced_emissions")


def test_induced_and_avoided_stand_apart() -> None:
    for name, inputs in (
        ("building_construction", {"renovated_area": 100, "avoided_new_area": 100}),
        ("roads", {**LAYER, "layer_before": "enrobe"}),
        ("building_renovation", {**RENOVATION, "saving_share": 40, "works_area": 100}),
    ):
        roles = {figure.name: figure.role for figure in estimate(name, inputs).figures}
        assert roles["induced_emissions"] is Role.INDUCED
        assert roles["avoided_emissions"] is Role.AVOIDED
