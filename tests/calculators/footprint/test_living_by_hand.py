"""Meals, waste, water, soils and purchases: values worked out by hand from the factors of the registry."""

from decimal import Decimal
from typing import Any

import pytest

from assistant.calculators.footprint import estimate
from tests.calculators.footprint.estimates import figures

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    # another meal: 25 % × 5,01 + 25 % × 2,22 + 50 % × 1,65 = 2,6325 ; 40 000 × 1/4 × (2,6325 − 0,85) kg
    ("school_canteen", {"meals": "40 000 repas/an", "vegetarian_days_after": 2}, "avoided_emissions", "17.825"),
    # red meat alone, no vegetarian day before: 1 000 × 1/5 × (5,01 − 0,54) kg
    ("school_canteen", {"meals": 1000, "vegetarian_days_before": 0, "vegetarian_days_after": 1, "days_served": 5,
     "red_meat_share": 100, "fish_share": 0, "vegetarian_menu": "vegan"}, "avoided_emissions", "0.894"),
    # 87,475 t × (1 − 70 % ÷ 80 %)
    ("school_canteen", {"meals": 40000, "vegetarian_days_after": 1, "waste_before": "30 %", "waste_after": "20 %"},
     "avoided_emissions", "10.934375"),
    # the whole week without meat: 1 000 × (2,6325 × 3/4 + 0,85 × 1/4 − 0,85) kg
    ("school_canteen", {"meals": 1000, "vegetarian_days_after": 4}, "avoided_emissions", "1.336875"),
    ("canteen_menus", {"red_meat_before": 1000, "vegetarian_after": 1000}, "avoided_emissions", "4.16"),
    ("canteen_menus", {"beef_before": 100, "chicken_before": 100, "pork_before": 100}, "emissions_before", "0.808"),
    ("canteen_menus", {"white_fish_after": 10, "fatty_fish_after": 10, "white_meat_after": 10, "vegan_after": 10},
     "remaining_emissions", "0.0586"),
    ("waste_treatment", {"tonnes": 100, "stream": "household", "treatment_before": "landfill",
     "treatment_after": "incineration", "tonnes_after": 80}, "impact_difference", "11.28"),
    ("waste_treatment", {"tonnes": 10, "stream": "electronics", "treatment_before": "chain",
     "treatment_after": "chain", "tonnes_after": 4}, "impact_difference", "11.97"),
    ("composting", {"tonnes": "120 t", "treatment_before": "landfill"}, "avoided_emissions", "66.24"),
    ("composting", {"tonnes": 120, "treatment_before": "incineration", "treatment_after": "home_composting"},
     "avoided_emissions", "4.32"),
    ("composting", {"tonnes": 120, "treatment_before": "landfill", "treatment_after": "methanisation"},
     "remaining_emissions", "20.76"),
    # 3 000 m³ × (0,132 + 0,262) kg
    ("water", {"saved": "3 000 m³"}, "avoided_emissions", "1.182"),
    ("water", {"consumed": 1000, "sewage_share": "50 %"}, "induced_emissions", "0.263"),
    ("water", {"leaks_avoided": 20000}, "avoided_emissions", "2.64"),
    ("water", {"saved": 1000, "leaks_avoided": 1000}, "avoided_emissions", "0.526"),
    # 100 m³ × 46,5 kWh ÷ 0,8, then × 0,215 kg
    ("water", {"hot_saved": 100, "hot_water_system": "gas"}, "saved_energy", "5812.5"),
    ("water", {"hot_saved": 100, "hot_water_system": "gas"}, "avoided_heating_emissions", "1.2496875"),
    # 50 k€ × 102 kg
    ("purchases", {"amount": "50 000 €", "category": "engineering", "year": 2023}, "induced_emissions", "5.1"),
    ("purchases", {"amount": 60000, "category": "engineering", "year": "2023", "tax": "with_tax", "tax_rate": 20},
     "induced_emissions", "5.1"),
    ("purchases", {"amount": 52000, "category": "engineering", "year": 2025, "price_index": "104 %",
     "index_source": "insee_cpi"}, "induced_emissions", "5.1"),
    # median −19 tC × 44/12 ; zone 1_1 −17 tC × 3 ha
    ("land_use", {"area": "3 ha", "use_before": "crop", "use_after": "sealed"}, "induced_emissions", "209"),
    ("land_use", {"area": 3, "use_before": "crop", "use_after": "sealed", "zone": "1_1"}, "soil_storage", "-187"),
    # forest: soil −38, biomass −(90,35 + 8,33), litter −9 tC
    ("land_use", {"area": 3, "use_before": "forest_broadleaf", "use_after": "sealed", "zone": "1_1"},
     "induced_emissions", "1602.48"),
    # slow: 0,31 tC × 20 years, sink 0,99 × 20, litter +9
    ("land_use", {"area": 3, "use_before": "crop", "use_after": "forest_mixed", "zone": "1_1"}, "storage", "385"),
    ("land_use", {"area": 3, "use_before": "wetland", "use_after": "sealed", "zone": "1_1"}, "soil_storage", "-1045"),
    # the litter of a forest stays under the trees of a town, which ALDO counts as one
    ("land_use", {"area": 3, "use_before": "forest_mixed", "use_after": "urban_trees"}, "induced_emissions", "506.22"),
    ("land_use", {"area": 3, "use_before": "orchard", "use_after": "crop"}, "biomass_storage", "-176"),
    # +30 tC for grass ; +27 tC and 44 tC of trees
    ("unsealing", {"area": "30 000 m²"}, "storage", "330"),
    ("unsealing", {"area": 30000, "use_after": "urban_trees", "region": "sud_est"}, "storage", "781"),
    ("unsealing", {"area": 30000, "use_after": "shrubs"}, "biomass_storage", "77"),
    ("unsealing", {"area": 30000, "rubble": "100 t"}, "induced_emissions", "1.3"),
    # soil −0,12 tC × 20, sink 1,05 × 20, litter 9
    ("tree_planting", {"area": "3 ha"}, "storage", "303.6"),
    ("tree_planting", {"trees": 200, "storage_per_tree": 10, "storage_source": "study", "survival": "90 %"},
     "yearly_storage", "1.8"),
    ("hedges", {"planted": "3 km"}, "storage", "1114.3"),
    ("hedges", {"planted_area": "1,2 ha", "width": "4 m", "removed": 3000}, "storage", "1114.3"),
    ("hedges", {"planted": "3 km", "department": "87"}, "storage", "1412.225000627353"),
    ("hedges", {"removed": 3000}, "induced_emissions", "1114.3"),
    ("soil_carbon_stock", {"crop": "3 ha", "sealed": 3}, "stock", "237"),
    ("soil_carbon_stock", {"forest_mixed": 3, "zone": "1_1"}, "stock", "513.06"),
    ("soil_carbon_stock", {"forest_mixed": 3, "zone": "1_1", "forest_biomass": "100 tC/ha"}, "stock", "531"),
    ("land_take", {"area": "2 ha"}, "induced_emissions_low", "380"),
    ("land_take", {"area": "2 ha"}, "induced_emissions_high", "580"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("activity", "inputs", "figure", "value"), CASES, ids=[f"{i}-{case[0]}" for i, case in enumerate(CASES)]
)
def test_a_value_worked_out_by_hand(activity: str, inputs: dict[str, Any], figure: str, value: str) -> None:
    assert abs(figures(activity, inputs)[figure] - Decimal(value)) < Decimal("1e-18")


def test_what_is_given_is_told_from_what_is_assumed_and_why() -> None:
    result = estimate("school_canteen", {"meals": 40000, "vegetarian_days_after": 2})
    told = {value.name: (value.status.value, bool(value.because)) for value in result.inputs}
    assert told["meals"] == ("given", False)
    assert told["red_meat_share"] == ("assumption", True)
    assert [step.label for step in result.steps][-1] == "Émissions évitées"


def test_the_interval_of_a_purchase_is_that_of_its_ratio() -> None:
    spent = estimate("purchases", {"amount": 50000, "category": "engineering", "year": 2023}).figures[0]
    assert spent.interval is not None
    assert float(spent.interval.high / spent.value) == pytest.approx(1.8, rel=1e-4)


def test_an_index_with_its_own_uncertainty_widens_the_interval_of_a_purchase() -> None:
    old: dict[str, Any] = {"amount": 50000, "category": "engineering", "year": 2025, "index_source": "insee_cpi"}
    sure, unsure = (
        estimate("purchases", {**old, "price_index": index}).figures[0] for index in ("104 %", "104 % ± 20 %")
    )
    assert sure.value == unsure.value
    assert sure.interval is not None
    assert unsure.interval is not None
    assert unsure.interval.high > sure.interval.high
