"""The end of validity of a published factor: «Décembre 2024», «déc.-24», «2024-12-31»."""

import re
from calendar import monthrange
from datetime import date

from assistant.language import fold
from assistant.language.display import MONTHS

CENTURY = 2000
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MONTH_AND_YEAR = re.compile(r"([a-z]+)\.?[\s-]+(\d{4}|\d{2})\b")
YEAR = re.compile(r"\b(20\d{2})\b")


def last_day(text: str) -> date | None:
    """The last day of a period of validity; None when it is not told or not understood."""
    told = fold(text)
    if iso := ISO.search(told):
        year, month, day = map(int, iso.groups())
        return date(year, month, day) if 1 <= month <= len(MONTHS) and 1 <= day <= monthrange(year, month)[1] else None
    if named := MONTH_AND_YEAR.search(told):
        month = next((rank for rank, name in enumerate(MONTHS, 1) if fold(name).startswith(named[1])), 0)
        year = int(named[2]) if int(named[2]) > CENTURY else CENTURY + int(named[2])
        return date(year, month, monthrange(year, month)[1]) if month else None
    only = YEAR.search(told)
    return date(int(only[1]), 12, 31) if only else None
