"""Units: those of one kind convert exactly, those of two kinds never do."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.footprint import estimate
from assistant.calculators.footprint.units import convert
from assistant.errors import InputError

SAME_KIND = [("kWh", "MWh"), ("m", "km"), ("m2", "ha"), ("kgCO2e", "tCO2e"), ("W", "kW"), ("kWc", "MWc"), ("Go", "To")]
OTHER_KIND = [
    ("kW", "kWc"), ("kWh", "kW"), ("kWh", "kgCO2e"), ("passager.km", "véh.km"), ("point", "unité"), ("an", "jour"),
    ("kg", "kgCO2e"), ("kWh/an", "kWh"), ("€", "%"), ("km", "licorne"), ("", "kWh"),
]  # fmt: skip


@pytest.mark.parametrize(("small", "large"), SAME_KIND)
@given(value=st.decimals(min_value=0, max_value=10**9, places=6))
def test_there_and_back_is_exact(small: str, large: str, value: Decimal) -> None:
    assert convert(convert(value, large, small, label=""), small, large, label="") == value


@pytest.mark.parametrize(("unit", "wanted"), OTHER_KIND)
def test_two_kinds_never_mix_and_both_are_named(unit: str, wanted: str) -> None:
    with pytest.raises(InputError, match=f"Donnée : « {re.escape(unit)} » .* « {re.escape(wanted)} »"):
        convert(Decimal(1), unit, wanted, label="Donnée")


@pytest.mark.parametrize(
    "unit", ["", "W", "W/an", "\x00", "__class__", "W**9**9**9", "1/0", "(", "W" * 5000, "W/", "km*", "%%", "..", "9W"]
)
def test_a_unit_of_nonsense_is_an_input_error(unit: str) -> None:
    with pytest.raises(InputError, match="Distance"):
        convert(Decimal(1), unit, "km", label="Distance")


def test_a_distance_may_be_given_in_metres() -> None:
    one, other = (
        estimate("modal_shift", {"users": 100, "distance": distance, "days": 180, "mode_after": "ebike"})
        for distance in ("5 km", "5 000 m")
    )
    assert one.figures == other.figures
