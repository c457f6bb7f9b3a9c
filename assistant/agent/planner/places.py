"""Read where a project is, as people in a hurry write it: «dans le 24», «correze»."""

import re
from functools import cache

from assistant.agent.planner.cues import load_cues
from assistant.agent.planner.intents import Intent, read_intents
from assistant.domain import Territory, TerritoryLevel
from assistant.errors import InputError
from assistant.language import fold, normalise
from assistant.territories import Territories

WORD = re.compile(r"[^\W\d_]{3,}")
CODE = r"(?P<code>97\d|\d{2}|2[ab])"
LAST_WORD = re.compile(rf"^(?:[^\W\d_]+\s+){{1,6}}{CODE}\s*\??$")


def read_territory(text: str, territories: Territories) -> Territory | None:
    """The région or département that a message names, the last one named when there are several."""
    mentions = territories.find_in(text) or territories.find_in(_capitalised(text))
    return mentions[-1].territory if mentions else _numbered(text, territories)


def territory_of(answer: str, territories: Territories) -> Territory | None:
    """The territory that a bare answer names, by its name or its number; None when there is none or several."""
    try:
        return territories.resolve(answer).single()
    except InputError:
        return None


def _capitalised(text: str) -> str:
    """The text with the capitals that people forget, but for names that are common words."""
    common = load_cues().places.common_words
    return WORD.sub(lambda match: match[0] if fold(match[0]) in common else match[0].capitalize(), text)


def _numbered(text: str, territories: Territories) -> Territory | None:
    """The département whose number is announced, or ends a request for aids in a telegram («isolation école 24»)."""
    folded = fold(text)
    found = _announced().search(folded)
    if found is None and Intent.FUNDING in read_intents(normalise(text)):
        found = LAST_WORD.match(folded)
    code = next((code for code in found.groupdict().values() if code), "") if found else ""
    territory = territory_of(code.upper(), territories) if code else None
    return territory if territory and territory.level is TerritoryLevel.DEPARTMENT else None


@cache
def _announced() -> re.Pattern[str]:
    cues = "|".join(map(re.escape, load_cues().places.before_number))
    return re.compile(rf"(?:\b(?:{cues})\s+(?:le\s+)?{CODE}\b(?!\s*[\w€%/])|\((?P<bracketed>97\d|\d{{2}}|2[ab])\))")
