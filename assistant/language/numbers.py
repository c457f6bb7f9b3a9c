"""Every number of a French text, with what it is: amount, share, quantity, date, year, reference or plain number.

Grounding relies on it: the same words give the same mention wherever they stand.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from assistant.domain import Frozen
from assistant.language.dates import DATE, date_key
from assistant.language.spelled import FRACTION, FRACTIONS, SPELLED, spelled_value
from assistant.language.text import fold, stop_words
from assistant.language.units import spellings, unit_pattern


class NumberKind(StrEnum):
    """What a number is."""

    AMOUNT = "amount"
    SHARE = "share"
    QUANTITY = "quantity"
    DATE = "date"
    YEAR = "year"
    REFERENCE = "reference"
    PLAIN = "plain"


class NumberMention(Frozen):
    """A number as written: ``text[start:end]``, its value in ``unit``.

    Dates and references have a ``key`` («2018-12-27», «l1111-10») and the value 0. A unit followed by «par an» or
    «/m²» keeps it: ``kWh/an``.
    """

    kind: NumberKind
    value: Decimal
    unit: str | None
    key: str
    text: str
    start: int
    end: int


SPACE = "[ \u00a0\u202f\u2009]"
DIGITS = (
    rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|[1-9]\d{0,2}(?:\.\d{3})+(?!\d|\.\d)(?:,\d+)?"
    r"|\d+(?:[.,]\d+)?"
)
REFERENCE = re.compile(
    r"\b(?P<code>(?:art(?:icle)?s?\.?\s*[LRDA]|(?-i:[LRDA]))O?\.?\s?\*?\s?\d+(?:-\d+)*)\b"  # «il y a 200» is none
    r"|\bn[°o]\s?(?P<number>\d+(?:[-/.]\d+)*)"
    r"|\b(?P<letters>[A-Z]{2,}(?:-[A-Z]{2,})*-\d+(?:-\d+)*)\b"
    r"|\b(?P<law>(?:19|20)\d{2}[-/]\d{3,4})\b(?![-/]\d)"
    r"|\b(?P<standard>(?:RE|M|P|NIS)\s?(?:2020|57|14|43|2))\b",
    re.IGNORECASE,
)
PERIOD = (
    rf"(?:{SPACE}?/{SPACE}?|{SPACE}par{SPACE}|{SPACE}(?:le|du){SPACE}(?=(?i:kWh)))"
    r"(?P<per>ans?|année|jour|nuit|mois|m²|m2|habitant|hab|(?i:kWh|kWc)|km|point|repas)\b(?:/ans?\b)?"
)
POWERS = {"kwh": "kWh", "kwc": "kWc"}
MULTIPLIER = {"k": 10**3, "K": 10**3, "M": 10**6, "Md": 10**9, "mille": 10**3, "million": 10**6, "millions": 10**6,
              "milliard": 10**9, "milliards": 10**9, "milliers": 10**3}  # fmt: skip
TAIL = re.compile(
    rf"{SPACE}?(?P<multiple>(?:[kKM]|Md)(?={SPACE}?(?:d['’])?(?:€|euros?\b))"
    rf"|{SPACE}?(?:millions?|milliards?|milliers|mille)\b(?:{SPACE}d['’e]{SPACE}?)?)?"
    rf"(?:{SPACE}?(?:d['’](?=euros?))?(?P<unit>€(?=(?i:HT|TTC)\b)|{unit_pattern()}))?(?:{PERIOD})?"
)
# A sign of a word («CO2», «N-1», «10^30») is no number; emphasis («_30 %_»), the second end of «10-15 %» and a quantity
# that a missing space ties to a word («de80 %») are.
NUMBER = re.compile(
    rf"(?:(?<![\w.,^-])|(?<=\b_)|(?<=\b__))-?(?:{DIGITS})|(?<=\d-)(?:{DIGITS})"
    rf"|(?<=[a-zà-öø-ÿ]{{2}})(?:{DIGITS})(?={SPACE}?{unit_pattern()})"
)
WORD_BEFORE = re.compile(rf"([^\W\d_]{{3,}}){SPACE}$")
WORD_AFTER = re.compile(rf"{SPACE}([^\W\d_]{{2,}})")
BEGINS_A_RANGE = re.compile(rf"une?\s+(?:à|ou)\s+(?=\d|{SPELLED.pattern})", re.IGNORECASE)  # «d'un à deux jours»
YEARS = range(1900, 2101)


@lru_cache(maxsize=8)  # each reader of a text begins by its numbers
def read_numbers(text: str) -> tuple[NumberMention, ...]:
    """All the number mentions of a text, in order, never overlapping."""
    found: list[NumberMention] = []
    covered = 0
    for mention in sorted(_candidates(text), key=lambda m: (m.start, -m.end)):
        if mention.start >= covered:
            found.append(mention)
            covered = mention.end
    return tuple(found)


def read_references(text: str) -> tuple[str, ...]:
    """The keys of the legal references and dates that a text names («l231-1», «2018-12-27»), once each."""
    return tuple(dict.fromkeys(mention.key for mention in (*_dates(text), *_references(text))))


def _candidates(text: str) -> Iterator[NumberMention]:
    taken = []
    for mention in (*_dates(text), *_references(text), *_fractions(text)):
        taken.append((mention.start, mention.end))
        yield mention
    for mention in (*_digits(text), *_spelled(text)):
        if not any(start <= mention.start < end for start, end in taken):
            yield mention


def _dates(text: str) -> Iterator[NumberMention]:
    for match in DATE.finditer(text):
        key = date_key(match)
        if key:
            yield _keyed(NumberKind.DATE, key, match)


def _fractions(text: str) -> Iterator[NumberMention]:
    """The shares said by a fraction («les trois quarts»), in percent."""
    for match in FRACTION.finditer(text):
        value = FRACTIONS[next(filter(None, match.groups())).lower()]
        yield NumberMention(
            kind=NumberKind.SHARE, value=value, unit="%", key="", text=match[0], start=match.start(), end=match.end()
        )


def _references(text: str) -> Iterator[NumberMention]:
    for match in REFERENCE.finditer(text):
        yield _keyed(NumberKind.REFERENCE, reference_key(match), match)


def reference_key(match: re.Match[str]) -> str:
    """A legal or technical reference as compared: ``L. 1111-10`` and ``article L1111-10`` are ``l1111-10``."""
    code = match["code"]
    if code:
        return re.sub(r"^article?s?|^art", "", re.sub(r"[\s.*]", "", code.lower())).lstrip(".")
    whole = match["number"] or match["letters"] or match["law"] or match["standard"]
    return re.sub(r"\s", "", whole.lower()).replace("/", "-")


def _keyed(kind: NumberKind, key: str, match: re.Match[str]) -> NumberMention:
    return NumberMention(
        kind=kind, value=Decimal(0), unit=None, key=key, text=match[0], start=match.start(), end=match.end()
    )


def _digits(text: str) -> Iterator[NumberMention]:
    for match in NUMBER.finditer(text):
        yield _mention(text, match.start(), match.end(), decimal_of(match[0]))


def _spelled(text: str) -> Iterator[NumberMention]:
    for match in SPELLED.finditer(text):
        value = Decimal(1) if BEGINS_A_RANGE.match(text, match.start()) else spelled_value(match[0])
        if value is not None and not _is_adjective(text, match):
            yield _mention(text, match.start(), match.end(), value)


def _is_adjective(text: str, match: re.Match[str]) -> bool:
    """Whether «neuf» says that something is new («enrobé neuf, 120 kg/m²») and counts nothing."""
    if match[0].lower() != "neuf":
        return False
    if match[0] == text.strip():
        return False
    before, after = WORD_BEFORE.search(text, 0, match.start()), WORD_AFTER.match(text, match.end())
    counts_nothing = after is None or fold(after[1]) in stop_words()
    return counts_nothing and (before is None or fold(before[1]) not in stop_words())


def decimal_of(digits: str) -> Decimal:
    """The value of a number as written in French: spaces or dots group thousands, a comma is the decimal sign."""
    compact = re.sub(SPACE, "", digits)
    if re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", compact):
        compact = compact.replace(".", "")
    return Decimal(compact.replace(",", "."))


def _mention(text: str, start: int, end: int, value: Decimal) -> NumberMention:
    tail = TAIL.match(text, end)
    assert tail is not None  # every part of the pattern is optional
    multiple = (tail["multiple"] or "").strip().split(" ")[0].rstrip("’'")
    unit = spellings().get(tail["unit"] or "") or spellings().get((tail["unit"] or "").lower())
    scaled = value * MULTIPLIER.get(multiple, 1)
    if tail["per"] and unit:
        unit = f"{unit}/{POWERS.get(tail['per'].lower(), tail['per'])}"
    written = text[start : tail.end() if multiple or unit else end].rstrip()
    kind = _kind(scaled, unit, text[start:end])
    return NumberMention(
        kind=kind, value=scaled, unit=unit, key="", text=written, start=start, end=start + len(written)
    )


def _kind(value: Decimal, unit: str | None, written: str) -> NumberKind:
    if unit is None:
        is_year = written.isdigit() and len(written) == 4 and int(value) in YEARS
        return NumberKind.YEAR if is_year else NumberKind.PLAIN
    if unit.startswith("€"):
        return NumberKind.AMOUNT
    return NumberKind.SHARE if unit.startswith("%") else NumberKind.QUANTITY
