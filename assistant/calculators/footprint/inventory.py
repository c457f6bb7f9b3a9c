"""The formula of an activity that only counts: quantities times factors, summed by group."""

from collections.abc import Mapping, Sequence

from assistant.calculators.footprint.declared import ActivityDescription, DeclaredFigure, Line
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace


def count(description: ActivityDescription, inputs: Inputs, trace: Trace) -> Outcome:
    """The figures of an inventory; one whose lines have no inputs, or that lacks a side, is left out."""
    groups: dict[str, list[Term]] = {}
    for line in description.lines:
        if all(inputs.has(name) for name in line.inputs):
            groups.setdefault(line.group, []).append(_line(line, inputs, trace))
    terms: dict[str, Term] = {}
    figures = []
    for figure in description.figures:
        term = _figure(figure, groups, terms, trace)
        if term is not None:
            terms[figure.name] = term
            figures.append(trace.figure(figure.name, term, figure.role))
    return Outcome(figures=tuple(figures))


def _line(line: Line, inputs: Inputs, trace: Trace) -> Term:
    return trace.product(line.label, *map(inputs.term, line.inputs), *map(trace.factor, line.factors), unit=line.unit)


def _figure(
    figure: DeclaredFigure, groups: Mapping[str, Sequence[Term]], terms: Mapping[str, Term], trace: Trace
) -> Term | None:
    if figure.difference:
        first, second = figure.difference
        if first not in terms or second not in terms:
            return None
        return trace.difference(figure.label, terms[first], terms[second])
    found = [term for group in figure.groups for term in groups.get(group, ())]
    return trace.total(figure.label, *found) if found else None
