"""Build a calculation step by step: exact decimals, checked units, and how each result depends on uncertain factors.

The uncertainty of a result is the first-order propagation of those of its factors, which are independent of each other;
a factor used twice is the same factor, so it does not average out in a difference of scenarios. A factor is lognormal
with σ = ln(1 + U) / 1.96, where U is the published half-width at 95 % (IPCC 2006 guidelines, volume 1, chapter 3; the
formula is to be checked there).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import exp, log, sqrt

from assistant.calculators.footprint.registry import FactorRegistry
from assistant.calculators.footprint.result import FactorUse, Figure, Interval, Step
from assistant.calculators.footprint.units import quantity
from assistant.domain.model import Frozen
from assistant.language.display import WIDE, format_decimal, format_quantity

Z95 = 1.96
CONFIDENCE = Decimal(95)
READABLE = Decimal("0.000001")  # more decimals of a given value or a factor say nothing to a reader


class Term(Frozen):
    """A value of the calculation; ``slopes`` is its change when the logarithm of each factor changes by one."""

    label: str
    value: Decimal
    unit: str
    slopes: Mapping[str, Decimal] = {}


class Trace:
    """The ordered steps of one calculation and the factors that it used."""

    def __init__(self, registry: FactorRegistry) -> None:
        self._registry = registry
        self.steps: list[Step] = []
        self._factors: dict[str, FactorUse] = {}

    @property
    def factors(self) -> tuple[FactorUse, ...]:
        """The factors used, in order of first use."""
        return tuple(self._factors.values())

    def factor(self, factor_id: str, *, unit: str | None = None) -> Term:
        """A factor of the registry; ``unit`` spells its unit for the calculator where the source's is a remark."""
        found = self._registry.get(factor_id)
        use = FactorUse(
            factor_id=found.id,
            label=found.label,
            value=found.value,
            unit=found.unit,
            uncertainty_percent=found.uncertainty_percent,
            scope=found.scope,
            year=found.year,
            source=found.source,
            locator=found.locator,
        )
        self._factors[found.id] = use
        return Term(label=found.label, value=found.value, unit=unit or found.unit, slopes={found.id: found.value})

    def product(self, label: str, *terms: Term, unit: str) -> Term:
        """The product of terms, in ``unit``."""
        result = quantity(Decimal(1), "")
        for term in terms:
            result = result * quantity(term.value, term.unit)
        value = Decimal(result.to(quantity(Decimal(1), unit).units).magnitude)
        slopes: dict[str, Decimal] = {}
        for term in terms:
            for name, slope in term.slopes.items():
                share = slope / term.value if term.value else Decimal(0)
                slopes[name] = slopes.get(name, Decimal(0)) + value * share
        return self._step(label, Term(label=label, value=value, unit=unit, slopes=slopes), terms, "×")

    def quotient(self, label: str, numerator: Term, denominator: Term, *, unit: str) -> Term:
        """A quotient, in ``unit``; the denominator is not null."""
        ratio = quantity(numerator.value, numerator.unit) / quantity(denominator.value, denominator.unit)
        value = Decimal(ratio.to(quantity(Decimal(1), unit).units).magnitude)
        slopes: dict[str, Decimal] = {}
        for term, sign in ((numerator, 1), (denominator, -1)):
            for name, slope in term.slopes.items():
                slopes[name] = slopes.get(name, Decimal(0)) + sign * value * slope / term.value
        term = Term(label=label, value=value, unit=unit, slopes=slopes)
        return self._step(label, term, (numerator, denominator), "÷")

    def total(self, label: str, *terms: Term) -> Term:
        """The sum of terms of one unit."""
        return self._combine(label, terms, (1,) * len(terms), "+")

    def difference(self, label: str, first: Term, second: Term) -> Term:
        """First minus second, of one unit."""
        return self._combine(label, (first, second), (1, -1), "−")

    def _combine(self, label: str, terms: Sequence[Term], signs: Sequence[int], sign: str) -> Term:
        unit = terms[0].unit
        slopes: dict[str, Decimal] = {}
        value = Decimal(0)
        for term, direction in zip(terms, signs, strict=True):
            scale = Decimal(quantity(Decimal(1), term.unit).to(quantity(Decimal(1), unit).units).magnitude)
            value += direction * scale * term.value
            for name, slope in term.slopes.items():
                slopes[name] = slopes.get(name, Decimal(0)) + direction * scale * slope
        return self._step(label, Term(label=label, value=value, unit=unit, slopes=slopes), terms, sign)

    def _step(self, label: str, term: Term, operands: Sequence[Term], sign: str) -> Term:
        used = [name for operand in operands for name in operand.slopes if operand.label == self._factors[name].label]
        self.steps.append(
            Step(
                label=label,
                formula=f" {sign} ".join(operand.label for operand in operands),
                expression=f" {sign} ".join(map(self._shown, operands)),
                value=term.value,
                unit=term.unit,
                display=show(term.value, term.unit),
                factor_id=used[0] if used else None,
            )
        )
        return term

    def _shown(self, operand: Term) -> str:
        """An operand for the reader: the result of an earlier step rounded as it was there, the others as given."""
        is_result = any(step.label == operand.label and step.value == operand.value for step in self.steps)
        if is_result:
            return show(operand.value, operand.unit)
        return format_quantity(operand.value.quantize(READABLE, context=WIDE).normalize(), spell(operand.unit))

    def figure(self, name: str, term: Term) -> Figure:
        """A result to show, rounded once, with its interval where the uncertainty of every factor is known."""
        interval = self._interval(term)
        return Figure(
            name=name,
            label=term.label,
            value=term.value,
            unit=term.unit,
            display=show(term.value, term.unit),
            interval=interval,
            display_interval=(
                f"{show_number(interval.low)} à {show(interval.high, term.unit)}, à {CONFIDENCE}\u202f%"
                if interval
                else None
            ),
        )

    def _interval(self, term: Term) -> Interval | None:
        spreads = [self._factors[name].uncertainty_percent for name in term.slopes]
        if not spreads or any(spread is None for spread in spreads) or not term.value:
            return None
        sigma = sqrt(sum((float(slope) * self._sigma(name)) ** 2 for name, slope in term.slopes.items()))
        value = float(term.value)
        if value > 0:
            low, high = (value * exp(direction * Z95 * sigma / value) for direction in (-1, 1))
        else:
            low, high = (value + direction * Z95 * sigma for direction in (-1, 1))
        return Interval(low=_decimal(low), high=_decimal(high), confidence_percent=CONFIDENCE)

    def _sigma(self, factor_id: str) -> float:
        return log(1 + float(self._factors[factor_id].uncertainty_percent or 0) / 100) / Z95


def _decimal(value: float) -> Decimal:
    """Six significant digits: past them an interval says nothing and machines may differ."""
    return Decimal(f"{value:.6g}")


def show(value: Decimal, unit: str) -> str:
    """A result rounded for the reader: about three significant digits."""
    return f"{show_number(value)}\u202f{spell(unit)}".rstrip()


def spell(unit: str) -> str:
    """A unit for the reader: a ratio has none."""
    return "" if unit == "ratio" else unit.replace("m2", "m²")


def show_number(value: Decimal) -> str:
    """A number with about three significant digits."""
    size = abs(value)
    decimals = 0 if size >= 100 or value == 0 else 1 if size >= 10 else 2 if size >= 1 else 3
    return format_decimal(value, decimals=decimals)
