"""Other engines' answers on heating, reproduced: with the same factor within 1 %, with theirs where it differs.

``france_chaleur_urbaine.csv`` holds the totals of france-chaleur-urbaine-publicodes 1.7.3 (publicodes 1.10.3, offline)
for a school of 1,500 m² and a dwelling of 65 m² in Gironde: heat, hot water and manufacture, in kgCO2e a year.
"""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.calculators.footprint import FactorRegistry, estimate, load_registry
from assistant.calculators.footprint.registry import read_own_factors

PLACE = {"department": "33", "area_ratio": "need", "hot_water": "yes"}
SITUATIONS: dict[str, dict[str, Any]] = {
    "school": {**PLACE, "floor_area": 1500, "building_use": "primary_school", "period": "moyenne_2021"},
    "housing": {**PLACE, "floor_area": 65, "building_use": "housing", "dpe_class": "d", "dwellings": 1},
}
# What that engine takes for the same energy: Base Empreinte of 2020 for electricity, an older fuel oil.
THEIR_FACTORS = {
    "elec.fr.usage.chauffage.moyenne.2023": "0.0693",
    "elec.fr.usage.ecs.moyenne.2023": "0.0693",
    "fioul.domestique.pci": "0.314",
}
# It counts the heat of a network and of radiators without any yield.
NO_YIELD = {"heat_network", "electric"}
SAME_FACTORS = ("gas", "heat_network", "pellets")
TOLERANCE = Decimal("0.01")


def cases() -> list[Any]:
    with Path(__file__).with_name("france_chaleur_urbaine.csv").open(encoding="utf-8") as table:
        return [pytest.param(row, id=f"{row['situation']} {row['system']}") for row in csv.DictReader(table)]


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> FactorRegistry:
    shipped = load_registry()
    table = tmp_path_factory.mktemp("own") / "fcu.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "label", "unit", "value", "source", "locator", "replaces"])
        for name, value in THEIR_FACTORS.items():
            factor = shipped.factors[name]
            rows.writerow([f"fcu.{name}", factor.label, factor.unit, value, "France Chaleur Urbaine", "1.7.3", name])
    return shipped.with_own(read_own_factors(table, shipped))


def total(row: dict[str, str], registry: FactorRegistry | None = None) -> Decimal:
    """Heat, hot water and yearly manufacture of a system, in kgCO2e; as it replaces another, its manufacture counts."""
    system = row["system"]
    inputs = {**SITUATIONS[row["situation"]], "system_before": "lpg", "system_after": system, "gas_basis": "pci"}
    if system in NO_YIELD:
        inputs["yield_after"] = 1
    if Decimal(row["power_kw"]) >= 1:
        inputs["installed_power"] = row["power_kw"]
    figures = {one.name: one.value for one in estimate("building_heating", inputs, registry=registry).figures}
    made = figures.get("yearly_manufacture", figures.get("induced_emissions", Decimal(0)))
    return 1000 * (figures["remaining_emissions"] + made)


@pytest.mark.parametrize("row", cases())
def test_their_total_is_found_with_their_factors(row: dict[str, str], theirs: FactorRegistry) -> None:
    expected = Decimal(row["total_kgco2e"])
    assert abs(total(row, theirs) - expected) <= TOLERANCE * expected


@pytest.mark.parametrize("row", [case for case in cases() if case.values[0]["system"].startswith(SAME_FACTORS)])
def test_their_total_is_found_with_ours_where_the_factor_is_the_same(row: dict[str, str]) -> None:
    expected = Decimal(row["total_kgco2e"])
    assert abs(total(row) - expected) <= TOLERANCE * expected
