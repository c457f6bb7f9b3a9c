"""The mobility activities: values worked out by hand, algebra, bad input."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.footprint import InputStatus, Role, activity, estimate
from assistant.calculators.footprint.activities.travel_modes import travel_modes
from assistant.calculators.footprint.registry import load_registry
from assistant.errors import InputError

Given = Mapping[str, Any]
CYCLING: Given = {"users": 150, "car_share": "40 %", "distance": "4 km", "days": 200}
BUS: Given = {"passengers": 200_000, "trip_length": "5 km", "energy_after": "electric"}
CARPOOL: Given = {"users": 50, "distance": "20 km", "days": 200, "occupancy_after": "2,5"}
SHARING: Given = {
    "members": 60, "avoided_distance": "3 000 km", "shared_vehicles": 4, "shared_distance": "15 000 km",
}  # fmt: skip
COMMUTING: Given = {"car": 100, "carpool": 10, "bus": 20, "walk": 5, "distance": "12 km", "days": 200}
TRAVEL: Given = {"tgv": 100_000, "plane_short": "20 000 km", "car": 30_000}
FLEET: Given = {"moyenne_gazole_before": 10, "moyenne_electrique_after": 8, "distance": "10 000 km"}
FLEET_OF_ONE: Given = {"moyenne_gazole_before": 1, "moyenne_electrique_after": 1}
HYBRID_MEASURED: Given = {
    "vehicles": 1, "distance": 9, "fuel_before": "hybride", "consumption_before": "5 L/100 km",
}  # fmt: skip
MEASURED: Given = {"service_km": "60 000 km", "energy_after": "electric", "kwh_after": "120 kWh/100 km"}


def values(name: str, inputs: Given) -> dict[str, Decimal]:
    return {figure.name: figure.value for figure in estimate(name, inputs).figures}


BY_HAND: list[tuple[str, Given, str, str]] = [
    # 150 × 2 × 4 × 200 × 40 % = 96 000 passager.km ÷ 1,6 × 0,176 894 kg
    ("cycling_facility", CYCLING, "avoided_emissions", "10.61364"),
    ("cycling_facility", CYCLING, "induced_emissions", "1.0512"),  # 96 000 × 0,010 95
    ("cycling_facility", {**CYCLING, "bike": "bike"}, "induced_emissions", "0.01632"),  # 96 000 × 0,000 17
    ("cycling_facility", {**CYCLING, "length": "2 km"}, "avoided_emissions_by_km", "5.30682"),
    # 13 500 m² × 120 kg × 53,3 kg/t
    ("cycling_facility", {**CYCLING, "paved_area": "13 500 m²"}, "works_emissions", "86.346"),
    ("bus_service", BUS, "induced_emissions", "21.7"),  # 1 000 000 × 0,021 7
    ("bus_service", {**BUS, "energy_before": "diesel"}, "avoided_emissions", "100.72"),  # × (0,122 42 − 0,021 7)
    ("bus_service", {**BUS, "energy_before": "gas"}, "emissions_before", "121.7"),
    # 300 000 passager.km ÷ 1,6 × 0,176 894
    ("bus_service", {**BUS, "car_share": "30 %"}, "avoided_car_emissions", "33.167625"),
    ("bus_service", MEASURED, "induced_emissions", "3.6936"),  # 600 × 120 kWh × 0,051 3
    # 600 × 28 L × 3,07
    ("bus_service", {**MEASURED, "energy_before": "hybrid", "litres_before": "28 L/100 km"}, "emissions_before",
     "51.576"),
    # 50 × 20 × 2 × 200 = 400 000 passager.km ; × (1 − 1 ÷ 2,5) × 0,176 894
    ("carpool", CARPOOL, "avoided_emissions", "42.45456"),
    ("carpool", {**CARPOOL, "detour": "10 %"}, "remaining_emissions", "31.133344"),
    ("car_sharing", SHARING, "avoided_emissions", "31.84092"),  # 180 000 × 0,176 894
    ("car_sharing", {**SHARING, "shared_fuel": "electrique"}, "induced_emissions", "1.16058"),  # 60 000 × 0,019 343
    ("car_sharing", {**SHARING, "cars_removed": 10}, "avoided_manufacture", "3.375"),  # 10 × 1 500 × 4,5 ÷ 20
    ("commuting", COMMUTING, "emissions_car", "84.90912"),  # 100 × 12 × 2 × 200 × 0,176 894
    ("commuting", COMMUTING, "emissions_carpool", "4.245456"),  # un dixième, à deux par voiture
    ("commuting", COMMUTING, "emissions_walk", "0"),
    ("commuting", {**COMMUTING, "distance_bus": "5 km"}, "emissions_bus", "4.8968"),  # 20 × 5 × 400 × 0,122 42
    ("commuting", {"car": 100, "distance": 12, "days": 200, "telework_days": 50}, "avoided_emissions", "21.22728"),
    ("commuting", {"car": 100, "distance": 12, "days": 200, "telework_days": 50, "rebound": "20 %"},
     "rebound_emissions", "4.245456"),
    ("business_travel", TRAVEL, "train_emissions", "0.293"),
    ("business_travel", TRAVEL, "plane_emissions", "4.49144"),  # 20 000 × (0,000 372 + 0,123 2 + 0,101)
    ("business_travel", {**TRAVEL, "contrails": "no"}, "plane_emissions", "2.47144"),
    ("business_travel", TRAVEL, "car_emissions", "5.30682"),
    # 10 000 × (0,224 572 − 0,002 93)
    ("business_travel", {**TRAVEL, "shifted_share": "50 %"}, "avoided_emissions", "2.21642"),
    ("vehicle_fleet", FLEET, "use_before", "17.6894"),
    ("vehicle_fleet", FLEET, "manufacture_after", "4.3"),  # 8 × (1 500 × 4,5 + 40 × 100) ÷ 20 ans
    ("vehicle_fleet", {**FLEET, "lifetime": "10 ans"}, "manufacture_before", "6.75"),
    ("vehicle_fleet", {**FLEET, "distance_moyenne": "20 000 km"}, "manufacture_before", "6"),  # 11,25 ans
    ("vehicle_fleet", {**FLEET, "distance_after": "5 000 km"}, "use_after", "0.77372"),
    ("vehicle_replacement", {"vehicles": 1, "distance": "10 000 km", "size": "suv", "fuel_before": "gpl"},
     "emissions_before", "2.6373"),
    ("vehicle_replacement", {"vehicles": 1, "distance": "10 000 km", "consumption_after": "20 kWh/100 km"},
     "remaining_emissions", "0.1341275"),  # 2 000 kWh × 0,051 3 + 10 000 × 0,003 152 75
]  # fmt: skip


@pytest.mark.parametrize(("name", "inputs", "figure", "value"), BY_HAND)
def test_a_figure_is_the_one_worked_out_by_hand(name: str, inputs: Given, figure: str, value: str) -> None:
    assert values(name, inputs)[figure] == pytest.approx(Decimal(value), rel=Decimal("1e-12"))


@given(before=st.integers(0, 200), after=st.integers(0, 200))
def test_exchanging_the_two_fleets_changes_the_sign_of_what_is_avoided(before: int, after: int) -> None:
    one = values("vehicle_fleet", {"petite_essence_before": before, "vul_electrique_after": after, "distance": 9000})
    other = values("vehicle_fleet", {"vul_electrique_before": after, "petite_essence_after": before, "distance": 9000})
    assert one["avoided_emissions"] == -other["avoided_emissions"]


@given(share=st.integers(0, 99))
def test_more_cyclists_from_the_car_never_avoid_less(share: int) -> None:
    less, more = (values("cycling_facility", {**CYCLING, "car_share": one}) for one in (share, share + 1))
    assert less["avoided_emissions"] <= more["avoided_emissions"]


@given(days=st.integers(0, 200))
def test_what_telework_leaves_and_avoids_add_up(days: int) -> None:
    found = values("commuting", {**COMMUTING, "telework_days": days})
    assert found["remaining_emissions"] + found["avoided_emissions"] == pytest.approx(found["emissions_before"])


@given(persons=st.integers(1, 9))
def test_a_car_of_several_emits_what_one_does(persons: int) -> None:
    alone = values("commuting", {"car": 1, "distance": 10})["emissions_before"]
    together = values("commuting", {"carpool": persons, "carpool_occupancy": persons, "distance": 10})
    assert together["emissions_before"] == pytest.approx(alone)


def test_a_distance_for_each_way_to_travel_does_without_a_common_one() -> None:
    assert values("commuting", {"car": 5, "distance_car": 9}) == values("commuting", {"car": 5, "distance": 9})


def test_nobody_from_the_car_leaves_no_payback() -> None:
    found = values("cycling_facility", {**CYCLING, "car_share": 0, "paved_area": "100 m²"})
    assert found["avoided_emissions"] == 0
    assert "works_emissions" in found
    assert "carbon_payback" not in found


WRONG: list[tuple[str, Given, str, str]] = [
    ("bus_service", {**MEASURED, "energy_before": "diesel"}, "litres_before", "n'est mesurée que d'un côté"),
    ("bus_service", {**MEASURED, "energy_before": "gas", "on_board": 9}, "energy_before", "que d'un côté"),
    ("bus_service", {**BUS, "energy_before": "diesel", "litres_before": 30, "service_km": 9}, "kwh_after", "d'un côté"),
    ("bus_service", {**BUS, "litres_after": "30 L/100 km"}, "litres_after", "n'est pas celle-là"),
    ("bus_service", {**BUS, "litres_before": 30, "service_km": 9}, "litres_before", "n'est pas celle-là"),
    ("bus_service", {**BUS, "kwh_after": 120}, "service_km", "donnez aussi les kilomètres"),
    ("bus_service", {**BUS, "energy_after": "hybrid"}, "litres_after", "hybride"),
    ("bus_service", {"service_km": 9, "energy_after": "gas"}, "on_board", "voyageurs à bord"),
    ("bus_service", {**MEASURED, "car_share": 10}, "on_board", "demande les voyageurs"),
    ("bus_service", {"energy_after": "gas"}, "passengers", "Il manque"),
    ("bus_service", {**BUS, "trip_length": "5 passager"}, "trip_length", "ne se convertit pas"),
    ("carpool", {**CARPOOL, "occupancy_after": 12}, "occupancy_after", "au plus"),
    ("cycling_facility", {**CYCLING, "car_share": "140 %"}, "car_share", "De 0 à 100"),
    ("car_sharing", {**SHARING, "members": -3}, "members", "au moins"),
    ("commuting", {"distance": 12}, "car", "Il manque"),
    ("commuting", {"car": 5, "bus": 5, "distance_bus": 9}, "distance_car", "Il manque la distance"),
    ("commuting", {**COMMUTING, "telework_days": 201}, "telework_days", "plus de jours de télétravail"),
    ("business_travel", {}, "tgv", "Il manque"),
    ("business_travel", {"tgv": 5, "shifted_share": 10}, "plane_short", "vols courts"),
    ("business_travel", {"tgv": "500 kWh"}, "tgv", "ne se convertit pas"),
    ("vehicle_fleet", {"distance": 9000}, "petite_essence_before", "Combien de véhicules aujourd'hui"),
    ("vehicle_fleet", {**FLEET_OF_ONE, "distance_after": 9000}, "distance_moyenne", "Il manque la distance"),
    ("vehicle_fleet", {"distance": 9000, "suv_gazole_before": 1}, "petite_essence_after", "après le projet"),
    (
        "vehicle_replacement",
        {"vehicles": 1, "distance": 9, "fuel_before": "hybride", "consumption_before": "5 L/100 km"},
        "consumption_before",
        "hybride",
    ),
]


@pytest.mark.parametrize(("name", "inputs", "field", "message"), WRONG)
def test_a_bad_input_is_explained_by_its_name(name: str, inputs: Given, field: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as told:
        estimate(name, inputs)
    assert told.value.field == field


def test_a_vehicle_kilometre_is_not_a_passenger_kilometre() -> None:
    units = {mode.factor: mode.per_vehicle for mode in travel_modes().values() if mode.factor}
    registry = load_registry()
    for factor, per_vehicle in units.items():
        assert registry.get(factor).unit.endswith("(véhicule*km)" if per_vehicle else "(passager*km)")


@pytest.mark.parametrize("name", ["carpool", "car_sharing", "cycling_facility", "bus_service", "commuting"])
def test_what_was_not_given_is_told_as_an_assumption_with_its_reason(name: str) -> None:
    told = {"carpool": CARPOOL, "car_sharing": SHARING, "cycling_facility": CYCLING}
    told["bus_service"] = {**BUS, "car_share": "30 %"}
    result = estimate(name, told.get(name, COMMUTING))
    assumed = [one for one in result.inputs if one.status is InputStatus.ASSUMPTION]
    assert assumed
    assert all(one.because for one in assumed)
    assert activity(name).perimeter in result.warnings


def test_what_is_induced_stands_apart_from_what_is_avoided() -> None:
    roles = {figure.name: figure.role for figure in estimate("car_sharing", SHARING).figures}
    assert roles["induced_emissions"] is Role.INDUCED
    assert roles["avoided_emissions"] is Role.AVOIDED


def test_the_known_uncertainty_of_the_asphalt_gives_an_interval() -> None:
    works = next(
        figure
        for figure in estimate("cycling_facility", {**CYCLING, "paved_area": 1000}).figures
        if figure.name == "works_emissions"
    )
    assert works.interval is not None
    assert works.interval.low < works.value < works.interval.high
