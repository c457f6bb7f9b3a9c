"""The soils that Bénéfriches publishes in its tests."""

from typing import Any

import pytest

from tests.calculators.footprint.estimates import figures

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


@pytest.mark.parametrize(("inputs", "stocks"), PUBLISHED, ids=["without forest", "with forest"])
def test_the_soils_that_benefriches_publishes_are_reproduced(inputs: dict[str, Any], stocks: dict[str, float]) -> None:
    found = figures("soil_carbon_stock", inputs)
    assert {name: float(found[name]) for name in stocks} == pytest.approx(stocks, rel=1e-4)
