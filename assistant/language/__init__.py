"""Reading and writing French: numbers, units, dates, people, sentences; pure and deterministic.

What grounding, the offline planner, the funding search and the calculators' faces share.
"""

from assistant.language.numbers import NumberKind, NumberMention, read_numbers, read_references
from assistant.language.people import read_beneficiary, read_population
from assistant.language.quantities import Amount, Quantity, read_amounts, read_bare_amounts, read_quantities
from assistant.language.text import (
    content_stems,
    content_words,
    fold,
    normalise,
    sentence_spans,
    split_sentences,
    stem_words,
    stop_words,
)

__all__ = [
    "Amount",
    "NumberKind",
    "NumberMention",
    "Quantity",
    "content_stems",
    "content_words",
    "fold",
    "normalise",
    "read_amounts",
    "read_bare_amounts",
    "read_beneficiary",
    "read_numbers",
    "read_population",
    "read_quantities",
    "read_references",
    "sentence_spans",
    "split_sentences",
    "stem_words",
    "stop_words",
]
