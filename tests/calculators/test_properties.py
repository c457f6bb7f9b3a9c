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
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculators.footprint import Figure, InputStatus, all_activities, estimate
from assistant.calculators.footprint import activity as describe
from assistant.calculators.footprint.registry import load_registry, read_registry
from assistant.errors import InputError, StorageError
from tests.calculators.footprint.counted import COUNTED, EXCHANGED, MONOTONE, WRITTEN
from tests.calculators.footprint.estimates import are_close
from tests.conftest import REPOSITORY

FACTORS = REPOSITORY / "assistant" / "calculators" / "footprint" / "factors"
NOTHING = {
    "building_construction", "vehicle_fleet", "bus_service", "commuting", "business_travel", "digital_terminals",
    "digital_servers", "digital_cloud", "digital_storage", "digital_network", "digital_website", "digital_video",
    "digital_sensors", "digital_printing", "llm_use", "canteen_menus", "water", "hedges", "soil_carbon_stock",
}  # fmt: skip
unhurried = settings(deadline=None, max_examples=15)  # the clock of a busy machine is not what is tested


def case(activity: str, count: Any) -> dict[str, Any]:
    """The inputs of an activity that counts so many of what it counts."""
    counted, others = COUNTED[activity]
    return {**others, **dict.fromkeys(counted, count)}


def values(activity: str, inputs: Mapping[str, Any]) -> dict[str, Decimal]:
    return {figure.name: figure.value for figure in estimate(activity, inputs).figures}


def is_ratio(figure: Figure) -> bool:
    """Whether a figure is a share, years or an amount by kilometre: what is counted does not change it."""
    return figure.unit in {"%", "an"} or figure.unit.endswith("/km")


@pytest.mark.parametrize("activity", COUNTED)
@given(count=st.integers(1, 5000))
@unhurried
def test_twice_as_much_gives_twice_the_amounts_and_the_same_ratios(activity: str, count: int) -> None:
    once, twice = (estimate(activity, case(activity, factor * count)).figures for factor in (1, 2))
    assert [figure.name for figure in once] == [figure.name for figure in twice]
    for one, other in zip(once, twice, strict=True):
        assert are_close(other.value, one.value if is_ratio(one) else 2 * one.value)


@pytest.mark.parametrize("activity", sorted(NOTHING))
def test_nothing_counted_emits_nothing_and_lacks_nothing(activity: str) -> None:
    result = estimate(activity, case(activity, 0))
    assert {figure.value for figure in result.figures if not is_ratio(figure)} == {0}
    assert not result.not_estimated


@pytest.mark.parametrize("activity", sorted(COUNTED.keys() - NOTHING))
def test_nothing_to_count_is_refused_with_what_is_accepted(activity: str) -> None:
    counted, _ = COUNTED[activity]
    with pytest.raises(InputError, match=r"au moins") as refused:
        estimate(activity, case(activity, 0))
    assert refused.value.field in counted


@pytest.mark.parametrize("activity", COUNTED)
def test_another_unit_of_the_same_kind_gives_the_same_result(activity: str) -> None:
    one, same = (estimate(activity, {**case(activity, 7), **written}) for written in WRITTEN[activity])
    assert {figure.name: figure.value for figure in one.figures} == {
        figure.name: figure.value for figure in same.figures
    }
    assert one.content_hash == same.content_hash


@pytest.mark.parametrize("activity", COUNTED)
def test_an_interval_holds_its_value(activity: str) -> None:
    counted, _ = COUNTED[activity]
    uncertain = {**case(activity, 7), counted[0]: "7 ± 20 %"}
    found = [figure.interval or figure.partial_interval for figure in estimate(activity, uncertain).figures]
    assert any(found)
    for figure, interval in zip(estimate(activity, uncertain).figures, found, strict=True):
        assert interval is None or interval.low <= figure.value <= interval.high


@pytest.mark.parametrize(("activity", "figure", "name", "less", "more"), MONOTONE, ids=str)
def test_a_figure_grows_with_what_makes_it(activity: str, figure: str, name: str, less: object, more: object) -> None:
    low, high = (values(activity, {**case(activity, 7), name: value})[figure] for value in (less, more))
    assert low < high


@pytest.mark.parametrize("activity", EXCHANGED)
def test_exchanging_before_and_after_changes_the_sign_of_what_is_avoided(activity: str) -> None:
    inputs, pairs, figure = EXCHANGED[activity]
    names = {**pairs, **{after: before for before, after in pairs.items()}}
    there = values(activity, inputs)[figure]
    back = values(activity, {names.get(name, name): value for name, value in inputs.items()})[figure]
    assert there
    assert are_close(there, -back)


@pytest.mark.parametrize("activity", COUNTED)
def test_the_example_that_is_shown_gives_a_result(activity: str) -> None:
    result = estimate(activity, describe(activity).example)
    assert result.figures
    assert {value.status for value in result.inputs} & {InputStatus.GIVEN}


@pytest.mark.parametrize("wrong", ["150 km", "150 €", "150 kWh", "beaucoup", "-3 W", "1e999 W", "NaN"])
def test_a_value_of_another_kind_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(InputError, match=r"[Pp]uissance"):
        estimate("public_lighting", {"points": 420, "power_before": wrong, "power_after": "45 W"})


@given(
    st.dictionaries(st.sampled_from(["points", "power_before", "power_after", "hours", "autre"]), st.text(max_size=20))
)
def test_nonsense_is_an_input_error_and_nothing_else(inputs: dict[str, str]) -> None:
    with contextlib.suppress(InputError):
        assert estimate("public_lighting", inputs).figures


def test_every_activity_is_held_to_these_properties() -> None:
    names = {one.id for one in all_activities()}
    assert names == set(COUNTED) == set(WRITTEN) == {row[0] for row in MONOTONE}


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
