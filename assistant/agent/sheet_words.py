"""A sheet in lines, each with its markers."""

from collections.abc import Iterator

from assistant.agent.marking import markers_of
from assistant.domain.sheet import ProjectSheet, Statement
from assistant.language.display import format_decimal, format_euros
from assistant.language.names import beneficiary_name

USER = "[u]"


def sheet_lines(sheet: ProjectSheet) -> Iterator[str]:
    """The main fields of a sheet, one a line with its markers; what is not in it is left out."""
    yield _line("Titre", sheet.title)
    yield f"Avancement : {sheet.phase.value}"
    if sheet.owner:
        yield _line("Maître d'ouvrage", sheet.owner)
    elif sheet.beneficiary:
        yield f"Porteur : {beneficiary_name(sheet.beneficiary)} {USER}"
    if sheet.territory:
        yield f"Territoire : {sheet.territory.name} {USER}"
    if sheet.population is not None:
        yield f"Population : {format_decimal(sheet.population)} habitants {USER}"
    yield from (_line("Objectif", one) for one in sheet.objectives)
    for cost in sheet.costs:
        amount = format_euros(cost.amount_excl_tax)
        yield f"{cost.label} : {amount} HT {markers_of(cost.provenance)}"
    yield from (f"Étape : {one.label} {one.period} {markers_of(one.provenance)}" for one in sheet.actions)
    yield from (f"Aide : {one.name} {markers_of(one.provenance)}" for one in sheet.funding)


def _line(label: str, statement: Statement) -> str:
    return f"{label} : {statement.text} {markers_of(statement.provenance)}"
