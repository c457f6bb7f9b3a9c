"""The answers of other engines: those of the collected cases, and the soils that Bénéfriches publishes in its tests."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.calculators.footprint.estimates import figures

TOLERANCE = 0.01  # of the other engine's answer
TONNE = 1000
# What asks the calculator for one of the unit that a rule of Nos Gestes Climat answers for.
RULES: Mapping[str, tuple[str, dict[str, Any], str]] = {
    "alimentation . plats . végétarien . empreinte carbone": (
        "canteen_menus", {"vegetarian_after": 1}, "remaining_emissions",
    ),
    "alimentation . plats . végétalien . empreinte carbone": (
        "canteen_menus", {"vegan_after": 1}, "remaining_emissions",
    ),
    "logement . eau . impact par litre froid . traitement eau usée": (
        "water", {"consumed": "1 L"}, "induced_emissions",
    ),
}  # fmt: skip
DRINKING = ("water", {"leaks_avoided": "1 L"}, "avoided_emissions")
# incubateur-ademe/benefriches, getCarbonStorageFromSoilDistribution.spec.ts @141377c1: published, not executed here.
PUBLISHED: list[tuple[dict[str, Any], dict[str, float]]] = [
    (
        {"zone": "2_1", "region": "centre_est", "crop": "11 500 m²", "shrub_grassland": "40 000 m²"},
        {"stock_crop": 57.5, "stock_shrub_grassland": 304, "stock": 361.5},
    ),
    (
        {"zone": "2_1", "region": "centre_est", "urban_trees": "1 500 m²", "shrub_grassland": "40 000 m²",
         "forest_broadleaf": "12 000 m²", "forest_biomass": "116,87 tC/ha"},
        {"stock_urban_trees": 17.55, "stock_forest_broadleaf": 223.044, "stock": 544.594},
    ),
]  # fmt: skip


@pytest.mark.real_data
def test_a_rule_of_nos_gestes_climat_is_reproduced(shared_data: Path) -> None:
    lines = (shared_data / "footprint" / "oracle_cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["input"].get("rule") in RULES]
    assert len(cases) >= 2
    for case in cases:
        activity, inputs, figure = RULES[case["input"]["rule"]]
        value = float(figures(activity, inputs)[figure]) * TONNE
        if activity == "water":  # the rule is of the sewage alone, the figure of both
            value -= float(figures(*DRINKING[:2])[DRINKING[2]]) * TONNE
        assert value == pytest.approx(case["output"], rel=TOLERANCE)


@pytest.mark.parametrize(("inputs", "stocks"), PUBLISHED, ids=["without forest", "with forest"])
def test_the_soils_that_benefriches_publishes_are_reproduced(inputs: dict[str, Any], stocks: dict[str, float]) -> None:
    found = figures("soil_carbon_stock", inputs)
    assert {name: float(found[name]) for name in stocks} == pytest.approx(stocks, rel=1e-4)
