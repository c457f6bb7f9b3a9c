"""A value told as two between which it lies: «50/60 %», «10-15 km», «entre 200 et 250 k€»."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assistant.language.numbers import NumberMention, read_numbers

BETWEEN = re.compile(r"\s*(?:/|-|–|ou|voire)\s*", re.IGNORECASE)
AND = re.compile(r"\s*et\s*", re.IGNORECASE)
ENTRE = re.compile(r"\bentre\s+$", re.IGNORECASE)


class Spread(NamedTuple):
    """Two values between which one lies: ``text[start:end]``."""

    text: str
    start: int
    end: int


def read_spreads(text: str) -> tuple[Spread, ...]:
    """The values of a text that are told as a range of two; those of a change («de 150 à 45 W») are none."""
    return tuple(
        Spread(text[one.start : two.end], one.start, two.end)
        for one, two in pairwise(read_numbers(text))
        if _is_spread(text, one, two)
    )


def _is_spread(text: str, one: NumberMention, two: NumberMention) -> bool:
    if one.key or two.key or not two.unit or one.unit not in {None, two.unit} or not _rises(one, two):
        return False
    between = text[one.end : two.start]
    return bool(BETWEEN.fullmatch(between) or (AND.fullmatch(between) and ENTRE.search(text[: one.start])))


def _rises(one: NumberMention, two: NumberMention) -> bool:
    return Decimal(0) <= one.value < two.value


def without_spreads(text: str) -> str:
    """A text without the values told as a range, character for character."""
    for spread in read_spreads(text):
        text = text[: spread.start] + " " * (spread.end - spread.start) + text[spread.end :]
    return text
