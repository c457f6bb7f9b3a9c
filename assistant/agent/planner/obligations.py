"""The obligations of a sheet: what the texts found demand of the project, and which its own figures clearly exclude."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from assistant.agent.evidence import passage_marker
from assistant.agent.planner.extract import Quote, Reader, best_quotes
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.quoting import INHABITANTS, concerns, reader_of
from assistant.agent.planner.thresholds import first_bound
from assistant.domain import Frozen, Passage
from assistant.language import read_quantities
from assistant.language.display import format_quantity

OBLIGATIONS = 4
MARGIN = Decimal("0.1")  # of a threshold: a figure nearer than that may be on the other side once it is measured
OTHERS = 3  # sentences of a passage among which to find one whose condition the project may meet

Figures = Mapping[str, frozenset[Decimal]]


class _Exclusion(Frozen):
    """The figure of a project that is clearly out of a condition, and the end of it that it is beyond."""

    value: Decimal
    limit: Decimal
    unit: str

    @property
    def words(self) -> str:
        value, limit = (format_quantity(one, self.unit) for one in (self.value, self.limit))
        return f" (ne s'applique pas d'après les chiffres du projet : {value} pour un seuil de {limit}, à confirmer)"


def obligation_lines(query: str, passages: Sequence[Passage], facts: ProjectFacts, *, on: date | None) -> Iterator[str]:
    """What texts demand of a project, each sentence under the name of its text.

    A text of which the title sets a threshold that the figures of the project are clearly out of is told last, once, as
    such: it is none of its obligations, and need not be looked for again. Without a figure it stays an obligation.
    """
    reader, figures = reader_of(facts, facts.description, on), _figures(facts)
    excluded = {one.passage_id: out for one in passages if (out := _exclusion(one.title, figures))}
    concerned = [one for one in passages if one.passage_id not in excluded]
    for quote in best_quotes(query, concerned, limit=OBLIGATIONS, per_passage=1, reader=reader):
        kept = _concerning(query, quote, figures, reader)
        yield f"{_quoted(kept)}{concerns(kept, facts, reader)} {passage_marker(kept.passage)}"
    others = [one for one in passages if one.passage_id in excluded]
    quotes = best_quotes(query, others, limit=OBLIGATIONS, per_passage=1, reader=reader)
    for quote in {one.passage.title: one for one in reversed(quotes)}.values():
        yield f"{_quoted(quote)}{excluded[quote.passage.passage_id].words} {passage_marker(quote.passage)}"


def _concerning(query: str, quote: Quote, figures: Figures, reader: Reader) -> Quote:
    """A quotation, or in its place another one of its passage when the project is clearly out of its condition."""
    if not _exclusion(quote.segment.own, figures):
        return quote
    anyone = reader.model_copy(update={"figures": {}})
    found = best_quotes(query, [quote.passage], limit=1, per_passage=OTHERS, reader=anyone)
    return next((one for one in found if not _exclusion(one.segment.own, figures)), quote)


def _quoted(quote: Quote) -> str:
    return f"{quote.passage.title} : « {quote.segment.text} »"


def _figures(facts: ProjectFacts) -> Figures:
    """The figures that the user gave of the project, by unit."""
    told = defaultdict[str, set[Decimal]](set)
    for words in (*(filled.words for filled in facts.inputs.values()), facts.description):
        for quantity in read_quantities(words):
            told[quantity.unit or ""].add(quantity.value)
    told[INHABITANTS] = {Decimal(facts.population)} if facts.population is not None else set()
    return {unit: frozenset(values) for unit, values in told.items() if values}


def _exclusion(text: str, figures: Figures) -> _Exclusion | None:
    """Whether a project is clearly out of the condition of a text: all its surfaces together are under it, or each of
    them is beyond it."""
    bound = first_bound(text)
    values = figures.get(bound.unit) if bound else None
    if bound is None or not values:
        return None
    whole, least = sum(values, Decimal(0)), min(values)
    if bound.low is not None and whole < bound.low * (1 - MARGIN):
        return _Exclusion(value=whole, limit=bound.low, unit=bound.unit)
    if bound.high is not None and least > bound.high * (1 + MARGIN):
        return _Exclusion(value=least, limit=bound.high, unit=bound.unit)
    return None
