"""The rules of financing plans in the words of the texts, each with its note."""

from collections.abc import Iterable

from assistant.agent.evidence import passage_marker
from assistant.agent.planner.extract import best_quotes
from assistant.domain import Frozen
from assistant.funding import FinancingRule


class FinancingLine(Frozen):
    """A rule as quoted, with the text that says it."""

    title: str
    text: str
    marker: str


def financing_lines(rules: Iterable[FinancingRule]) -> list[FinancingLine]:
    """One quotation a rule, that of its passages which answers best."""
    quotes = (best_quotes(rule.query, rule.passages, limit=1, per_passage=1) for rule in rules)
    return [
        FinancingLine(title=quote.passage.title, text=quote.segment.text, marker=passage_marker(quote.passage))
        for found in quotes
        for quote in found
    ]
