"""Search past operations."""

from datetime import date

from assistant.agent.evidence import ToolEvidence, calculation_marker
from assistant.agent.tools.building import ToolResult, artifact, listing, passage_text
from assistant.agent.tools.finding import evidence_of
from assistant.calculators.comparables import ComparablesSummary, summarise_comparables
from assistant.domain import DocumentKind
from assistant.knowledge import Knowledge
from assistant.language import read_amounts
from assistant.language.display import format_euros, format_percent
from assistant.storage import KnowledgeStore


class ProjectTools:
    """The search of past operations on one date."""

    def __init__(self, *, knowledge: Knowledge, store: KnowledgeStore, on: date) -> None:
        self._knowledge = knowledge
        self._store = store
        self._on = on

    def search_projects(self, query: str, limit: int = 8) -> ToolResult:
        """Past operations close to a query, with the spread of their costs and rates."""
        hits = self._knowledge.search(query, kind=DocumentKind.PROJECT, limit=limit, on=self._on)
        evidence = self._with_costs(evidence_of(hits, self._on))
        relevant = evidence.relevant_passages()
        operations = self._store.operations([passage.document_id for passage in relevant])
        found = [(operations[p.document_id], p.passage_id) for p in relevant if p.document_id in operations]
        summary = summarise_comparables(found) if found else None
        text = listing(map(passage_text, evidence.passages)) + (_summary_text(summary) if summary else "")
        return text, artifact(evidence.model_copy(update={"comparables": summary}))

    def _with_costs(self, found: ToolEvidence) -> ToolEvidence:
        """The operations found, each with the passage of its document that tells most amounts."""
        best: dict[str, float] = {}
        for passage in found.passages:
            relevance = found.relevance[passage.passage_id]
            best[passage.document_id] = max(relevance, best.get(passage.document_id, 0.0))
        records = self._store.passages_of(list(best))
        priced = [max(records[name], key=lambda passage: len(read_amounts(passage.text))) for name in best]
        added = {passage.passage_id: passage for passage in priced if read_amounts(passage.text)}
        return found.model_copy(
            update={
                "passages": tuple(({one.passage_id: one for one in found.passages} | added).values()),
                "relevance": found.relevance | {name: best[one.document_id] for name, one in added.items()},
            }
        )


def _summary_text(summary: ComparablesSummary) -> str:
    marker = calculation_marker(summary.calculation_id)
    parts = [f"\n\n{marker} {summary.count} opérations comparables."]
    if summary.cost_excl_tax:
        spread = summary.cost_excl_tax
        low, middle, high = (format_euros(round(value)) for value in (spread.first, spread.median, spread.third))
        parts.append(f"Coût HT : médiane {middle}, de {low} à {high} (quartiles).")
    if summary.rate_percent:
        rates = summary.rate_percent
        low, middle, high = (format_percent(value) for value in (rates.first, rates.median, rates.third))
        parts.append(f"Taux de subvention : médiane {middle}, de {low} à {high} (quartiles).")
    return " ".join(parts)
