"""Read where a project is, as people in a hurry write it: «dans le 24», «correze», «piste cyclable à gap»."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.agent.planner.cues import load_cues
from assistant.agent.planner.intents import Intent, read_intents
from assistant.domain import Territory, TerritoryLevel
from assistant.language import fold, normalise
from assistant.territories import Resolution, Territories

CODE = r"(?P<code>97\d|\d{2}|2[ab])"
LAST_WORD = re.compile(rf"^(?:[^\W\d_]+\s+){{1,6}}{CODE}\s*\??$")


def read_place(text: str, territories: Territories, *, answers: bool = False) -> Resolution:
    """What the place that a message names may be: one territory, several of its name, or none.

    A message that answers which territory is meant may be but its number («93») or its bare name.
    """
    named = territories.named_in(text)
    if not named.choices and answers:
        named = territories.resolve(text)
    return named if named.choices else _numbered(text, territories)


def read_territory(text: str, territories: Territories) -> Territory | None:
    """The territory that a message names; None when it names none, or one of several."""
    found = read_place(text, territories).candidates
    return found[0] if len(found) == 1 else None


def territory_of(answer: str, territories: Territories, homonyms: Sequence[Territory] = ()) -> Territory | None:
    """The territory that a bare answer names, by its name or its number; None when there is none or several.

    Among ``homonyms``, when there are some, it tells which: «93» or «à La Réunion» of the communes named Saint-Denis.
    """
    found = territories.resolve(answer).candidates or territories.named_in(answer).candidates
    meant = [one for one in homonyms if any(territories.contains(outer, one) for outer in found)] or found
    return meant[0] if len(meant) == 1 else None


def _numbered(text: str, territories: Territories) -> Resolution:
    """The département whose number is announced, or ends a request for aids in a telegram («isolation école 24»)."""
    folded = fold(text)
    found = _announced().search(folded)
    if found is None and Intent.FUNDING in read_intents(normalise(text)):
        found = LAST_WORD.match(folded)
    code = next((code for code in found.groupdict().values() if code), "") if found else ""
    named = territories.resolve(code.upper()) if code else Resolution(asked=text)
    is_department = [one.level for one in named.candidates] == [TerritoryLevel.DEPARTMENT]
    return named if is_department else Resolution(asked=text)


@cache
def _announced() -> re.Pattern[str]:
    cues = "|".join(map(re.escape, load_cues().places.before_number))
    return re.compile(rf"(?:\b(?:{cues})\s+(?:le\s+)?{CODE}\b(?!\s*[\w€%/])|\((?P<bracketed>97\d|\d{{2}}|2[ab])\))")
