"""Closed-form uncertainty: lognormal sources, their effect on a result, and which of two results is the lower.

A source with a published half-width U at 95 % is lognormal around its value, σ = ln(1 + U) / 1.96. A result follows
from the first-order propagation in the logarithms of its sources, which are independent of each other; one used twice
is the same source, so it cancels in a difference of scenarios as far as both use it. A product or a sum of positive
terms is lognormal, a difference that sources pull both ways is normal. Products are exact; sums and differences are
checked against a seeded Monte Carlo in the tests. Source of the propagation: IPCC 2006 guidelines, volume 1, chapter 3
(approach 1, lognormal inputs).
"""

from collections.abc import Mapping
from decimal import Decimal
from math import exp, log, sqrt
from statistics import NormalDist

from assistant.calculators.footprint.result import Contribution, Interval
from assistant.calculators.footprint.term import Term

Z95 = 1.96
CONFIDENCE = Decimal(95)
NORMAL = NormalDist()

Uncertainties = Mapping[str, Decimal | None]  # half-width at 95 % by source, in percent; None is unknown


def sigma_of(uncertainty_percent: Decimal) -> float:
    """The standard deviation of the logarithm of a source whose half-width at 95 % is known."""
    return log(1 + float(uncertainty_percent) / 100) / Z95


def unknown_sources(term: Term, uncertainties: Uncertainties) -> tuple[str, ...]:
    """The sources of a term whose uncertainty is not published."""
    return tuple(name for name, slope in term.slopes.items() if slope and uncertainties[name] is None)


def interval_of(term: Term, uncertainties: Uncertainties) -> Interval | None:
    """The bounds at 95 % from the sources whose uncertainty is known; None when no source has any."""
    sigma = spread(term.slopes, uncertainties)
    if not sigma:
        return None
    value = float(term.value)
    if term.is_signed:
        low, high = (value + direction * Z95 * sigma for direction in (-1, 1))
    else:
        low, high = (value * exp(direction * Z95 * sigma / value) for direction in (-1, 1))
    return Interval(low=rounded(low), high=rounded(high), confidence_percent=CONFIDENCE)


def spread(slopes: Mapping[str, Decimal], uncertainties: Uncertainties) -> float:
    """The standard deviation of a value to the first order, in its unit; sources of unknown uncertainty add nothing."""
    known = ((slope, uncertainties[name]) for name, slope in slopes.items())
    return sqrt(sum((float(slope) * sigma_of(percent)) ** 2 for slope, percent in known if percent))


def contributions(term: Term, uncertainties: Uncertainties, labels: Mapping[str, str]) -> tuple[Contribution, ...]:
    """What each uncertain source does alone to a result, the widest first (*tornado*)."""
    total = spread(term.slopes, uncertainties) ** 2
    found = []
    for name, slope in term.slopes.items():
        percent = uncertainties[name]
        if not percent or not slope:
            continue
        sigma = float(slope) * sigma_of(percent)
        bounds = sorted(_moved(term, float(slope), direction * Z95 * sigma_of(percent)) for direction in (-1, 1))
        found.append(
            Contribution(
                source_id=name,
                label=labels[name],
                low=rounded(bounds[0]),
                high=rounded(bounds[1]),
                share_percent=rounded(100 * sigma**2 / total),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.share_percent, one.source_id)))


def probability_below(first: Term, second: Term, uncertainties: Uncertainties) -> float | None:
    """The probability that the first term is under the second, of one unit; None when no uncertainty is known.

    Two positive terms are compared by their ratio, which is lognormal; others by their difference.
    """
    if not (spread(first.slopes, uncertainties) or spread(second.slopes, uncertainties)):
        return None
    if not first.is_signed and not second.is_signed and first.value and second.value:
        gap = log(float(second.value) / float(first.value))
        slopes = _difference(_relative(second), _relative(first))
    else:
        gap = float(second.value - first.value)
        slopes = _difference(second.slopes, first.slopes)
    sigma = spread(slopes, uncertainties)
    if not sigma:  # every known source moves both alike
        return 0.5 if not gap else float(gap > 0)
    return NORMAL.cdf(gap / sigma)


def _relative(term: Term) -> dict[str, Decimal]:
    return {name: slope / term.value for name, slope in term.slopes.items()}


def _difference(first: Mapping[str, Decimal], second: Mapping[str, Decimal]) -> dict[str, Decimal]:
    names = dict.fromkeys((*first, *second))
    return {name: first.get(name, Decimal(0)) - second.get(name, Decimal(0)) for name in names}


def _moved(term: Term, slope: float, change: float) -> float:
    """A value when the logarithm of one source changes so much; exact for products, and for sums in a difference."""
    value = float(term.value)
    return value + slope * (exp(change) - 1) if term.is_signed else value * exp(slope / value * change)


def rounded(value: float) -> Decimal:
    """Six significant digits: past them an interval says nothing and machines may differ."""
    return Decimal(f"{value:.6g}")
