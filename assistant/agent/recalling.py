"""What stays of the older turns of a long conversation: the project sheet, and what the user has told, in their words.

Deterministic: nothing is reworded, so that a figure recalled is the figure that was said.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from langchain_core.messages import BaseMessage, HumanMessage

from assistant.agent.evidence import calculation_marker
from assistant.agent.marking import markers_of
from assistant.agent.planner.sentences import statement_of
from assistant.domain.sheet import ProjectSheet, Statement
from assistant.export.plan.words import plan_sentences
from assistant.language import read_numbers, split_sentences
from assistant.language.display import format_euros
from assistant.language.names import beneficiary_name
from prompts import load_prompt

SHEET_SHARE = 0.5  # of the memory goes to the sheet; the rest to the user's own words
NO_SHEET = "(pas encore de fiche)"
NOTHING_TOLD = "(rien)"
LEFT_OUT = "({count} phrases plus anciennes ou plus longues ne sont pas rappelées)"

Counter = Callable[[str], int]


def memory_text(sheet: ProjectSheet | None, older: Sequence[BaseMessage], *, limit: int, count: Counter) -> str:
    """The memory of the older messages, in about ``limit`` tokens as ``count`` counts them."""
    lines = _fitting(sheet_lines(sheet), int(limit * SHEET_SHARE), count) if sheet else [NO_SHEET]
    left = limit - sum(map(count, lines))
    told = _told(older, left, count) or [NOTHING_TOLD]
    return load_prompt("memory").render(sheet=_as_data(lines), told=_as_data(told))


def sheet_lines(sheet: ProjectSheet) -> Iterator[str]:
    """A sheet in short, what decides first, each line with its markers."""
    yield f"Titre : {_marked(sheet.title)} (fiche version {sheet.version}, phase {sheet.phase.value})"
    if sheet.beneficiary:
        yield f"Porteur : {beneficiary_name(sheet.beneficiary)} [u]"
    if sheet.territory:
        yield f"Territoire : {sheet.territory.name} ({sheet.territory.code}) [u]"
    for cost in sheet.costs:
        tax = "hors taxes à confirmer" if cost.is_tax_unsaid else "HT"
        yield f"Coût, {cost.label} : {format_euros(cost.amount_excl_tax)} {tax} {markers_of(cost.provenance)}"
    for result in sheet.footprint:
        figures = ", ".join(f"{one.label} {one.display}" for one in result.figures)
        yield f"Calcul, {result.title} : {figures} {calculation_marker(result.calculation_id)}"
    if sheet.financing_plan:
        marker = calculation_marker(sheet.financing_plan.calculation_id)
        yield from (f"Plan de financement : {one} {marker}" for one in plan_sentences(sheet.financing_plan))
    yield from _statements("Objectif", sheet.objectives)
    yield from _statements("Description", sheet.description)
    for aid in sheet.funding:
        yield f"Aide : {aid.name}, {aid.rate or 'taux non indiqué'} {markers_of(aid.provenance)}"
    yield from _statements("Obligation", sheet.obligations)
    yield from _statements("Question ouverte", sheet.open_questions)


def _statements(label: str, statements: Iterable[Statement]) -> Iterator[str]:
    return (f"{label} : {_marked(one)}" for one in statements)


def _marked(statement: Statement) -> str:
    return f"{' '.join(statement.text.split())} {markers_of(statement.provenance)}"


def _told(older: Sequence[BaseMessage], limit: int, count: Counter) -> list[str]:
    """What the user told, in order: when all does not fit, what has a figure first, then the most recent."""
    said = [
        sentence
        for message in older
        if isinstance(message, HumanMessage)
        for sentence in split_sentences(statement_of(str(message.text)))
    ]
    by_use = sorted(range(len(said)), key=lambda place: (not read_numbers(said[place]), -place))
    kept, left = set[int](), limit
    for place in by_use:
        cost = count(said[place])
        if cost <= left:
            kept.add(place)
            left -= cost
    lines = [f"« {said[place]} » [u]" for place in sorted(kept)]
    lost = len(said) - len(kept)
    return [*lines, *([LEFT_OUT.format(count=lost)] if lost else [])]


def _fitting(lines: Iterable[str], limit: int, count: Counter) -> list[str]:
    """The first lines that fit."""
    kept: list[str] = []
    for line in lines:
        limit -= count(line)
        if limit < 0 and kept:
            break
        kept.append(line)
    return kept


def _as_data(lines: Iterable[str]) -> str:
    """Lines that cannot close the block that holds them."""
    return "\n".join(f"- {line.replace('<', '‹')}" for line in lines)
