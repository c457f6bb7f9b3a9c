"""Dates as French texts write them: «27 décembre 2018», «15/03/2027», «2026-11-23», «décembre 2018»."""

import re
from datetime import date

MONTHS = {
    "janvier": 1, "février": 2, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8,
    "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "decembre": 12,
}  # fmt: skip
_MONTH = "|".join(MONTHS)
_GAP = "[ \u00a0\u202f]"
DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:er)?{_GAP})?(?P<month>{_MONTH}){_GAP}(?P<year>\d{{4}})\b"
    rf"|\b(?P<lone_day>\d{{1,2}})(?:er)?{_GAP}(?P<lone_month>{_MONTH})\b"
    r"|\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\b"
    r"|\b(?P<iso>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b",
    re.IGNORECASE,
)
LEAP_YEAR = 2000  # «29 février» without a year may exist


def date_key(match: re.Match[str]) -> str:
    """The date as ``2018-12-27``, ``2018-12`` without day, ``--12-27`` without year; empty when it cannot exist."""
    if match["iso"]:
        year, month, day = match["iso"].split("-")
        return _key(year, int(month), day)
    if match["d"]:
        return _key(match["y"], int(match["m"]), match["d"])
    if match["lone_month"]:
        return _key("-", MONTHS[match["lone_month"].lower()], match["lone_day"])
    return _key(match["year"], MONTHS[match["month"].lower()], match["day"])


def _key(year: str, month: int, day: str | None) -> str:
    try:
        date(int(year) if year.isdecimal() else LEAP_YEAR, month, int(day or 1))
    except ValueError:
        return ""
    return f"{year}-{month:02d}" if day is None else f"{year}-{month:02d}-{int(day):02d}"
