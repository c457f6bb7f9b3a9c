"""Trace the numbers, dates and legal references of a line."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.agent.answer import AnswerFigure, FigureOrigin
from assistant.agent.evidence import Evidence
from assistant.agent.grounding.counts import counts_what_is_shown
from assistant.agent.grounding.finding import Finding
from assistant.agent.grounding.proofs import Proof, numbers_of
from assistant.agent.grounding.rounding import is_rounding_of
from assistant.language import NumberKind, NumberMention, read_numbers
from assistant.language.text import fold, stop_words
from assistant.language.units import same_quantity
from assistant.territories import shipped_territories

UNTRACED_NUMBER = "ce chiffre n'est ni dans la question, ni dans un passage cité, ni dans un calcul"
BRACKETED_CODE = re.compile(r"(?P<code>\d[\dAB]\d?)\)")
LABEL = re.compile(r"\b(?:page|annexe|chapitre|section|partie|étape|axe|titre|phase|version|n°)\s*$", re.IGNORECASE)
LONGEST_LABEL = 12
NEXT_WORD = re.compile(r"[ \u00a0\u202f]?([^\W\d_]{2,})")


def trace_figures(
    line: str, proofs: Sequence[Proof], evidence: Evidence, items: int
) -> tuple[list[AnswerFigure], list[Finding]]:
    """The figures of a line that a proof supports, and those that none does.

    ``line`` has no marker; ``items`` is the number of items in the list that it stands above.
    """
    figures: list[AnswerFigure] = []
    untraced: list[Finding] = []
    for mention in read_numbers(line):
        if (
            _is_list_number(line, mention.start, mention.end)
            or _is_territory_code(line, mention)
            or counts_what_is_shown(line, mention, evidence, items)
        ):
            continue
        before = line[: mention.start]
        found = next((proof for proof in proofs if _supports(proof, mention, before)), None)
        if found is None:
            untraced.append(Finding(mention.start, mention.end, mention.text, UNTRACED_NUMBER))
        else:
            figures.append(_figure(mention, found))
    return figures, untraced


def _figure(mention: NumberMention, proof: Proof) -> AnswerFigure:
    return AnswerFigure(
        text=mention.text.strip(),
        value=f"{mention.value.normalize():f}",
        unit=mention.unit,
        origin=proof.origin,
        reference=proof.reference,
    )


def _is_list_number(line: str, start: int, end: int) -> bool:
    return not line[:start].strip() and line[end : end + 2] in {". ", ") "}


def _is_territory_code(line: str, mention: NumberMention) -> bool:
    """Whether a number is the official code of the territory named before it, «Seine-Saint-Denis (93)»: no figure."""
    match = BRACKETED_CODE.match(line, mention.start)
    return match is not None and any(
        territory.code == match["code"] and line[: mention.start].endswith(f"{territory.name} (")
        for territory in shipped_territories()
    )


def _supports(proof: Proof, mention: NumberMention, before: str) -> bool:
    given = numbers_of(proof.without)
    return any(
        _same(mention, number, before, proof)
        for number in numbers_of(proof.text)
        if not any(_is_same_value(number, one) for one in given)
    )


def _is_same_value(one: NumberMention, other: NumberMention) -> bool:
    return one.key == other.key and same_quantity(one.value, one.unit, other.value, other.unit) == 0


def _same(shown: NumberMention, known: NumberMention, before: str, proof: Proof) -> bool:
    if shown.key or known.key:
        return _same_key(shown, known)
    if shown.unit and known.unit is None and known.start in _counting(proof.text):
        return False
    value = abs(known.value) if shown.value >= 0 else known.value
    if same_quantity(shown.value, shown.unit, value, known.unit) is None:
        return False
    is_calculated = proof.origin is FigureOrigin.CALCULATION
    return is_rounding_of(shown, known.model_copy(update={"value": value}), before, is_calculated=is_calculated)


def _same_key(shown: NumberMention, known: NumberMention) -> bool:
    """A date or a reference; a year, a month or a day of the year is that of a whole date."""
    if shown.kind is NumberKind.YEAR and known.kind is NumberKind.DATE:
        return known.key.startswith(f"{shown.value}-")
    if shown.kind is NumberKind.DATE and known.kind is NumberKind.DATE and shown.key != known.key:
        has_no_year = shown.key.startswith("--")
        return known.key.endswith(shown.key[1:]) if has_no_year else known.key.startswith(f"{shown.key}-")
    return shown.key == known.key


@lru_cache(maxsize=4096)
def _counting(text: str) -> frozenset[int]:
    """Where stand the numbers that count things or name a part: «420 points» is no 420 kW, «page 1» no 1 %."""
    return frozenset(_counting_starts(text))


def _counting_starts(text: str) -> Iterator[int]:
    for number in numbers_of(text):
        word = NEXT_WORD.match(text, number.end)
        counts_things = word is not None and fold(word[1]) not in stop_words()
        line = text.rfind("\n", 0, number.start) + 1
        counts_lines = _is_list_number(text[line:], number.start - line, number.end - line)
        is_label = LABEL.search(text, max(0, number.start - LONGEST_LABEL), number.start) is not None
        if number.unit is None and (counts_things or counts_lines or is_label):
            yield number.start
