"""The tranche that a title tells («tranche 2», «1ère phase»), and the title without it."""

import re

from assistant.language import fold

ORDINALS = {"premiere": "1", "deuxieme": "2", "seconde": "2", "troisieme": "3", "quatrieme": "4"}
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
# «tranche n°2», «tranche ndeg2», «2ème tranche», «phase II», «tranche ferme»; «tranche unique» is no tranche.
TRANCHE = re.compile(
    r"\b(?:(?P<before>\d{1,2}|premiere|deuxieme|seconde|troisieme|quatrieme)\s*(?:ere|er|re|eme|e|nde)?\s*"
    r"(?P<of>tranche|phase)\b"
    r"|(?P<kind>tranche|phase)\s*(?:n\s*(?:[°o]|deg)\s*|numero\s*)?"
    r"(?P<after>\d{1,2}(?!\d)|i{1,3}\b|iv\b|v\b|ferme\b|conditionnelle\b|optionnelle\b))"
)


def read_tranche(title: str) -> str:
    """The tranche that a title tells, the same words for every spelling; empty when there is none."""
    match = TRANCHE.search(fold(title))
    return _named(match) if match else ""


def without_tranche(title: str) -> str:
    """The folded title without what it tells of its tranches."""
    return TRANCHE.sub(" ", fold(title))


def _named(match: re.Match[str]) -> str:
    number = match["before"] or match["after"]
    told = ORDINALS.get(number) or ROMAN.get(number) or number.lstrip("0")
    return f"{match['of'] or match['kind']} {told}"
