"""What holds of every estimate: linear in what is counted, blind to the unit, traced to its table."""

import contextlib
import csv
import json
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.footprint import FootprintResult, all_activities, estimate
from assistant.calculators.footprint.registry import load_registry, read_registry
from assistant.errors import InputError, StorageError
from tests.conftest import REPOSITORY

FACTORS = REPOSITORY / "assistant" / "calculators" / "footprint" / "factors"
RELATIVE_PRECISION = Decimal("1e-20")
COUNTED: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "public_lighting": ("points", {"power_before": "150 W", "power_after": "45 W"}),
    "photovoltaics": ("peak_power", {"yield": "1 150 kWh/kWc"}),
    "vehicle_replacement": ("vehicles", {"distance": "12 000 km"}),
    "modal_shift": ("users", {"distance": "5 km", "days": 180, "mode_after": "ebike"}),
    "digital_equipment": ("laptops", {"lifetime": "6 ans", "lifetime_before": 3}),
    "building_heating": (
        "consumption_before",
        {"system_before": "electric", "system_after": "electric", "saving_share": "30 %"},
    ),
}


def figures(result: FootprintResult) -> Mapping[str, Decimal]:
    """The figures that are amounts; a share does not grow with what is counted."""
    return {figure.name: figure.value for figure in result.figures if not figure.unit.startswith("%")}


@pytest.mark.parametrize("activity", COUNTED)
@given(count=st.integers(1, 5000))
def test_twice_as_much_gives_twice_the_figures(activity: str, count: int) -> None:
    name, others = COUNTED[activity]
    once = figures(estimate(activity, {**others, name: count}))
    twice = figures(estimate(activity, {**others, name: 2 * count}))
    assert once.keys() == twice.keys()
    for figure, value in once.items():
        assert abs(twice[figure] - 2 * value) <= abs(value) * RELATIVE_PRECISION


@pytest.mark.parametrize(
    ("activity", "inputs", "same"),
    [
        ("building_heating", {"consumption_before": "120 MWh"}, {"consumption_before": "120 000 kWh"}),
        ("photovoltaics", {"peak_power": "1,2 MWc"}, {"peak_power": "1 200 kWc"}),
        ("public_lighting", {"power_before": "150 W"}, {"power_before": "0,15 kW"}),
    ],
)
def test_another_unit_of_the_same_kind_gives_the_same_figures(
    activity: str, inputs: Mapping[str, Any], same: Mapping[str, Any]
) -> None:
    name, others = COUNTED[activity]
    base = {name: 10, **others}
    assert figures(estimate(activity, {**base, **inputs})) == figures(estimate(activity, {**base, **same}))


@pytest.mark.parametrize("wrong", ["150 km", "150 €", "150 kWh", "beaucoup", "-3 W", "1e999 W", "NaN"])
def test_a_value_of_another_kind_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(InputError, match=r"[Pp]uissance"):
        estimate("public_lighting", {"points": 420, "power_before": wrong, "power_after": "45 W"})


@pytest.mark.parametrize("activity", COUNTED)
def test_an_interval_holds_its_value(activity: str) -> None:
    name, others = COUNTED[activity]
    for figure in estimate(activity, {**others, name: 7}).figures:
        if figure.interval:
            assert figure.interval.low <= figure.value <= figure.interval.high


@given(
    st.dictionaries(st.sampled_from(["points", "power_before", "power_after", "hours", "autre"]), st.text(max_size=20))
)
def test_nonsense_is_an_input_error_and_nothing_else(inputs: dict[str, str]) -> None:
    with contextlib.suppress(InputError):
        assert estimate("public_lighting", inputs).figures


def test_the_first_six_activities_are_there() -> None:
    assert {one.id for one in all_activities()} >= set(COUNTED)


@pytest.fixture
def copied_factors(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FACTORS, tmp_path / "factors"))


def test_a_changed_factor_table_is_refused(copied_factors: Path) -> None:
    table = copied_factors / "energy.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("0.0587", "0.0001", 1), encoding="utf-8")
    with pytest.raises(StorageError, match="manifeste"):
        read_registry(copied_factors)


def test_every_factor_says_where_it_comes_from() -> None:
    for factor in load_registry().factors.values():
        assert factor.source
        assert factor.locator
        assert factor.unit


def test_no_factor_is_given_twice() -> None:
    tables = [csv.DictReader(path.read_text(encoding="utf-8").splitlines()) for path in FACTORS.glob("*.csv")]
    names = [row["id"] for table in tables for row in table]
    assert len(names) == len(set(names)) == len(load_registry().factors)


def test_the_manifest_counts_the_rows_of_each_table() -> None:
    manifest = json.loads((FACTORS / "manifest.json").read_text(encoding="utf-8"))
    counted = {path.name: len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in FACTORS.glob("*.csv")}
    assert {name: table["rows"] for name, table in manifest["tables"].items()} == counted


@pytest.mark.real_data
def test_the_factors_are_those_of_the_collected_table(shared_data: Path) -> None:
    with (shared_data / "footprint" / "factors.csv").open(encoding="utf-8") as table:
        collected = {row["id"]: row for row in csv.DictReader(table)}
    factors = load_registry().factors
    assert len(factors.keys() & collected.keys()) > 250
    for name in factors.keys() & collected.keys():
        assert Decimal(collected[name]["value"]) == factors[name].value
