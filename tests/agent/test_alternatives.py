"""Ways of doing a project that a message sets side by side."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.planner.alternatives import chosen_inputs, compares, read_horizon, read_variants
from assistant.agent.planner.slots import FilledInput

LIGHTING, HEATING, FLEET = "public_lighting", "building_heating", "vehicle_replacement"
WATTS = FilledInput(value="45 W", words="45 W")


def told(name: str, text: str, **known: FilledInput) -> list[dict[str, str]]:
    return [{field: one.value for field, one in way.inputs.items()} for way in read_variants(name, text, known)]


@pytest.mark.parametrize(
    ("name", "text", "ways"),
    [
        (LIGHTING, "et si on mettait 30 W au lieu de 45 ?", [{"power_after": "30 W"}, {"power_after": "45 W"}]),
        (LIGHTING, "et si on mettait 30 W ?", [{"power_after": "30 W"}]),
        (LIGHTING, "compare 30,5 W et 45 W", [{"power_after": "30,5 W"}, {"power_after": "45 W"}]),
        (FLEET, "compare 12 et 8 voitures", [{"vehicles": "12"}, {"vehicles": "8"}]),
        (HEATING, "compare gaz et granulés", [{"system_after": "gas"}, {"system_after": "pellets"}]),
        (LIGHTING, "compare 30 W et extinction de 5 h par nuit", [{"power_after": "30 W", "night_off": "5 h/nuit"}]),
        (LIGHTING, "on hésite encore, 120 points lumineux", []),
        (LIGHTING, "et si la région donnait 20 % ?", []),
    ],
)
def test_two_values_of_one_input_are_two_ways(name: str, text: str, ways: list[dict[str, str]]) -> None:
    assert told(name, text, power_after=WATTS) == ways


def test_a_way_has_the_price_that_is_told_beside_it() -> None:
    gas, pellets = read_variants(HEATING, "vaut-il mieux le gaz à 30 000 € ou les granulés à 60 000 € ?", {})
    assert [gas.investment, pellets.investment] == [Decimal(30_000), Decimal(60_000)]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("compare les deux", True),
        ("et si on passait à 30 W ?", True),
        ("on met 350 points au lieu de 420", False),
        ("420 points lumineux", False),
        ("quelles opérations comparables ?", False),
    ],
)
def test_a_correction_and_a_description_compare_nothing(text: str, *, is_one: bool) -> None:
    assert compares(text) is is_one


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("ok on part sur 30", {"power_after": "30 W"}),
        ("plutôt 45 W", {"power_after": "45 W"}),
        ("finalement 35", {"power_after": "35 W"}),
        ("merci", {}),
    ],
)
def test_a_short_message_chooses_among_the_ways(text: str, chosen: dict[str, str]) -> None:
    ways = read_variants(LIGHTING, "compare 30 W et 45 W", {})
    assert {field: one.value for field, one in chosen_inputs(LIGHTING, text, ways).items()} == chosen


@given(st.integers(1, 100))
def test_the_years_of_a_comparison_are_read_where_they_are_told(years: int) -> None:
    unit = "an" if years == 1 else "ans"
    assert read_horizon(f"compare sur {years} {unit}") == years
    assert read_horizon(f"des lampes de {years} {unit}") is None
