"""Heating: needs, systems, networks and manufacture, worked out by hand."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.footprint import FootprintResult, Role, activity, estimate, missing_inputs
from assistant.calculators.footprint.activities import building_heating
from assistant.calculators.footprint.building_needs import USES
from assistant.calculators.footprint.heating import systems
from assistant.calculators.footprint.registry import load_registry
from assistant.errors import InputError

BILL: dict[str, Any] = {"consumption_before": "120 MWh"}
SCHOOL: dict[str, Any] = {
    "floor_area": "1 500 m²",
    "building_use": "primary_school",
    "department": "33",
    "area_ratio": "need",
}
MEAN: dict[str, Any] = {"building_use": "housing", "dpe_class": "mean"}
OWN_YIELD: dict[str, Any] = {"logs": "0,7", "log_stove": "0,6", "wood_chips": "0,75"}


def value(result: FootprintResult, name: str) -> Decimal:
    return next(figure.value for figure in result.figures if figure.name == name)


def heating(**inputs: Any) -> FootprintResult:
    return estimate("building_heating", inputs)


CASES: list[tuple[dict[str, Any], str, str]] = [
    # 120 000 kWh PCS × 0,9 × 0,8 = 86 400 kWh utiles ; ÷ 2,78 ; × 0,0645 kg
    ({**BILL, "system_before": "gas", "system_after": "heat_pump_air_water"}, "remaining_emissions", "2.00460431655"),
    # the same bill in PCI: 120 000 × 0,8 ÷ 2,78 × 0,0645 kg
    ({**BILL, "system_before": "gas", "system_after": "heat_pump_air_water", "gas_basis": "pci"},
     "remaining_emissions", "2.22733812950"),
    # radiators at 35 °C: 86 400 ÷ 3,98 × 0,0645 kg
    ({**BILL, "system_before": "gas", "system_after": "heat_pump_air_water", "emitters": "35"},
     "remaining_emissions", "1.40020100503"),
    # 120 000 kWh PCS × 0,215 kg
    ({**BILL, "system_before": "gas", "system_after": "gas"}, "emissions_before", "25.8"),
    # seasonal method: 120 000 kWh × 0,115 kg
    ({**BILL, "system_before": "electric", "system_after": "electric", "electricity_method": "seasonal"},
     "emissions_before", "13.8"),
    # final energy: 900 m² × 81 kWh/m²
    ({"floor_area": "900 m²", "system_before": "oil", "system_after": "pellets"}, "consumption_before", "72900"),
    # need: 1 500 × 81 × 1 388 ÷ 2 200 ÷ 0,71 kWh PCI
    ({**SCHOOL, "system_before": "oil", "system_after": "pellets"}, "consumption_before", "107965.428937"),
    # housing: 65 m² × 165 × 1 388 ÷ 2 200 + 2,17 habitants × 955 kWh, both ÷ yield of the network
    ({"floor_area": 65, "building_use": "housing", "dpe_class": "d", "department": "33", "area_ratio": "need",
      "hot_water": "yes", "dwellings": 1, "system_before": "heat_network", "system_after": "heat_network",
      "yield_after": 1}, "remaining_emissions", "0.96343465"),
    # network by name: 120 000 × 0,71 ÷ 0,86 × 0,036 kg
    ({**BILL, "system_before": "oil", "system_after": "heat_network", "network": "7203C"},
     "remaining_emissions", "3.56651162791"),
    ({**BILL, "system_before": "oil", "system_after": "heat_network", "network_factor": "0,05 kgCO2e/kWh"},
     "remaining_emissions", "4.95348837209"),
    # need given: 1 000 m² × 60 kWh/m² ÷ 0,7
    ({"floor_area": 1000, "need_per_area": 60, "system_before": "oil", "system_after": "logs", "yield_after": "0,7"},
     "consumption_after", "85714.2857143"),
    # 80 kW × 302 kg, once
    ({**BILL, "system_before": "gas", "system_after": "heat_pump_air_water", "installed_power": "80 kW"},
     "induced_emissions", "24.16"),
    # mean of dwellings heated by gas: 79 188 175 605 kWh ÷ 954 498 123 m²
    ({"floor_area": 1, **MEAN, "system_before": "gas", "system_after": "gas"}, "consumption_before", "82.96315"),
    ({**BILL, "system_before": "electric", "system_after": "electric", "electricity_method": "mix"},
     "emissions_before", "6.228"),
    # 12 000 L × 10,031 kWh × 0,323 kg ; 25 t × 4,6 kWh/kg
    ({"oil_volume": "12 000 L", "system_before": "oil", "system_after": "oil"}, "emissions_before", "38.880156"),
    ({"pellet_mass": "25 t", "system_before": "pellets", "system_after": "oil"}, "consumption_before", "115000"),
    # manufacture of radiators: 86 400 kWh × 0,015 kg, by year
    ({**BILL, "system_before": "gas", "system_after": "electric"}, "induced_emissions", "1.296"),
]  # fmt: skip


@pytest.mark.parametrize(("inputs", "figure", "expected"), CASES)
def test_golden_value(inputs: dict[str, Any], figure: str, expected: str) -> None:
    assert float(value(heating(**inputs), figure)) == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize("system", sorted(systems()))
@pytest.mark.parametrize("hot_water", ["no", "yes"])
def test_every_system_replaces_oil_and_is_replaced_by_it(system: str, hot_water: str) -> None:
    own = {"yield_after": OWN_YIELD[system]} if system in OWN_YIELD else {}
    after = heating(**SCHOOL, hot_water=hot_water, system_before="oil", system_after=system, **own)
    own = {"yield_before": OWN_YIELD[system]} if system in OWN_YIELD else {}
    before = heating(**SCHOOL, hot_water=hot_water, system_before=system, system_after="oil", **own)
    assert value(after, "consumption_after") == value(before, "consumption_before") > 0
    assert value(after, "avoided_emissions") == -value(before, "avoided_emissions")


@pytest.mark.parametrize("use", sorted(USES))
@pytest.mark.parametrize("period", ["re2020", "rt2012", "moyenne_2021"])
def test_every_use_and_period_has_a_ratio(use: str, period: str) -> None:
    inputs = {"floor_area": 100, "building_use": use, "period": period}
    assert value(heating(**inputs, system_before="gas", system_after="oil"), "consumption_before") > 0


def test_a_colder_place_needs_more_heat() -> None:
    both = [
        heating(**{**SCHOOL, "department": place}, system_before="oil", system_after="oil") for place in ("13", "25")
    ]
    assert value(both[0], "consumption_before") < value(both[1], "consumption_before")


def test_every_department_has_its_degree_days() -> None:
    spec = next(one for one in activity("building_heating").inputs if one.name == "department")
    factors = load_registry().factors
    assert len(spec.choices) == 96
    assert all(f"climat.dju.{choice.value.upper()}" in factors for choice in spec.choices)


def test_every_system_of_the_table_is_a_choice_and_has_its_factors() -> None:
    table = Path(building_heating.__file__).with_name("heating_systems.toml")
    names = set(tomllib.loads(table.read_text(encoding="utf-8")))
    for side in ("system_before", "system_after"):
        spec = next(one for one in activity("building_heating").inputs if one.name == side)
        assert {choice.value for choice in spec.choices} == names


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ({**BILL, "system_before": "oil", "system_after": "wood_chips"}, "Aucun rendement publié.*plaquettes"),
        ({**BILL, "system_before": "oil", "system_after": "gas", "network_factor": 0.1}, "ne sert que pour un réseau"),
        ({"floor_area": 100, "hot_water": "yes", "system_before": "oil", "system_after": "gas"}, "area_ratio = need"),
        ({**SCHOOL, "building_use": "housing", "hot_water": "yes", "system_before": "oil", "system_after": "gas"},
         "nombre de logements"),
        ({"floor_area": 65, **MEAN, "system_before": "electric", "system_after": "oil"},
         "non couverte pour ce chauffage"),
        ({"floor_area": 65, **MEAN, "area_ratio": "need", "system_before": "gas", "system_after": "oil"},
         "pas un besoin"),
        ({"oil_volume": 100, "system_before": "gas", "system_after": "oil"}, "chauffage actuel est « gaz"),
        ({**BILL, "system_before": "oil", "system_after": "heat_network", "network_factor": "factor:inconnu"},
         "aucun facteur « inconnu »"),
        ({**BILL, "system_before": "oil", "system_after": "heat_network", "network_factor": "factor:pv.productible"},
         "ne se convertit pas"),
        ({**SCHOOL, "department": "99", "system_before": "oil", "system_after": "gas"}, "01 \\(Ain\\).*96 en tout"),
        ({**BILL, "system_before": "oil", "system_after": "charbon"}, "pas possible"),
        ({"system_before": "oil", "system_after": "gas"}, "Il manque : Consommation annuelle de chauffage"),
        ({**BILL, "system_before": "oil", "system_after": "gas", "yield_after": "12"}, "De 0,2 à 8"),
        ({"consumption_before": "120 MWh PCI", "system_before": "gas", "system_after": "oil"}, "ne se convertit pas"),
    ],
)  # fmt: skip
def test_a_bad_input_is_explained(inputs: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        heating(**inputs)


def test_every_network_of_the_list_has_its_content() -> None:
    for name in ("building_heating", "heat_network", "building_renovation"):
        spec = next(one for one in activity(name).inputs if one.name == "network")
        named = [choice.value for choice in spec.choices if choice.value not in {"average", "unlisted"}]
        assert len(named) == len(set(named)) > 100
        assert all(f"rcu.local.{value.upper()}" in load_registry().factors for value in named)


def test_an_unlisted_network_takes_the_worst_content() -> None:
    worst = heating(**BILL, system_before="oil", system_after="heat_network", network="unlisted")
    assert value(worst, "remaining_emissions") == value(
        heating(**BILL, system_before="oil", system_after="heat_network", network_factor="0,385"), "remaining_emissions"
    )
    assert not any("moyen" in warning for warning in worst.warnings if "réseaux" in warning)


def test_a_town_that_is_no_name_brings_its_networks() -> None:
    with pytest.raises(InputError, match="0602c \\(Nice, Nice Est\\), 0606c \\(Nice, MSE\\)… \\(122 en tout"):
        heating(**BILL, system_before="oil", system_after="heat_network", network="Nice")


def test_the_average_of_networks_warns_of_what_it_hides() -> None:
    average = heating(**BILL, system_before="oil", system_after="heat_network")
    assert any("0,385" in warning for warning in average.warnings)
    named = heating(**BILL, system_before="oil", system_after="heat_network", network="7202c")
    assert not any("0,385" in warning for warning in named.warnings)


def test_a_network_is_named_by_a_factor_of_the_registry() -> None:
    result = heating(**BILL, system_before="oil", system_after="heat_network", network_factor="factor:rcu.local.7203C")
    named = heating(**BILL, system_before="oil", system_after="heat_network", network="7203c")
    assert value(result, "remaining_emissions") == value(named, "remaining_emissions")
    used = next(one for one in result.inputs if one.name == "network_factor")
    assert "Identifiant 48500" in used.because
    assert used.uncertainty_percent == 30


def test_the_manufacture_left_out_is_said() -> None:
    assert any(
        "Fabrication du nouvel équipement" in text
        for text in heating(**BILL, system_before="oil", system_after="gas").warnings
    )
    kept = heating(**BILL, system_before="oil", system_after="oil")
    assert not any("Fabrication du nouvel équipement" in text for text in kept.warnings)


def test_a_boiler_of_the_same_energy_saves_by_its_yield() -> None:
    better = heating(**BILL, system_before="gas", system_after="gas", yield_before="0,75", yield_after="0,9")
    assert value(better, "consumption_after") == Decimal(100000)


def test_an_input_that_counts_for_nothing_is_not_shown() -> None:
    names = {one.name for one in heating(**BILL, system_before="electric", system_after="electric").inputs}
    assert names.isdisjoint({"network", "gas_basis", "emitters", "dpe_class", "period"})


def test_refinements_are_never_asked() -> None:
    asked = {spec.name for spec in missing_inputs("building_heating", {"floor_area": 900, "system_before": "gas"})}
    assert asked == {"building_use", "system_after", "saving_share"}


@given(saving=st.integers(0, 95))
def test_more_insulation_never_emits_more(saving: int) -> None:
    once, more = (
        heating(**SCHOOL, system_before="gas", system_after="gas", saving_share=share)
        for share in (saving, min(95, saving + 1))
    )
    assert value(more, "remaining_emissions") <= value(once, "remaining_emissions")


def test_induced_and_avoided_stand_apart() -> None:
    result = heating(**BILL, system_before="oil", system_after="heat_pump_ground", installed_power=90)
    roles = {figure.name: figure.role for figure in result.figures}
    assert roles["induced_emissions"] is Role.INDUCED
    assert roles["avoided_emissions"] is Role.AVOIDED
    difference = value(result, "emissions_before") - value(result, "remaining_emissions")
    assert value(result, "avoided_emissions") == difference
