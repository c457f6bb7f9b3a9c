"""Meals, waste, water, soils and purchases: what holds of every estimate, and the data that they read."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculators.footprint import activity, load_registry
from assistant.calculators.footprint.activities.land_uses import ZONES, land_uses, stock_factors
from assistant.calculators.footprint.activities.purchases import ratios
from assistant.calculators.footprint.activities.waste_treatment import waste_factors
from tests.calculators.footprint.estimates import are_close, figures

unhurried = settings(deadline=None)  # the machine may be busy, and the first example loads the registry
USES = sorted(land_uses().uses)


@given(before=st.integers(0, 4), after=st.integers(0, 4), meals=st.integers(1, 10**6))
@unhurried
def test_menus_back_and_forth_avoid_nothing(before: int, after: int, meals: int) -> None:
    there, back = (
        figures("school_canteen", {"meals": meals, "vegetarian_days_before": one, "vegetarian_days_after": other})
        for one, other in ((before, after), (after, before))
    )
    assert are_close(there["avoided_emissions"], -back["avoided_emissions"])


@given(days=st.integers(0, 3), wasted=st.integers(1, 60))
@unhurried
def test_a_vegetarian_day_more_and_a_percent_of_waste_less_never_emit_more(days: int, wasted: int) -> None:
    base = {"meals": 1000, "waste_before": wasted}
    avoided = [
        figures("school_canteen", {**base, "vegetarian_days_after": days + more, "waste_after": wasted - less})
        for more, less in ((0, 0), (1, 0), (1, 1))
    ]
    values = [found["avoided_emissions"] for found in avoided]
    assert values == sorted(values)


@given(tonnes=st.decimals(1, 1000, places=2))
@unhurried
def test_treatments_back_and_forth_change_nothing(tonnes: Decimal) -> None:
    there, back = (
        figures("waste_treatment", {"tonnes": tonnes, "stream": "biowaste", **treatments})["impact_difference"]
        for treatments in (
            {"treatment_before": "landfill", "treatment_after": "composting"},
            {"treatment_before": "composting", "treatment_after": "landfill"},
        )
    )
    assert there == -back


@pytest.mark.parametrize("zone", ["france", *ZONES])
def test_sealing_always_emits_and_unsealing_always_stores(zone: str) -> None:
    for use in set(USES) - {"sealed"}:
        sealing = {"area": 1, "use_before": use, "use_after": "sealed", "zone": zone}
        assert figures("land_use", sealing)["induced_emissions"] > 0
    for use in ("lawn", "shrubs", "urban_trees"):
        assert figures("unsealing", {"area": 1, "use_after": use, "zone": zone})["storage"] > 0


@pytest.mark.parametrize("before", USES)
def test_every_change_of_use_is_counted_or_refused_in_words(before: str) -> None:
    forests = {use for use in USES if land_uses().uses[use].soil == "for"}
    for after in set(USES) - {before} - (forests if before in forests else set()):
        found = figures("land_use", {"area": 1, "use_before": before, "use_after": after})
        parts = sum(value for name, value in found.items() if name.endswith("_storage"))
        assert are_close(Decimal(parts), found.get("storage", -found.get("induced_emissions", Decimal(0))))


def test_a_drained_then_restored_wetland_loses_and_gains_the_same() -> None:
    lost, gained = (
        figures("land_use", {"area": 1, "use_before": before, "use_after": after})["soil_storage"]
        for before, after in (("wetland", "crop"), ("crop", "wetland"))
    )
    assert lost == -gained < 0


def test_a_fast_change_of_a_zone_is_the_difference_of_its_stocks() -> None:
    factors = load_registry().factors
    for zone in ZONES:
        flux = factors[f"sol.flux.cult_art_imp.{zone}"].value
        sealed = factors["sol.stock.sols_artificiels_impermeabilises"].value
        assert flux == sealed - factors[f"sol.stock.cultures.{zone}"].value


def test_the_data_name_only_factors_of_the_registry() -> None:
    factors = load_registry().factors
    places = [("france", "france"), *((zone, region) for zone in ZONES for region in ("sud_ouest", "nord_est"))]
    named = {name for use in land_uses().uses.values() for place in places for name in stock_factors(use, *place)}
    named |= {name for treatments in waste_factors().values() for name in treatments.values()} | set(ratios().values())
    named |= {
        f"sol.flux.{flux}{zone}"
        for soil in land_uses().soils.values()
        for fluxes in soil.to.values()
        for flux in fluxes
        for zone in ("", *(f".{zone}" for zone in ZONES))
    }
    departments = next(spec.choices for spec in activity("hedges").inputs if spec.name == "department")
    named |= {f"sol.haie.{choice.value}" for choice in departments if choice.value != "france"}
    assert named <= factors.keys()


def test_the_choices_of_an_activity_are_those_of_its_data() -> None:
    uses = {name: use.label for name, use in land_uses().uses.items()}
    for name, field in (("land_use", "use_before"), ("land_use", "use_after"), ("tree_planting", "planted")):
        choices = next(spec.choices for spec in activity(name).inputs if spec.name == field)
        assert {choice.value: choice.label for choice in choices}.items() <= uses.items()
    zones = next(spec.choices for spec in activity("land_use").inputs if spec.name == "zone")
    assert [choice.value for choice in zones] == ["france", *ZONES]
    categories = next(spec.choices for spec in activity("purchases").inputs if spec.name == "category")
    assert [choice.value for choice in categories] == list(ratios())


def test_a_monetary_ratio_is_bound_to_a_year_and_excludes_tax() -> None:
    factors = load_registry().factors
    assert all(re.fullmatch(r"kgCO2e/k€ HT \d{4}", factors[name].unit) for name in ratios().values())
    assert all(factors[name].uncertainty_percent for name in ratios().values())


def test_a_spread_between_zones_is_never_told_as_an_uncertainty() -> None:
    soils = [one for name, one in load_registry().factors.items() if name.startswith("sol.")]
    assert soils
    assert {one.uncertainty_percent for one in soils} == {None}
