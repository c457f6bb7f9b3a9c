"""Meals, waste, water, soils and purchases: what a bad input is told, and what a result warns of."""

from typing import Any

import pytest

from assistant.calculators.footprint import estimate, missing_inputs
from assistant.errors import InputError

PURCHASE = {"amount": 50000, "category": "engineering", "year": 2023}
WASTE = {"tonnes": 10, "stream": "glass", "treatment_before": "incineration", "treatment_after": "recycling"}
CROP = {"area": "1 ha", "use_before": "crop"}


@pytest.mark.parametrize(
    ("activity", "inputs", "field", "message"),
    [
        ("school_canteen", {"meals": -1, "vegetarian_days_after": 1}, "meals", r"hors limites.*Exemple : 40 000"),
        ("school_canteen", {"meals": "4 km", "vegetarian_days_after": 1}, "meals", "« km/an ».*« repas/an »"),
        ("school_canteen", {"meals": 10, "vegetarian_days_after": 6}, "vegetarian_days_after", "plus de jours"),
        ("school_canteen", {"meals": 10, "vegetarian_days_after": 1, "red_meat_share": 80, "fish_share": 40},
         "fish_share", "dépassent ensemble 100 %"),
        ("school_canteen", {"meals": 10, "vegetarian_days_after": 1, "waste_after": 20}, "waste_before", "aujourd'hui"),
        ("canteen_menus", {}, "red_meat_before", "Il manque"),
        ("waste_treatment", {**WASTE, "treatment_before": "landfill"}, "treatment_before",
         r"« enfouissement » n'a pas de facteur pour « verre ».*incineration \(incinération\)"),
        ("waste_treatment", {**WASTE, "stream": "amiante"}, "stream", "n'est pas possible. Valeurs : household"),
        ("composting", {"tonnes": 120}, "treatment_before", "Les ordures sont-elles incinérées ou enfouies"),
        ("water", {}, "saved", "Il manque"),
        ("water", {"saved": "3 000 kWh"}, "saved", "« kWh/an ».*« m³/an »"),
        ("purchases", {**PURCHASE, "year": 2025}, "price_index", "€ HT 2023.*€ HT 2025"),
        ("purchases", {**PURCHASE, "year": 2025, "price_index": 104}, "price_index", "sa source"),
        ("purchases", {**PURCHASE, "tax": "with_tax"}, "tax_rate", "hors taxes : donnez le taux"),
        ("purchases", {"amount": 5, "category": "engineering"}, "year", "De quelle année"),
        ("land_use", {**CROP, "use_after": "crop"}, "use_after", "ne change pas"),
        ("land_use", {"area": 1, "use_before": "poplar", "use_after": "forest_mixed"}, "use_after", "d'essence"),
        ("land_use", {**CROP, "use_after": "sealed", "zone": "9_9"}, "zone", "n'est pas possible"),
        ("unsealing", {"area": "2 000 m"}, "area", "« m ».*« m² »"),
        ("tree_planting", {"trees": 200}, "storage_per_tree", "d'après votre source"),
        ("tree_planting", {"trees": 200, "storage_per_tree": 10}, "storage_source", "D'où vient"),
        ("tree_planting", {"trees": 2, "area": 1, "storage_per_tree": 10, "storage_source": "study"}, "trees",
         "pas les deux"),
        ("hedges", {"planted_area": 1}, "width", "Il manque la largeur"),
        ("hedges", {}, "planted", "Il manque"),
        ("soil_carbon_stock", {}, "crop", "Il manque"),
    ],
)  # fmt: skip
def test_a_bad_input_is_explained(activity: str, inputs: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as told:
        estimate(activity, inputs)
    assert told.value.field == field


@pytest.mark.parametrize(
    ("activity", "inputs", "warning"),
    [
        ("waste_treatment", WASTE, "ce bénéfice n'est pas dans ces facteurs"),
        ("waste_treatment", WASTE, "sans émissions évitées"),
        ("composting", {"tonnes": 120, "treatment_before": "incineration"}, "Les émissions augmentent"),
        ("water", {"saved": 1}, "donnée secondaire"),
        ("purchases", PURCHASE, "ordre de grandeur"),
        ("land_use", {**CROP, "use_after": "sealed"}, "de -91,7 à -22,0 tCO2e. C'est une dispersion"),
        ("land_use", {**CROP, "use_after": "sealed"}, "figée en 2018"),
        ("unsealing", {"area": "1 ha"}, "de 44,0 à 161 tCO2e. C'est une dispersion"),
        ("tree_planting", {"area": 1}, "pas celui d'un jeune boisement"),
        ("tree_planting", {"trees": 1, "storage_per_tree": 10, "storage_source": "label"}, "Label bas-carbone"),
        ("hedges", {"planted": 1}, "pas un intervalle de confiance"),
    ],
)
def test_a_result_says_what_it_falls_short_of(activity: str, inputs: dict[str, Any], warning: str) -> None:
    assert warning in " ".join(estimate(activity, inputs).warnings).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("activity", "inputs", "warning"),
    [
        ("waste_treatment", {**WASTE, "treatment_after": "incineration"}, "ce bénéfice"),
        ("water", {"hot_saved": 1}, "donnée secondaire"),
        ("land_use", {**CROP, "use_after": "sealed", "zone": "1_1"}, "dispersion"),
        ("land_use", {**CROP, "use_after": "orchard"}, "dispersion"),
    ],
)
def test_a_warning_is_not_told_where_it_does_not_hold(activity: str, inputs: dict[str, Any], warning: str) -> None:
    assert warning not in " ".join(estimate(activity, inputs).warnings)


def test_one_question_stands_for_the_volumes_of_water_and_one_volume_is_enough() -> None:
    assert [spec.name for spec in missing_inputs("water", {}) if spec.required] == ["saved"]
    assert [spec.name for spec in missing_inputs("water", {"leaks_avoided": 1}) if spec.required] == []


def test_a_figure_of_ones_own_is_asked_for_trees_and_not_for_an_area() -> None:
    asked = [spec.name for spec in missing_inputs("tree_planting", {"trees": 200}) if spec.required]
    assert asked == ["storage_per_tree", "storage_source"]
    assert [spec.name for spec in missing_inputs("tree_planting", {"area": 1}) if spec.required] == []
