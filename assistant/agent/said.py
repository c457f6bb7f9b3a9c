"""What people have said in a sheet: it proves figures as their messages do."""

from collections.abc import Iterator

from assistant.domain.sheet import Origin, ProjectSheet, Provenance
from assistant.language.display import format_euros


def said_by_people(sheet: ProjectSheet) -> Iterator[str]:
    """What users have said of a project, in a conversation or by hand on its page."""
    for statement in (sheet.title, sheet.owner, *sheet.context, *sheet.objectives, *sheet.description):
        if statement and _is_said(statement.provenance):
            yield statement.text
    for cost in sheet.costs:
        if _is_said(cost.provenance):
            yield f"{cost.label} : {format_euros(cost.amount_excl_tax)}"
    for action in sheet.actions:
        if _is_said(action.provenance):
            yield f"{action.label} {action.period}"
    for indicator in sheet.indicators:
        if _is_said(indicator.provenance):
            yield f"{indicator.name} : {indicator.baseline} {indicator.target} {indicator.unit}"
    if sheet.population is not None:
        yield f"{sheet.population} habitants"


def _is_said(provenance: tuple[Provenance, ...]) -> bool:
    return any(proof.origin is Origin.USER for proof in provenance)
