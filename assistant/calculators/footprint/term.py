"""A value of a calculation, its unit, and how it depends on each uncertain source."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from assistant.calculators.footprint.units import scale

ZERO = Decimal(0)
CERTAIN: Mapping[str, Decimal] = MappingProxyType({})


class Term(NamedTuple):
    """A value in ``unit``; ``slopes`` is its change when the logarithm of each uncertain source changes by one.

    A source is a factor, or an input that carries an uncertainty; a term that uses one twice depends on it once.
    ``is_signed`` when sources pull it both ways, as the difference of two scenarios: it may then be under zero.
    """

    label: str
    value: Decimal
    unit: str
    slopes: Mapping[str, Decimal] = CERTAIN
    is_signed: bool = False

    def named(self, label: str) -> "Term":
        """The same value under another name."""
        return self._replace(label=label)


def product(label: str, terms: Sequence[Term], unit: str) -> Term:
    """The product of terms, in ``unit``."""
    return _power_product(label, terms, (1,) * len(terms), unit)


def quotient(label: str, numerator: Term, denominator: Term, unit: str) -> Term:
    """A quotient, in ``unit``; the denominator is not null."""
    return _power_product(label, (numerator, denominator), (1, -1), unit)


def combination(label: str, terms: Sequence[Term], signs: Sequence[int]) -> Term:
    """A sum of terms of one kind, each with its sign, in the unit of the first."""
    unit = terms[0].unit
    value, slopes = ZERO, dict[str, Decimal]()
    for term, sign in zip(terms, signs, strict=True):
        weight = sign * scale((term.unit,), (1,), unit)
        value += weight * term.value
        slopes = _added(slopes, {name: weight * slope for name, slope in term.slopes.items()})
    is_signed = value < 0 or any(term.is_signed for term in terms) or any(slope < 0 for slope in slopes.values())
    return Term(label=label, value=value, unit=unit, slopes=slopes, is_signed=is_signed)


def exponential(label: str, term: Term) -> Term:
    """The exponential of a ratio, which has no unit."""
    value = (scale((term.unit,), (1,), "ratio") * term.value).exp()
    slopes = {name: value * slope for name, slope in term.slopes.items()}
    return Term(label=label, value=value, unit="ratio", slopes=slopes, is_signed=term.is_signed)


def _power_product(label: str, terms: Sequence[Term], powers: tuple[int, ...], unit: str) -> Term:
    value = scale(tuple([term.unit for term in terms]), powers, unit)
    for term, power in zip(terms, powers, strict=True):
        value = value * term.value if power > 0 else value / term.value
    slopes: dict[str, Decimal] = {}
    is_signed = False
    for term, power in zip(terms, powers, strict=True):
        is_signed = is_signed or term.is_signed
        if term.slopes:
            rate = power * value / term.value if term.value else ZERO
            moved = {name: rate * slope for name, slope in term.slopes.items()}
            slopes = _added(slopes, moved) if slopes else moved
    return Term(label=label, value=value, unit=unit, slopes=slopes, is_signed=is_signed)


def _added(slopes: dict[str, Decimal], others: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Slopes and others, added up where both have the same source."""
    for name, slope in others.items():
        slopes[name] = slopes[name] + slope if name in slopes else slope
    return slopes
