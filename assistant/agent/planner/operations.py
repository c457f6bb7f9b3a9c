"""Past operations in a line each: those of the published grants as compared, those of documents in their words."""

from collections.abc import Iterable, Sequence

from assistant.agent.evidence import calculation_marker, passage_marker
from assistant.agent.planner.extract import best_quotes
from assistant.agent.planner.segments import SegmentKind, segments
from assistant.comparables import ComparablesAnswer, operation_text
from assistant.domain import Frozen, Passage
from assistant.language import normalise, read_amounts

COUNSEL = "ce qu une collectivite peut en retenir"
SHORT_PASSAGE = 280  # characters
SHOWN_OPERATIONS = 5  # asked for, so that what is told of those shown is told of all that a reader sees


class ComparableLine(Frozen):
    """A past operation in a line: its title, what is said of it, and the note that proves it."""

    title: str
    text: str
    marker: str


def published_lines(answer: ComparablesAnswer, passages: Iterable[Passage]) -> list[ComparableLine]:
    """One line an operation like the project, most alike first: what it cost, who paid, how alike it is."""
    proofs = {passage.document_id: passage_marker(passage) for passage in passages}
    counted = calculation_marker(answer.summary.calculation_id)
    return [
        ComparableLine(
            title=" ".join(similar.operation.title.split()),
            text=operation_text(similar),
            marker="".join(proofs[grant.document_ids[0]] for grant in similar.operation.grants) + counted,
        )
        for similar in answer.operations
    ]


def told_lines(query: str, passages: Sequence[Passage]) -> list[ComparableLine]:
    """One line a document that tells of an operation, in the order found: what it says of money, else what it says
    nearest to the query.
    """
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(passage.document_id, []).append(passage)
    lines = (_line(query, group) for group in groups.values())
    return [line for line in lines if line.text]


def _line(query: str, passages: Sequence[Passage]) -> ComparableLine:
    priced = max(passages, key=_amounts)
    if _amounts(priced):
        return ComparableLine(title=priced.title, text=_money(priced), marker=passage_marker(priced))
    facts = [passage for passage in passages if normalise(passage.heading) != COUNSEL]
    quotes = best_quotes(query, facts, limit=1, per_passage=1)
    told = f"« {quotes[0].segment.text} »" if quotes else ""
    shown = quotes[0].passage if quotes else passages[0]
    return ComparableLine(title=shown.title, text=told, marker=passage_marker(shown))


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
