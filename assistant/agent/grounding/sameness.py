"""Whether a number shown is one that a proof holds: same value, unit and rounding, or same date or reference."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.agent.answer import FigureOrigin
from assistant.agent.grounding.proofs import Proof, numbers_of
from assistant.agent.grounding.rounding import is_rounding_of
from assistant.language import NumberKind, NumberMention
from assistant.language.text import fold, stop_words
from assistant.language.units import same_quantity, split_unit, units

LABEL = re.compile(r"\b(?:page|annexe|chapitre|section|partie|étape|axe|titre|phase|version|n°)\s*$", re.IGNORECASE)
LONGEST_LABEL = 12
NEXT_WORD = re.compile(r"[ \u00a0\u202f]?([^\W\d_]{2,})")
PEOPLE = frozenset({"personnes", "citoyens", "citoyennes", "residents", "usagers", "ames"})
PAYERS = frozenset(  # what begins the name of an aid: «detr 40 fonds vert 20» counts no funds
    {"ademe", "caf", "cee", "departement", "dept", "detr", "dpt", "dpv", "dsid", "dsil", "etat", "feder", "fonds",
     "leader", "region"}
)  # fmt: skip
FEWEST_DIGITS = 4  # a shorter number is too common to be a form's («Cerfa 16287») without «n°»
OF_WHICH = re.compile(r"\bdont\s+$", re.IGNORECASE)
MATTER = re.compile(r"\s*(?:de\s+|d['’])(?!CO|gaz|équivalent|carbone)[^\W\d_]{3,}", re.IGNORECASE)
SCALE_WORD = re.compile(r"\b(?:millions?|milliards?)\b", re.IGNORECASE)


def supports(proof: Proof, mention: NumberMention, line: str) -> bool:
    """Whether a proof holds a number of its own that stands for the mention of a line."""
    given = numbers_of(proof.without)
    if mention.value == 1 and mention.unit and not proof.without and _spells_one(mention, line, proof.text):
        return True
    return any(
        _is_same(mention, number, line, proof)
        for number in _numbers(proof.text)
        if not any(_is_same_value(number, one) for one in given)
    )


def _spells_one(mention: NumberMention, line: str, text: str) -> bool:
    """«1 mois» for «un mois»: alone, «un» is read as an article."""
    word = NEXT_WORD.match(line, mention.start + 1)
    return word is not None and re.search(rf"\bune?[ \u00a0\u202f]{re.escape(word[1])}\b", text, re.I) is not None


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[NumberMention, ...]:
    """The numbers of a text; «1,4 milliard d'euros, dont 1,2 milliard de FEDER»: the second is in euros too."""
    found: list[NumberMention] = []
    for number in numbers_of(text):
        is_part = found and number.unit is None and not number.key and OF_WHICH.search(text[: number.start])
        if is_part and SCALE_WORD.search(number.text):
            found.append(number.model_copy(update={"unit": found[-1].unit}))
        else:
            found.append(number)
    return tuple(found)


def _is_same_value(one: NumberMention, other: NumberMention) -> bool:
    return one.key == other.key and same_quantity(one.value, one.unit, other.value, other.unit) == 0


def _is_same(shown: NumberMention, known: NumberMention, line: str, proof: Proof) -> bool:
    if shown.key or known.key:
        return _is_same_key(shown, known)
    if shown.unit and known.unit is None and known.start in _counting(proof.text):
        return False
    if known.unit == "habitants" and shown.unit is None and _counts_others(shown, line):
        return False
    value = abs(known.value) if shown.value >= 0 else known.value
    unit = shown.unit if MATTER.match(line, shown.end) else _emitted(shown.unit, known.unit)
    if same_quantity(shown.value, unit, value, known.unit) is None:
        return False
    is_calculated = proof.origin is FigureOrigin.CALCULATION
    return is_rounding_of(
        shown.model_copy(update={"unit": unit}),
        known.model_copy(update={"value": value}),
        line[: shown.start],
        is_calculated=is_calculated,
    )


def _emitted(shown: str | None, known: str | None) -> str | None:
    """The unit shown; a mass that names no matter is one of CO2 beside such a mass («6,3 t» for 6,3 tCO2e)."""
    if shown is None or known is None:
        return shown
    (base, per), known_unit = split_unit(shown), units().get(split_unit(known)[0])
    unit = units().get(base)
    if unit and known_unit and (unit.family, known_unit.family) == ("mass", "emissions"):
        return f"{base}CO2e/{per}" if per else f"{base}CO2e"
    return shown


def _counts_others(shown: NumberMention, line: str) -> bool:
    """Whether a number without unit counts something else than people: «50 000 agents» are no 50 000 inhabitants."""
    word = NEXT_WORD.match(line, shown.end)
    return word is not None and fold(word[1]).endswith("s") and fold(word[1]) not in stop_words() | PEOPLE


def _is_same_key(shown: NumberMention, known: NumberMention) -> bool:
    """A date or a reference; a year, a month or a day of the year is that of a whole date.

    A long number is that of a reference by number: «Cerfa 16287» for «Cerfa n° 16287».
    """
    if shown.kind is NumberKind.YEAR and known.kind is NumberKind.DATE:
        return known.key.startswith(f"{shown.value}-")
    if shown.kind is NumberKind.PLAIN and known.kind is NumberKind.REFERENCE:
        return len(known.key) >= FEWEST_DIGITS and known.key == f"{shown.value}"
    if shown.kind is NumberKind.DATE and known.kind is NumberKind.DATE and shown.key != known.key:
        has_no_year = shown.key.startswith("--")
        return known.key.endswith(shown.key[1:]) if has_no_year else known.key.startswith(f"{shown.key}-")
    return shown.key == known.key


@lru_cache(maxsize=4096)
def _counting(text: str) -> frozenset[int]:
    """Where stand the numbers that count things or name a part: «420 points» is no 420 kW, «page 1» no 1 %."""
    return frozenset(_counting_starts(text))


def _counting_starts(text: str) -> Iterator[int]:
    for number in _numbers(text):
        word = NEXT_WORD.match(text, number.end)
        counts_things = word is not None and fold(word[1]) not in stop_words() | PAYERS
        line = text.rfind("\n", 0, number.start) + 1
        counts_lines = is_list_number(text[line:], number.start - line, number.end - line)
        is_label = LABEL.search(text, max(0, number.start - LONGEST_LABEL), number.start) is not None
        if number.unit is None and (counts_things or counts_lines or is_label):
            yield number.start


def is_list_number(line: str, start: int, end: int) -> bool:
    """Whether ``line[start:end]`` numbers an item («2. »)."""
    return not line[:start].strip() and line[end : end + 2] in {". ", ") "}
