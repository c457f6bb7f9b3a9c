"""Intervals hold their mean, tests are the same from one run to the next, and looking at many costs each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.statistics import estimate, holm, loss_p_value, share

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=30)
P_VALUES = st.lists(st.floats(0, 1), max_size=12)


@settings(max_examples=25, deadline=None)
@given(SHARES)
def test_an_interval_holds_its_mean_and_is_always_the_same(values: list[float]) -> None:
    found = estimate(values)
    assert found.low - 1e-9 <= found.mean <= found.high + 1e-9
    assert found == estimate(values)


def test_the_same_values_have_no_interval() -> None:
    assert (estimate([0.5] * 4).low, estimate([0.5] * 4).high) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("values", "low", "high"), [([1.0] * 12, 0.757, 1), ([0.0] * 12, 0, 0.243), ([0.5] * 4, 0.5, 0.5)]
)
def test_shares_that_are_all_alike_are_not_certain(values: list[float], low: float, high: float) -> None:
    found = share(values)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.001)
    assert share([0.0, 1.0] * 6) == estimate([0.0, 1.0] * 6)


def test_no_difference_is_never_a_loss() -> None:
    assert loss_p_value([0.0] * 40) == 1.0


def test_a_loss_on_every_case_is_significant_and_a_gain_is_not() -> None:
    assert loss_p_value([0.1] * 10) == pytest.approx(1 / 1024)
    assert loss_p_value([-0.1] * 10) == 1.0


def test_one_case_lost_among_many_is_not_significant() -> None:
    assert loss_p_value([1.0] + [0.0] * 30) > 0.4


@given(P_VALUES)
def test_holm_raises_each_value_and_keeps_their_order(values: list[float]) -> None:
    adjusted = holm(values)
    assert all(before <= after <= 1 for before, after in zip(values, adjusted, strict=True))
    order = sorted(range(len(values)), key=lambda place: values[place])
    assert [adjusted[place] for place in order] == sorted(adjusted)


def test_holm_of_a_worked_example() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
