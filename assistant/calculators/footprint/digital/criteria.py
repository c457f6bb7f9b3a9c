"""Several criteria side by side: each line of a digital activity times its factors, summed by criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, NotEstimated, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace


class Criterion(StrEnum):
    """An environmental criterion; its value names its factors."""

    CLIMATE = "gwp"
    RESOURCES = "adpe"
    PRIMARY_ENERGY = "pe"
    WATER = "water"


@dataclass(frozen=True)
class _Shown:
    """How a criterion is named and counted; ``PARTIAL`` is added to the title of a sum that lacks a line."""

    figure: str
    title: str
    label: str
    unit: str
    role: Role = Role.OTHER


PARTIAL = " (lignes estimées)"
SHOWN = {
    Criterion.CLIMATE: _Shown("induced_emissions", "Empreinte climat annuelle", "climat", "kgCO2e/an", Role.INDUCED),
    Criterion.RESOURCES: _Shown(
        "abiotic_resources", "Ressources abiotiques consommées par an", "ressources abiotiques", "kgSbeq/an"
    ),
    Criterion.PRIMARY_ENERGY: _Shown(
        "primary_energy", "Énergie primaire consommée par an", "énergie primaire", "MJ/an"
    ),
    Criterion.WATER: _Shown("water", "Eau consommée par an", "eau", "L/an"),
}
AVOIDED = {
    Criterion.CLIMATE: _Shown("avoided_emissions", "Émissions évitées par an", "climat", "kgCO2e/an", Role.AVOIDED),
    Criterion.RESOURCES: _Shown(
        "avoided_abiotic_resources", "Ressources abiotiques évitées par an", "ressources abiotiques", "kgSbeq/an"
    ),
    Criterion.PRIMARY_ENERGY: _Shown(
        "avoided_primary_energy", "Énergie primaire évitée par an", "énergie primaire", "MJ/an"
    ),
    Criterion.WATER: _Shown("avoided_water", "Eau évitée par an", "eau", "L/an"),
}


@dataclass(frozen=True)
class Line:
    """What is counted each year, and its factors by criterion.

    A criterion that the line ``concerns`` and whose factor is absent is not estimated.
    """

    label: str
    amount: Term
    factors: Mapping[Criterion, Term]
    concerns: tuple[Criterion, ...] = tuple(Criterion)


def side_by_side(lines: Sequence[Line], trace: Trace, first: Sequence[Figure] = ()) -> Outcome:
    """The figures of each criterion a year, after those given: the sum of amount × factor over the lines.

    A line of null amount adds nothing and lacks nothing; a criterion that no line has a factor for has no figure.
    """
    return _summed(lines, trace, first, SHOWN)


def avoided(lines: Sequence[Line], trace: Trace) -> Outcome:
    """The same for what a project avoids: figures of their own, never taken off the others."""
    return _summed(lines, trace, (), AVOIDED)


def _summed(
    lines: Sequence[Line], trace: Trace, first: Sequence[Figure], titles: Mapping[Criterion, _Shown]
) -> Outcome:
    figures = list(first)
    missing: list[NotEstimated] = []
    for criterion, shown in titles.items():
        terms = []
        lacks = False
        for line in lines:
            factor = line.factors.get(criterion)
            if factor is not None:
                label = f"{line.label} : {shown.label}"
                terms.append(trace.product(label, line.amount, factor, unit=shown.unit))
            elif line.amount.value and criterion in line.concerns:
                lacks = True
                missing.append(NotEstimated(line=line.label, criterion=shown.label))
        if terms:
            total = trace.total(shown.title + PARTIAL if lacks else shown.title, *terms)
            figures.append(trace.figure(shown.figure, total, shown.role))
    return Outcome(figures=tuple(figures), not_estimated=tuple(missing))
