"""The mobility activities against other engines: the same factors give their answers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from assistant.calculators.footprint import estimate

Given = Mapping[str, Any]


def values(name: str, inputs: Given) -> dict[str, Decimal]:
    return {figure.name: figure.value for figure in estimate(name, inputs).figures}


def one_car(size: str, energy: str, *, consumption: str) -> Given:
    return {
        "vehicles": 1, "distance": "10 000 km", "size": size, "fuel_before": energy, "consumption_before": consumption,
    }  # fmt: skip


# Answers of publicodes-voiture 0.3.8 (rule «empreinte», 10 000 km a year, new car), in kgCO2e/an: use and manufacture.
PUBLICODES_VOITURE = [
    ("petite", "essence", "7,11 L/100 km", "2253.442221318574"),
    ("petite", "gazole", "4,83 L/100 km", "1816.5522213185739"),
    ("moyenne", "essence", "6,59 L/100 km", "2150.542221318574"),
    ("moyenne", "gazole", "4,96 L/100 km", "1893.962221318574"),
    ("berline", "essence", "6,59 L/100 km", "2206.7922213185743"),
    ("berline", "gazole", "4,96 L/100 km", "1950.212221318574"),
]


@pytest.mark.parametrize(("size", "energy", "consumption", "answer"), PUBLICODES_VOITURE)
def test_use_and_manufacture_add_up_to_publicodes_voiture(
    size: str, energy: str, consumption: str, answer: str
) -> None:
    use = values("vehicle_replacement", one_car(size, energy, consumption=consumption))["emissions_before"]
    fleet = {f"{size}_{energy}_before": 1, f"{size}_{energy}_after": 1, "distance": "10 000 km"}
    made = values("vehicle_fleet", fleet)["manufacture_before"]
    assert 1000 * (use + made) == pytest.approx(Decimal(answer), rel=Decimal("0.01"))


def test_an_electric_car_differs_from_publicodes_voiture_by_the_factor_of_its_electricity() -> None:
    inputs = {"vehicles": 1, "distance": "10 000 km", "size": "petite", "consumption_after": "15 kWh/100 km"}
    use = values("vehicle_replacement", inputs)["remaining_emissions"]
    fleet = {"petite_electrique_before": 1, "petite_electrique_after": 1, "distance": "10 000 km"}
    made = values("vehicle_fleet", fleet)["manufacture_before"]
    assert 1000 * (use + made) == pytest.approx(Decimal("676.194190243207"), rel=Decimal("0.01"))


# Answers of nosgestesclimat 4.10.2 for so many kilometres, in kgCO2e.
NOS_GESTES_CLIMAT = [
    ("bus_service", {"service_km": 1000, "on_board": 1, "energy_after": "electric"}, "induced_emissions", "21.7"),
    ("business_travel", {"tgv": 1000}, "train_emissions", "2.93"),
    ("business_travel", {"ter": 1000}, "train_emissions", "27.7"),
    ("business_travel", {"coach": 1000}, "train_emissions", "37.5"),
    ("vehicle_replacement", {"vehicles": 1, "distance": 10000, "fuel_before": "gazole"}, "emissions_before", "1768.94"),
    ("vehicle_replacement", {"vehicles": 1, "distance": 10000, "size": "vul", "fuel_before": "hybride"},
     "emissions_before", "1814.73"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inputs", "figure", "answer"), NOS_GESTES_CLIMAT)
def test_the_same_factor_gives_the_answer_of_nos_gestes_climat(
    name: str, inputs: Given, figure: str, answer: str
) -> None:
    assert 1000 * values(name, inputs)[figure] == pytest.approx(Decimal(answer), rel=Decimal("0.01"))
