"""What an aid is named for, a building of one use or an event, when the request is about another or tells of none."""

import re

from assistant.domain import Aid
from assistant.funding.criteria.model import BUILDING, EVENT, Criterion, untold
from assistant.funding.named_subjects import buildings_named, other_buildings
from assistant.language import fold

AFTER_EVENT = re.compile(
    r"\b(?:apres|suite a|a la suite d|victimes?|sinistre\w*)\b.{0,20}?\b(?:evenements? (?:climatiques?|meteo\w*"
    r"|naturels?|geologiques?)|catastrophes?|intemperies|calamites?|sinistres?)\b"
)
EVENTS = re.compile(
    r"\b(?:evenements?|catastrophes?|intemperies|calamites?|sinistre\w*|inond\w+|crues?|tempetes?|cyclones?|ouragans?"
    r"|orages?|grele|seismes?|tremblements?|glissements?|eboulements?|effondr\w+|coulees?|secheresses?|degats?|emport\w+"
    r"|detrui\w+|endommage\w*|submer\w+|incendies?)\b"
)


def building_criterion(aid: Aid, query: str) -> Criterion | None:
    """The doubt on an aid named for a building that the request does not name; None when it names none."""
    asked = buildings_named(query)
    named = other_buildings(aid.name, asked)
    if not named:
        return None
    return untold(BUILDING, f"la fiche est faite pour {_listed(named)}, votre demande parle de {_listed(asked)}")


def event_criterion(aid: Aid, query: str) -> Criterion | None:
    """The doubt on an aid that repairs what an event has damaged, when the request tells of none."""
    if not AFTER_EVENT.search(fold(aid.name)) or EVENTS.search(fold(query)):
        return None
    return untold(EVENT, "l'aide répare les dégâts d'un événement naturel, dont votre demande ne parle pas")


def _listed(buildings: frozenset[str]) -> str:
    return ", ".join(f"« {name} »" for name in sorted(buildings))
