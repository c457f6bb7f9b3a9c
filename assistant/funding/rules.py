"""The rules that every financing plan follows: the owner's minimum contribution, the refund of VAT."""

from datetime import date

from assistant.domain import DocumentKind, Frozen, Passage
from assistant.knowledge import Knowledge

QUERIES = ("part minimale du maître d'ouvrage, cas général", "taux du FCTVA, dépense TTC")
PASSAGES = 6
CLEAR = 0.6  # share of a query's words, under which the texts indexed do not hold the rule


class FinancingRule(Frozen):
    """What was asked of the texts, and the passages that answer, best first; there is one at least."""

    query: str
    passages: tuple[Passage, ...]


def financing_rules(knowledge: Knowledge, on: date) -> tuple[FinancingRule, ...]:
    """The rules that the indexed texts hold."""
    rules = []
    for query in QUERIES:
        hits = knowledge.search(query, kind=DocumentKind.REGULATION, on=on, limit=PASSAGES, per_document=PASSAGES)
        passages = tuple(hit.passage for hit in hits if hit.relevance >= CLEAR)
        if passages:
            rules.append(FinancingRule(query=query, passages=passages))
    return tuple(rules)
