"""A new building against the aids that only pay for existing ones: «la construction neuve est exclue»."""

import re
from typing import NamedTuple

from assistant.domain import Aid
from assistant.funding.criteria.model import NEW_BUILDING, Criterion, not_met, untold
from assistant.funding.criteria.sentences import quoted, sentences_of
from assistant.funding.named_subjects import buildings_named
from assistant.language import fold, normalise

# On folded words. What a request says:
BUILD = re.compile(r"\b(?:constru(?:ire|isons|it)|(?<!bois )constructions?|batir|batissons|edifi(?:er|cation))\b")
NEXT = re.compile(r"[.,;:!?(]|\b(?:pour|a|au|aux|dans|pres|sur|afin)\b")  # where what is built has been said
ANY_BUILDING = re.compile(r"\b(?:batiments?|locaux|local|equipements? publics?|maison|halle|hangar|ateliers?|salle)\b")
NEW = re.compile(r"\b((?:\w+ (?:des?|du|d) )?\w+) neu(?:f|ve)s?\b")
RENEW = re.compile(
    r"\b(?:renov\w+|rehabilit\w+|restaur(?:er|ation)(?! (?:scolaire|collective))|isol(?:er|ation|ons)|refection|refaire"
    r"|transform\w+|reconver\w+|extensions?|agrandi\w+|existante?s?)\b"
)
# What a record says:
NEW_WORKS = re.compile(r"\b(?:constructions? (?:neuves?|nouvelles?)|batiments? neufs?)\b")
LEFT_OUT = re.compile(
    r"\b(?:exclue?s?|ineligibles?|(?:non|pas) (?:eligibles?|visee?s?|concernee?s?|finance\w*|aidee?s?)"
    r"|ne (?:repond\w*|releve\w*) pas)\b"
)
EXISTING = re.compile(r"\bbatiments?\b[^.;]{0,60}\bexistants?\b")
RENEWAL = re.compile(
    r"\b(?:renovations?|renover|rehabilitation|modernisation|restauration(?! (?:scolaire|collective)))\b"
)
BUILDS = re.compile(r"\b(?:constru(?:ire|ctions?)|creations?|neufs?|neuves?)\b")


class _Works(NamedTuple):
    """Whether a request says that a building is built, and whether that something existing is renewed."""

    builds: bool
    renews: bool


def new_building_criterion(aid: Aid, query: str) -> Criterion | None:
    """The doubt on an aid for existing buildings when a request builds one; None when nothing opposes them.

    No only when the record says that it leaves new buildings out, and the request renews nothing beside.
    """
    works = _works_of(query)
    if not works.builds:
        return None
    sentences = sentences_of(aid)
    refusal = next((one for one in sentences if _leaves_out_new(one)), None)
    if refusal:
        if works.renews:
            return untold(NEW_BUILDING, f"{quoted(refusal)} : vérifiez la part de votre projet qui y entre", refusal)
        return not_met(NEW_BUILDING, f"{quoted(refusal)} : votre projet est une construction", refusal)
    existing = next(((one, found) for one in sentences if (found := EXISTING.search(fold(one)))), None)
    if existing:
        sentence, found = existing
        return untold(NEW_BUILDING, f"{quoted(sentence, found.start())} : votre projet est une construction", sentence)
    if _only_renews(aid, sentences):
        return untold(NEW_BUILDING, "la fiche parle de rénovation, et votre projet est une construction")
    return None


def _works_of(query: str) -> _Works:
    folded = fold(query)
    built = (NEXT.split(folded[match.end() :], maxsplit=1)[0] for match in BUILD.finditer(folded))
    new = (match[1] for match in NEW.finditer(normalise(query)))
    builds = any(map(_is_building, built)) or any(_is_building(one) or BUILD.search(one) for one in new)
    return _Works(builds, bool(RENEW.search(folded)))


def _is_building(text: str) -> bool:
    return bool(ANY_BUILDING.search(text) or buildings_named(f"construire {text}"))


def _leaves_out_new(sentence: str) -> bool:
    folded = fold(sentence)
    return bool(NEW_WORKS.search(folded) and LEFT_OUT.search(folded))


def _only_renews(aid: Aid, sentences: tuple[str, ...]) -> bool:
    """Whether the name of an aid says a renewal, and nothing in its record that something is built."""
    name = fold(aid.name)
    return bool(RENEWAL.search(name)) and not any(BUILDS.search(fold(one)) for one in (aid.name, *sentences))
