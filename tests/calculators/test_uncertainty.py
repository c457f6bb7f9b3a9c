"""Uncertainty in closed form, checked against a seeded Monte Carlo."""

from collections.abc import Mapping
from decimal import Decimal
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.calculators.footprint import Figure, estimate
from assistant.calculators.footprint.result import Interval
from assistant.calculators.footprint.rounding import digits_allowed, show
from assistant.calculators.footprint.term import Term, combination, product
from assistant.calculators.footprint.uncertainty import Z95, contributions, interval_of, probability_below, sigma_of

DRAWS = 400_000
LIGHTING = {"points": 420, "power_before": 150, "power_after": 45}


def source(name: str, value: str, unit: str = "kgCO2e") -> Term:
    return Term(label=name, value=Decimal(value), unit=unit, slopes={name: Decimal(value)})


def draws(uncertainties: Mapping[str, Decimal | None]) -> dict[str, NDArray[np.float64]]:
    """Factors by which each source is multiplied, drawn from its lognormal law."""
    random = np.random.default_rng(20261125)
    return {name: random.lognormal(0, sigma_of(percent), DRAWS) for name, percent in uncertainties.items() if percent}


def percentiles(sample: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(sample, [2.5, 97.5])
    return float(low), float(high)


def test_a_product_has_exactly_the_interval_of_the_drawn_one() -> None:
    spread: dict[str, Decimal | None] = {"a": Decimal(30), "b": Decimal(50)}
    both = product("p", (source("a", "4"), source("b", "10", "ratio")), "kgCO2e")
    drawn = draws(spread)
    low, high = percentiles(40 * drawn["a"] * drawn["b"])
    found = interval_of(both, spread)
    assert found is not None
    assert [float(found.low), float(found.high)] == pytest.approx([low, high], rel=0.01)


@pytest.mark.parametrize("values", [("10", "10", "10"), ("100", "10", "1"), ("3", "50", "40")])
def test_a_sum_is_within_five_percent_of_the_drawn_one(values: tuple[str, str, str]) -> None:
    spread: dict[str, Decimal | None] = {"a": Decimal(20), "b": Decimal(30), "c": Decimal(50)}
    terms = [source(name, value) for name, value in zip("abc", values, strict=True)]
    drawn = draws(spread)
    low, high = percentiles(sum((float(t.value) * drawn[t.label] for t in terms), np.zeros(DRAWS)))
    found = interval_of(combination("s", terms, (1, 1, 1)), spread)
    assert found is not None
    assert [float(found.low), float(found.high)] == pytest.approx([low, high], rel=0.05)


def test_a_shared_factor_does_not_widen_a_difference() -> None:
    spread: dict[str, Decimal | None] = {"shared": Decimal(50)}
    shared = source("shared", "1")
    before = product("before", (shared, Term("n", Decimal(100), "ratio")), "kgCO2e")
    after = product("after", (shared, Term("m", Decimal(90), "ratio")), "kgCO2e")
    found = interval_of(combination("d", (before, after), (1, -1)), spread)
    assert found is not None
    low, high = percentiles(10 * draws(spread)["shared"])
    assert [float(found.low), float(found.high)] == pytest.approx([low, high], rel=0.02)


@pytest.mark.parametrize(("before", "after"), [("100", "60"), ("100", "95"), ("60", "100")])
def test_a_difference_of_two_sources_is_close_to_the_drawn_one(before: str, after: str) -> None:
    spread: dict[str, Decimal | None] = {"a": Decimal(20), "b": Decimal(20)}
    drawn = draws(spread)
    low, high = percentiles(float(before) * drawn["a"] - float(after) * drawn["b"])
    found = interval_of(combination("d", (source("a", before), source("b", after)), (1, -1)), spread)
    assert found is not None
    assert [float(found.low), float(found.high)] == pytest.approx([low, high], abs=2)


@pytest.mark.parametrize(("first", "second"), [("80", "100"), ("100", "100"), ("100", "60")])
def test_the_probability_that_one_is_lower_is_the_drawn_frequency(first: str, second: str) -> None:
    spread: dict[str, Decimal | None] = {"a": Decimal(40), "b": Decimal(20), "shared": Decimal(60)}
    shared = source("shared", "1", "ratio")
    one = product("one", (source("a", first), shared), "kgCO2e")
    other = product("other", (source("b", second), shared), "kgCO2e")
    drawn = draws(spread)
    frequency = float(np.mean(float(first) * drawn["a"] < float(second) * drawn["b"]))
    assert probability_below(one, other, spread) == pytest.approx(frequency, abs=0.005)


def test_without_a_known_uncertainty_no_probability_is_claimed() -> None:
    assert probability_below(source("a", "1"), source("b", "2"), {"a": None, "b": None}) is None


@given(st.decimals(1, 300, places=1), st.decimals(1, 300, places=1))
def test_one_is_lower_than_the_other_or_the_other_way_round(first: Decimal, second: Decimal) -> None:
    spread: dict[str, Decimal | None] = {"a": first, "b": second}
    one, other = source("a", "10"), source("b", "12")
    there, back = probability_below(one, other, spread), probability_below(other, one, spread)
    assert there is not None
    assert back is not None
    assert there + back == pytest.approx(1)


def test_the_contributions_are_ordered_and_share_the_whole_variance() -> None:
    spread: dict[str, Decimal | None] = {"a": Decimal(20), "b": Decimal(60), "c": None}
    total = combination("s", (source("a", "10"), source("b", "10"), source("c", "5")), (1, 1, 1))
    found = contributions(total, spread, {"a": "A", "b": "B", "c": "C"})
    assert [one.source_id for one in found] == ["b", "a"]
    assert sum(one.share_percent for one in found) == pytest.approx(Decimal(100), rel=Decimal("1e-4"))
    assert all(one.low < total.value < one.high for one in found)


def figure_of(name: str, **inputs: str) -> Figure:
    found = estimate("public_lighting", {**LIGHTING, **inputs}).figures
    return next(figure for figure in found if figure.name == name)


def test_an_uncertainty_given_by_the_user_widens_the_result() -> None:
    plain, told = figure_of("avoided_emissions"), figure_of("avoided_emissions", hours_before="4 380 h/an ± 20 %")
    assert plain.interval is not None
    assert told.interval is not None
    assert told.value == plain.value
    assert told.interval.high > plain.interval.high
    assert [one.source_id for one in told.contributions][1] == "input:hours_before"
    sigma = ((log(1.3) ** 2 + log(1.2) ** 2) ** 0.5) / Z95
    assert float(told.interval.high / told.value) == pytest.approx(float(np.exp(Z95 * sigma)), rel=1e-4)


def test_an_unknown_uncertainty_is_said_and_never_taken_for_zero() -> None:
    found = estimate("digital_equipment", {"servers": 2, "server_power": "300 W", "lifetime": 5})
    total = next(figure for figure in found.figures if figure.name == "induced_emissions")
    assert total.interval is None
    assert total.unknown_uncertainty
    assert any("Incertitude non publiée" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("value", "half", "digits", "shown"),
    [
        ("1234.5", None, 3, "1\u202f234 kg"),
        ("1234.5", "60", 3, "1\u202f234 kg"),
        ("1234.5", "400", 2, "1\u202f200 kg"),
        ("1234.5", "1500", 1, "1\u202f000 kg"),
        ("0.004218", None, 3, "0,00422 kg"),
        ("0", None, 3, "0 kg"),
    ],
)
def test_a_result_shows_the_digits_that_its_uncertainty_allows(
    value: str, half: str | None, digits: int, shown: str
) -> None:
    number = Decimal(value)
    interval = half and Interval(
        low=number - Decimal(half), high=number + Decimal(half), confidence_percent=Decimal(95)
    )
    allowed = digits_allowed(number, interval or None)
    assert allowed == digits
    assert show(number, "kg", allowed) == shown.replace(" kg", "\u202fkg")
