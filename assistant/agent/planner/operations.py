"""Past operations in the words of their source, with what they cost and what was subsidised when it says so."""

from collections.abc import Sequence

from assistant.agent.evidence import passage_marker
from assistant.agent.planner.extract import best_quotes
from assistant.agent.planner.segments import SegmentKind, segments
from assistant.calculators.comparables import ComparablesSummary
from assistant.domain import Frozen, Passage, PastOperation
from assistant.language import normalise, read_amounts
from assistant.language.display import format_euros, format_percent

COUNSEL = "ce qu une collectivite peut en retenir"
SHORT_PASSAGE = 280  # characters


class ComparableLine(Frozen):
    """A past operation in a line: its title, what is said of it, and the note that proves it."""

    title: str
    text: str
    marker: str


def comparable_lines(
    query: str, passages: Sequence[Passage], summary: ComparablesSummary | None
) -> list[ComparableLine]:
    """One line an operation, in the order found: cost, subsidy, rate and year, else what its source says nearest."""
    published = dict(zip(summary.passage_ids, summary.operations, strict=True)) if summary else {}
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(passage.document_id, []).append(passage)
    lines = (_line(query, group, published) for group in groups.values())
    return [line for line in lines if line.text]


def _line(query: str, passages: Sequence[Passage], published: dict[str, PastOperation]) -> ComparableLine:
    for passage in passages:
        if passage.passage_id in published:
            told = _published(published[passage.passage_id])
            return ComparableLine(title=passage.title, text=told, marker=passage_marker(passage))
    priced = max(passages, key=_amounts)
    if _amounts(priced):
        return ComparableLine(title=priced.title, text=_money(priced), marker=passage_marker(priced))
    facts = [passage for passage in passages if normalise(passage.heading) != COUNSEL]
    quotes = best_quotes(query, facts, limit=1, per_passage=1)
    told = f"« {quotes[0].segment.text} »" if quotes else ""
    shown = quotes[0].passage if quotes else passages[0]
    return ComparableLine(title=shown.title, text=told, marker=passage_marker(shown))


def _published(operation: PastOperation) -> str:
    parts = (
        f"coût {format_euros(operation.cost_excl_tax)} HT" if operation.cost_excl_tax else "",
        f"subvention {format_euros(operation.subsidy)}" if operation.subsidy else "",
        f"taux {format_percent(operation.rate * 100)}" if operation.rate is not None else "",
        f"{operation.scheme}, {operation.year}",
    )
    return " ; ".join(part for part in parts if part)


def _amounts(passage: Passage) -> int:
    return len(read_amounts(passage.text)) if normalise(passage.heading) != COUNSEL else 0


def _money(passage: Passage) -> str:
    """The rows of a passage's table («Coût hors taxes : 400 003 € HT ; Année : 2024»), or what tells amounts."""
    found = segments(passage.text)
    rows = [" : ".join(cell for _, cell in one.told) for one in found if one.kind is SegmentKind.ROW]
    if rows:
        return " ; ".join(rows)
    if len(passage.text) <= SHORT_PASSAGE:
        return f"« {' '.join(passage.text.split())} »"
    return " ".join(f"« {one.text} »" for one in found if read_amounts(one.own))
