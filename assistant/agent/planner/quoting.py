"""Quote the passages found: what they say in their own words, and whether it concerns this user."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from assistant.agent.evidence import passage_marker
from assistant.agent.planner.dialogue import Turn
from assistant.agent.planner.extract import Quote, Reader
from assistant.agent.planner.facts import ProjectFacts
from assistant.domain import Passage
from assistant.language import read_beneficiary, read_population, read_quantities
from assistant.language.display import format_decimal
from assistant.language.names import beneficiary_name

INHABITANTS = "habitants"
NOT = "n'"


def reader_of(facts: ProjectFacts, text: str, on: date | None) -> Reader:
    """The user as the quotations need to know them: figures of the message first, then those of the project."""
    figures: dict[str, Decimal] = {}
    for words in (*(filled.words for filled in facts.inputs.values()), text):
        for quantity in read_quantities(words):
            if quantity.unit:
                figures[quantity.unit] = quantity.value
    population = read_population(text)
    if facts.population is not None:
        figures[INHABITANTS] = Decimal(facts.population)
    if population:
        figures[INHABITANTS] = population.value
    return Reader(on=on, figures=figures, beneficiary=read_beneficiary(text) or facts.beneficiary)


def quoted_lines(quotes: Iterable[Quote], turn: Turn, reader: Reader) -> Iterator[dict[str, str]]:
    """One line a passage: its title, heading, quotations and note."""
    for _, group in groupby(quotes, key=lambda quote: quote.passage.passage_id):
        found = list(group)
        passage = found[0].passage
        yield {
            "title": passage.title,
            "heading": _heading(passage),
            "text": " ".join(f"« {quote.segment.text} »{concerns(quote, turn.facts, reader)}" for quote in found),
            "marker": passage_marker(passage),
        }


def _heading(passage: Passage) -> str:
    return passage.heading if passage.heading not in passage.title else ""


def concerns(quote: Quote, facts: ProjectFacts, reader: Reader) -> str:
    """Whether the condition of a quotation holds for the user's figure, in words; empty without one."""
    value = reader.figures.get(quote.bound.unit) if quote.bound else None
    if quote.bound is None or value is None:
        return ""
    holds = quote.bound.admits(value)
    shown = f"{format_decimal(value)} {quote.bound.unit}"
    if quote.bound.unit != INHABITANTS:
        return f" (avec {shown}, vous {'' if holds else NOT}entrez{'' if holds else ' pas'} dans ce cas)"
    owner = beneficiary_name(facts.beneficiary).lower() if facts.beneficiary else "collectivité"
    return f" (votre {owner} de {shown} {'' if holds else NOT}entre{'' if holds else ' pas'} dans ce cas)"
