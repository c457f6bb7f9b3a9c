"""Build a calculation step by step: exact decimals, checked units, every factor and choice of factor kept."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.calculators.footprint.registry import Factor, FactorChoice, FactorRegistry
from assistant.calculators.footprint.registry.choice import expired
from assistant.calculators.footprint.result import FactorUse, Figure, InputValue, Interval, Role, Step
from assistant.calculators.footprint.rounding import counted, digits_allowed, show, show_number
from assistant.calculators.footprint.term import Term, combination, exponential, product, quotient
from assistant.calculators.footprint.uncertainty import CONFIDENCE, contributions, interval_of, unknown_sources
from assistant.language.display import WIDE, format_quantity

READABLE = Decimal("0.000001")  # more decimals of a given value or a factor say nothing to a reader


class Trace:
    """The ordered steps of one calculation and the factors that it used."""

    def __init__(self, registry: FactorRegistry, inputs: Iterable[InputValue] = ()) -> None:
        self._registry = registry
        self.steps: list[Step] = []
        self.choices: list[FactorChoice] = []
        self._factors: dict[str, FactorUse] = {}
        self._labels: dict[str, str] = {}
        self._named: dict[str, str] = {}  # factors by label
        self._results: dict[str, tuple[Decimal, str]] = {}  # of the steps, by label, and as shown
        self.terms: dict[str, Term] = {}  # behind the figures, by name, for what combines several calculations
        self.uncertainties: dict[str, Decimal | None] = {}
        for value in inputs:
            if value.uncertainty_percent is not None:
                self._labels[value.source_id] = value.label
                self.uncertainties[value.source_id] = value.uncertainty_percent

    def knowing(self, uncertainties: Mapping[str, Decimal | None], labels: Mapping[str, str]) -> "Trace":
        """This trace, told of the sources of terms that come from other traces."""
        self.uncertainties.update(uncertainties)
        self._labels.update(labels)
        return self

    @property
    def factors(self) -> tuple[FactorUse, ...]:
        """The factors used, in order of first use."""
        return tuple(self._factors.values())

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the factors used fall short of: a wider place, a validity that is over, an interval not known whole."""
        told = [warning for choice in self.choices for warning in choice.warnings]
        used = (self._registry.factors[name] for name in self._factors)
        told += [warning for factor in used if (warning := expired(factor, self._registry.released_on))]
        return tuple(dict.fromkeys(told))

    def label_of(self, source_id: str) -> str:
        """The name of an uncertain source, for the reader."""
        return self._labels[source_id]

    def look_at(self, factor_id: str) -> Factor:
        """A factor that the calculation does not use, to say how far others would lead."""
        return self._registry.get(factor_id)

    def has(self, factor_id: str) -> bool:
        """Whether the registry holds a factor."""
        return factor_id in self._registry.factors

    def factor(self, factor_id: str) -> Term:
        """A factor of the registry, or the one of one's own that replaces it; raises KeyError when there is none."""
        replaced = self._registry.replacement(factor_id)
        if replaced:
            self._log(replaced)
        return self._used(self._registry.get(factor_id))

    def choose(self, series: str, *, geography: str) -> Term:
        """The factor of a series for a place, by the registry's rule; raises KeyError when none covers the place."""
        factor, choice = self._registry.choose(series, geography=geography)
        self._log(choice)
        return self._used(factor)

    def _log(self, choice: FactorChoice) -> None:
        if choice not in self.choices:
            self.choices.append(choice)

    def _used(self, found: Factor) -> Term:
        if found.id not in self._factors:
            self._factors[found.id] = _use_of(found)
            self._labels[found.id] = found.label
            self._named[found.label] = found.id
            self.uncertainties[found.id] = found.uncertainty_percent
        return Term(label=found.label, value=found.value, unit=found.unit, slopes={found.id: found.value})

    def product(self, label: str, *terms: Term, unit: str) -> Term:
        """The product of terms, in ``unit``."""
        return self._step(product(label, terms, unit), terms, "×")

    def quotient(self, label: str, numerator: Term, denominator: Term, *, unit: str) -> Term:
        """A quotient, in ``unit``; the denominator is not null."""
        return self._step(quotient(label, numerator, denominator, unit), (numerator, denominator), "÷")

    def total(self, label: str, *terms: Term) -> Term:
        """The sum of terms of one kind."""
        return self._step(combination(label, terms, (1,) * len(terms)), terms, "+")

    def difference(self, label: str, first: Term, second: Term) -> Term:
        """First minus second, of one kind."""
        return self._step(combination(label, (first, second), (1, -1)), (first, second), "−")

    def exponential(self, label: str, term: Term) -> Term:
        """The exponential of a ratio."""
        return self._step(exponential(label, term), (term,), around="exp({})")

    def counted(self, label: str, term: Term, count: Decimal, rule: str) -> Term:
        """A whole number that ``rule`` reads from a term: it stays as it is when the sources of the term move."""
        return self._step(Term(label=label, value=count, unit=term.unit), (term,), around=f"{{}} ({rule})")

    def _step(self, term: Term, operands: Sequence[Term], sign: str = "", *, around: str = "{}") -> Term:
        display = show(term.value, term.unit)
        labels, shown, factor_id = [], [], None
        for operand in operands:
            label, value, unit, slopes, _ = operand
            labels.append(label)
            earlier = self._results.get(label)  # the result of an earlier step is written rounded as it was there
            shown.append(earlier[1] if earlier and earlier[0] == value else _as_given(value, unit))
            if (
                factor_id is None and self._named.get(label) in slopes
            ):  # the factor as it stands, not what depends on it
                factor_id = self._named[label]
        self.steps.append(
            Step(
                label=term.label,
                formula=around.replace("{}", f" {sign} ".join(labels)),
                expression=around.replace("{}", f" {sign} ".join(shown)),
                value=term.value,
                unit=term.unit,
                display=display,
                factor_id=factor_id,
                parts=tuple(labels) if sign == "+" else (),
            )
        )
        self._results[term.label] = (term.value, display)
        return term

    def figure(self, name: str, term: Term, role: Role = Role.OTHER) -> Figure:
        """A result to show, rounded once, with its interval and what makes it wide."""
        self.terms[name] = term
        interval = interval_of(term, self.uncertainties)
        unknown = unknown_sources(term, self.uncertainties)
        return Figure(
            name=name,
            label=term.label,
            value=term.value,
            unit=term.unit,
            display=show(term.value, term.unit, digits_allowed(term.value, interval)),
            role=role,
            interval=None if unknown else interval,
            partial_interval=interval if unknown else None,
            display_interval=shown_interval(interval, term.unit, is_partial=bool(unknown)) if interval else None,
            unknown_uncertainty=unknown,
            contributions=contributions(term, self.uncertainties, self._labels) if interval else (),
        )


@lru_cache(4096)
def _use_of(factor: Factor) -> FactorUse:
    """A factor as the result tells it."""
    told = FactorUse.model_fields.keys() - {"factor_id"}
    return FactorUse(factor_id=factor.id, **factor.model_dump(include=set(told)))


@lru_cache(4096)
def _as_given(value: Decimal, unit: str) -> str:
    """A given value or a factor for the reader, to the decimals that say something."""
    if value and abs(value) < READABLE:
        return show(value, unit)
    return format_quantity(value.quantize(READABLE, context=WIDE).normalize(), counted(value, unit))


def shown_interval(interval: Interval, unit: str, *, is_partial: bool) -> str:
    """An interval for the reader; a partial one says that it is at least as wide."""
    digits = 2
    bounds = f"{show_number(interval.low, digits)} à {show(interval.high, unit, digits)}"
    return f"{bounds}, incertitudes connues seulement" if is_partial else f"{bounds}, à {CONFIDENCE}\u202f%"
