"""What holds of every digital activity: linear in what is counted, null for nothing, monotone, blind to the unit."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculators.footprint import estimate
from tests.calculators.digital.cases import COUNTED, values

CLOSE = Decimal("1e-20")
MONOTONE = [
    ("digital_terminals", "hours", 1, 8),
    ("digital_terminals", "lifetime", 6, 3),
    ("digital_servers", "pue", "1,1", "1,8"),
    ("digital_servers", "power", 100, 400),
    ("digital_cloud", "load", 10, 90),
    ("digital_storage", "copies", 1, 3),
    ("digital_website", "weight", 1, 5),
    ("digital_video", "places", 2, 10),
    ("digital_sensors", "lifetime", 10, 2),
    ("llm_use", "output_tokens", 100, 1000),
    ("llm_use", "total_parameters", 24, 675),
]


@pytest.mark.parametrize("activity", COUNTED)
@settings(deadline=None, max_examples=30)  # the clock of a busy machine is not what is tested
@given(count=st.integers(1, 5000))
def test_twice_as_much_gives_twice_every_criterion(activity: str, count: int) -> None:
    name, others = COUNTED[activity]
    once, twice = (values(activity, {**others, name: number}) for number in (count, 2 * count))
    assert once.keys() == twice.keys()
    assert all(abs(twice[figure] - 2 * value) <= abs(value) * CLOSE for figure, value in once.items())


@pytest.mark.parametrize("activity", COUNTED)
def test_nothing_counted_has_no_footprint_and_lacks_nothing(activity: str) -> None:
    name, others = COUNTED[activity]
    result = estimate(activity, {**others, name: 0})
    assert all(figure.value == 0 for figure in result.figures)
    assert not result.not_estimated


@pytest.mark.parametrize(("activity", "name", "less", "more"), MONOTONE, ids=lambda value: str(value))
def test_the_footprint_grows_with_what_makes_it(activity: str, name: str, less: object, more: object) -> None:
    counted, others = COUNTED[activity]
    low, high = (values(activity, {**others, counted: 7, name: value})["induced_emissions"] for value in (less, more))
    assert low < high


@pytest.mark.parametrize(
    ("activity", "name", "one", "same"),
    [
        ("digital_storage", "data", "2 To", "2 000 Go"),
        ("digital_servers", "power", "0,3 kW", "300 W"),
        ("digital_website", "weight", "1 Mo", "0,001 Go"),
    ],
)
def test_another_unit_of_the_same_kind_gives_the_same_figures(activity: str, name: str, one: str, same: str) -> None:
    counted, others = COUNTED[activity]
    base = {**others, counted: 3}
    assert values(activity, {**base, name: one}) == values(activity, {**base, name: same})


def test_an_uncertain_quantity_gives_an_interval_around_the_value() -> None:
    result = estimate("digital_servers", {"servers": 4, "power": "300 W ± 20 %"})
    climate = next(figure for figure in result.figures if figure.name == "induced_emissions")
    assert climate.partial_interval is not None
    assert climate.partial_interval.low < climate.value < climate.partial_interval.high
