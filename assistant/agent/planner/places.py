"""What a message makes known of where the project is; a name of several meanings is asked back."""

import re
from collections.abc import Sequence

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.intents import Intent, read_intents
from assistant.domain import Territory, TerritoryLevel
from assistant.language import normalise, read_beneficiary, read_population
from assistant.territories import Resolution, Territories

CLAUSE = re.compile(r"[,;.:()\n]|\s[-–]\s")
BESIDE = frozenset(
    {"commune", "mairie", "ville", "village", "bourg", "petite", "metropole", "agglo", "communaute", "communes",
     "epci", "comcom", "syndicat", "habitants", "habitant", "hab", "et", "dans", "en", "le", "la", "l", "les", "de",
     "du", "des", "d", "nous", "sommes", "on", "est", "departement", "region", "ht", "ttc", "k", "euros", "euro", "e",
     "conseil", "departemental", "regional", "municipal", "service", "services", "direction", "agglomeration",
     "urbaine", "mixte", "president", "elu", "elue", "charge", "chargee", "mission"}
)  # fmt: skip
NUMBER = re.compile(r"\(?(?:0[1-9]|[1-8]\d|9[0-5]|2[ABab]|97[1-6])\)?")  # of a département
ELSEWHERE = re.compile(
    r",?\s*\b(?:et )?(?:pas|non) (?:en|dans|à|au|aux) [^,.;!?]*", re.IGNORECASE
)  # «en Haute-Marne, pas en Meuse»
LONGEST_NAME = 5  # words
SHORTEST_NAME = 3  # letters
WIDE = frozenset({TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION, TerritoryLevel.OVERSEAS})


def read_territory(text: str, territories: Territories) -> Territory | None:
    """The territory that a message names; None when it names none, or one of several."""
    return _only(_named(text, territories))


def territory_of(answer: str, territories: Territories, homonyms: Resolution | None) -> Territory | None:
    """The territory that a short answer names, among those that were asked about if any; None when it does not tell."""
    return _only(territories.answered(answer, _meant(homonyms)))


def place_facts(text: str, facts: ProjectFacts, territories: Territories) -> dict[str, object]:
    """The territory that a message tells, or those of which one is meant; empty when it names none.

    A name that has one meaning in the territory already told means that one; a message that answers which of several
    is meant may be but a number («le 93») or a bare name.
    """
    known, text = facts.territory, ELSEWHERE.sub("", text)
    place = territories.answered(text, _meant(facts.homonyms)) if facts.homonyms else _named(text, territories)
    if not place.candidates and not facts.homonyms and known is None:
        place = _bare(text, territories) or place
    inside = [one for one in place.candidates if known and territories.contains(known, one)]
    found = inside if len(inside) == 1 else place.candidates
    if known and _is_around(found, known, territories) and not says(load_cues().corrections, normalise(text)):
        return {}  # «les aides de la région Occitanie» leaves the project in the Lot
    if len(found) > 1:
        asked = facts.homonyms.asked if facts.homonyms and {*found} <= {*_meant(facts.homonyms)} else place.asked
        return {"territory": None, "homonyms": territories.among(asked, found)}
    return {"territory": found[0], "homonyms": None} if found else {}


def _is_around(found: Sequence[Territory], known: Territory, territories: Territories) -> bool:
    return len(found) == 1 and found[0] != known and territories.contains(found[0], known)


def _named(text: str, territories: Territories) -> Resolution:
    """The place of a message; only a request for aids in a telegram may end with the number of its département."""
    is_request = Intent.FUNDING in read_intents(normalise(text))
    return territories.named_in(text, may_end_with_number=is_request)


def _bare(text: str, territories: Territories) -> Resolution | None:
    """The département or région that a clause names and nothing else («mairie, 1200 hab, creuse»), without capital.

    A number is one in a message that says who asks or for how many («ville de 12 500 hab, 59»).
    """
    says_who = read_beneficiary(text) is not None or read_population(text) is not None
    for clause in CLAUSE.split(text):
        if says_who and NUMBER.fullmatch(clause.strip()):
            return territories.resolve(clause.strip())
        words = [word for word in normalise(clause).split() if word not in BESIDE and not word[0].isdecimal()]
        name = " ".join(words)
        if not 0 < len(words) <= LONGEST_NAME or len(name) < SHORTEST_NAME:
            continue
        found = territories.resolve(name)
        if len(found.candidates) == 1 and found.candidates[0].level in WIDE:
            return found
    return None


def _meant(homonyms: Resolution | None) -> Sequence[Territory]:
    return homonyms.candidates if homonyms else ()


def _only(place: Resolution) -> Territory | None:
    return place.candidates[0] if len(place.candidates) == 1 else None
