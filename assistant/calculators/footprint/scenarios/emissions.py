"""Add the emissions of a scenario's activities: once and by year, induced and avoided apart, sources kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.calculators.footprint.engine import Run
from assistant.calculators.footprint.result import InputValue, Role
from assistant.calculators.footprint.term import Term, combination
from assistant.calculators.footprint.units import parse_unit, scale

ONCE, YEARLY = "tCO2e", "tCO2e/an"
COUNTED = (Role.INDUCED, Role.AVOIDED)


@dataclass(frozen=True)
class Emissions:
    """The terms of a scenario, in tCO2e or tCO2e/an, its uncertainties by source and the labels of the sources."""

    induced_once: Term
    induced_yearly: Term
    avoided_once: Term
    avoided_yearly: Term
    uncertainties: Mapping[str, Decimal | None]
    labels: Mapping[str, str]


def emissions_of(runs: Sequence[Run]) -> Emissions:
    """The sum of the runs of a scenario.

    An input that two activities take alike (same activity, name and value) is one uncertain source, as a factor is.
    """
    uncertainties: dict[str, Decimal | None] = {}
    labels: dict[str, str] = {}
    terms: dict[tuple[Role, str], list[Term]] = {}
    for one in runs:
        renamed = {value.source_id: _shared_name(one.result.activity, value) for value in one.result.inputs}
        for name, percent in one.trace.uncertainties.items():
            uncertainties[renamed.get(name, name)] = percent
            labels[renamed.get(name, name)] = one.trace.label_of(name)
        for figure in one.result.figures:
            if figure.role in COUNTED and (unit := _unit_of(figure.unit)):
                term = _renamed(one.trace.terms[figure.name], renamed, unit)
                terms.setdefault((figure.role, unit), []).append(term)
    return Emissions(
        induced_once=_sum("Émissions induites une fois", terms.get((Role.INDUCED, ONCE), ()), ONCE),
        induced_yearly=_sum("Émissions induites par an", terms.get((Role.INDUCED, YEARLY), ()), YEARLY),
        avoided_once=_sum("Émissions évitées une fois", terms.get((Role.AVOIDED, ONCE), ()), ONCE),
        avoided_yearly=_sum("Émissions évitées par an", terms.get((Role.AVOIDED, YEARLY), ()), YEARLY),
        uncertainties=uncertainties,
        labels=labels,
    )


def _shared_name(activity: str, value: InputValue) -> str:
    return f"{value.source_id}@{activity}={value.value}"


def _unit_of(unit: str) -> str | None:
    """The unit in which a figure is added: a figure of another kind (energy, money) is not."""
    kind = parse_unit(unit).dimensionality
    return next((wanted for wanted in (ONCE, YEARLY) if parse_unit(wanted).dimensionality == kind), None)


def _renamed(term: Term, names: Mapping[str, str], unit: str) -> Term:
    weight = scale((term.unit,), (1,), unit)
    slopes = {names.get(name, name): weight * slope for name, slope in term.slopes.items()}
    return term._replace(value=weight * term.value, unit=unit, slopes=slopes)


def _sum(label: str, terms: Iterable[Term], unit: str) -> Term:
    found = tuple(terms)
    return combination(label, found, (1,) * len(found)) if found else Term(label=label, value=Decimal(0), unit=unit)
