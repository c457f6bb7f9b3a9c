"""A calculation of a conversation, to be read by the person who follows a figure to it."""

from collections.abc import Iterator

from assistant.agent.evidence import Evidence
from assistant.agent.grounding import calculation_text
from assistant.calculators.footprint import FootprintResult
from assistant.domain import Frozen
from assistant.errors import NotFoundError
from assistant.language.display import format_quantity


class CalculationPart(Frozen):
    """Some lines of a calculation under their title."""

    title: str
    lines: tuple[str, ...]


class ShownCalculation(Frozen):
    """A calculation: its title and its parts."""

    title: str
    parts: tuple[CalculationPart, ...]


def shown_calculation(evidence: Evidence, calculation_id: str) -> ShownCalculation:
    """The calculation of an id; raises NotFoundError when the conversation has made none of it."""
    footprint = evidence.footprints.get(calculation_id)
    if footprint:
        return ShownCalculation(title=footprint.title, parts=tuple(one for one in _parts(footprint) if one.lines))
    lines = tuple(filter(None, calculation_text(calculation_id, evidence).split("\n")))
    if not lines:
        raise NotFoundError("Ce calcul n'est pas ou plus dans la conversation.")
    return ShownCalculation(title="Calcul", parts=(CalculationPart(title="Ce que dit le calcul", lines=lines),))


def _parts(result: FootprintResult) -> Iterator[CalculationPart]:
    figures = (
        f"{one.label} : {one.display}" + (f", de {one.display_interval}" if one.display_interval else "")
        for one in result.figures
    )
    yield CalculationPart(title="Résultat", lines=(*figures, f"Référence : {result.reference_scenario}."))
    yield CalculationPart(title="À savoir", lines=tuple(result.warnings))
    yield CalculationPart(title="Données", lines=tuple(value.sentence for value in result.inputs))
    steps = (f"{step.label} = {step.expression} = {step.display}" for step in result.steps)
    yield CalculationPart(title="Étapes", lines=tuple(steps))
    factors = (f"{one.label} : {format_quantity(one.value, one.unit)} ({one.year})" for one in result.factors)
    yield CalculationPart(title="Facteurs", lines=tuple(factors))
