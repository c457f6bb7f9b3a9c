"""Whether a number shown is another one, rounded as a person would.

Decimals and a larger unit round by themselves («12,47 %» as «12,5 %», «1 234 567 €» as «1,2 M€»); a whole number is
rounded to its last digits only where the words say so («environ 310 000 €»), and never by more than 5 %; its decimals
are dropped without a word when they are nothing beside it. A calculation is always shown rounded.
"""

import re
from decimal import Decimal

from assistant.language import NumberMention
from assistant.language.units import same_quantity

NEARLY = re.compile(
    r"\b(?:environ|pr[eè]s\s+de|autour\s+de|(?:de\s+)?l['’]ordre\s+de|[aà]\s+peu\s+pr[eè]s|quelque|presque"
    r"|approximativement|un\s+peu\s+(?:plus|moins)\s+(?:de|d['’]))\W*$|[~≈]\s*$",
    re.IGNORECASE,
)
AT_LEAST = re.compile(r"\bplus\s+(?:de|d['’])\W*$", re.IGNORECASE)
AT_MOST = re.compile(r"\bmoins\s+(?:de|d['’])\W*$", re.IGNORECASE)
MOST_LOST = Decimal("0.05")
NO_LOSS = Decimal("0.001")  # cents and hundredths are dropped without a word: «58 %» for 58,01 %
DIGITS = re.compile(r"\d[\d .\u00a0\u202f\u2009]*(?:,\d+)?")


def is_rounding_of(shown: NumberMention, known: NumberMention, before: str, *, is_calculated: bool) -> bool:
    """Whether ``shown``, after the words ``before``, stands for ``known``; both are in units of one family."""
    difference = same_quantity(shown.value, shown.unit, known.value, known.unit)
    if difference is None:
        return False
    if difference == 0:
        return True
    if AT_LEAST.search(before) or AT_MOST.search(before):
        is_bound = difference < 0 if AT_LEAST.search(before) else difference > 0
        return is_bound and abs(difference) <= abs(shown.value) * MOST_LOST
    return abs(difference) <= _tolerance(shown, before, is_calculated=is_calculated)


def _tolerance(shown: NumberMention, before: str, *, is_calculated: bool) -> Decimal:
    """Half a unit of the last digit shown: «12,4» stands for 12.35 to 12.45."""
    written = DIGITS.match(shown.text.lstrip("-"))
    if written is None:  # spelled out
        return Decimal("0.5") if is_calculated else Decimal(0)
    whole, _, decimals = re.sub(r"[ \u00a0\u202f\u2009]", "", written[0]).rstrip(".").partition(",")
    digits = Decimal(f"{whole.replace('.', '')}.{decimals or 0}")
    scale = abs(shown.value) / digits if digits else Decimal(1)
    half = Decimal(5).scaleb(-len(decimals) - 1) * scale
    if decimals or scale > 1:
        return half
    if NEARLY.search(before):
        zeros = len(whole) - len(whole.rstrip("0"))
        return min(
            Decimal(5).scaleb(zeros - 1), max(abs(shown.value) * MOST_LOST, half if is_calculated else Decimal(0))
        )
    return half if is_calculated else min(half, abs(shown.value) * NO_LOSS)
