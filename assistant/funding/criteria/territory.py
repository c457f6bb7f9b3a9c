"""Where an aid is open: its perimeter, or the territory that its title or its financer names."""

import re
from functools import lru_cache

from assistant.domain import Aid, Territory, TerritoryLevel
from assistant.funding.criteria.model import TERRITORY, Criterion, met, not_met, untold
from assistant.territories import Territories

WHOLE_COUNTRY = {TerritoryLevel.COUNTRY, TerritoryLevel.CONTINENT}
# A title or a financer may hold the name of a commune by chance: only larger territories are read in them.
NAMED_LEVELS = {TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION}
LIST = re.compile(r",\s*|\s+et\s+")
REMEMBERED = 8192  # texts whose territories are known: those of the aids that searches have met


def territory_criterion(aid: Aid, territory: Territory | None, territories: Territories) -> Criterion:
    """Whether the aid is open on a territory; no only when all its perimeter is known, and elsewhere."""
    perimeters = perimeters_of(aid, territories)
    if not perimeters or all(one.level in WHOLE_COUNTRY for one in perimeters):
        elsewhere = _named(aid, territory, territories)
        if elsewhere:
            return elsewhere
    if not aid.perimeter:
        return untold(TERRITORY, "la fiche ne dit pas sur quel territoire l'aide est ouverte")
    if any(one.level in WHOLE_COUNTRY for one in perimeters):
        return met(TERRITORY, f"ouverte sur tout le territoire ({aid.perimeter})")
    if territory is None:
        return untold(TERRITORY, f"ouverte sur {aid.perimeter} : votre territoire n'est pas précisé")
    return _within(aid, territory, perimeters, territories)


def _within(aid: Aid, territory: Territory, perimeters: tuple[Territory, ...], territories: Territories) -> Criterion:
    if not perimeters or any(one.level is TerritoryLevel.BASIN for one in perimeters):
        return untold(TERRITORY, _unmapped(aid, territory, territories))
    names = ", ".join(one.name for one in perimeters)
    if territory in perimeters:
        return met(TERRITORY, f"ouverte sur {territory.name}")
    around = next((one for one in perimeters if territories.contains(one, territory)), None)
    if around:
        return met(TERRITORY, f"ouverte sur {around.name}, qui comprend {territory.name}")
    if any(territories.contains(territory, one) for one in perimeters):
        return untold(TERRITORY, f"réservée à {names}, une partie de {territory.name}")
    return not_met(TERRITORY, f"réservée à {names}, hors de {territory.name}")


def perimeters_of(aid: Aid, territories: Territories) -> tuple[Territory, ...]:
    """The territories of a perimeter («Aveyron, Hérault, Lot»); none when a part of it is not known."""
    return _resolved(aid.perimeter, territories) if aid.perimeter else ()


@lru_cache(maxsize=REMEMBERED)
def _resolved(perimeter: str, territories: Territories) -> tuple[Territory, ...]:
    whole = territories.resolve(perimeter).candidates
    if whole:
        return whole if len(whole) == 1 else ()
    parts = [territories.resolve(part).candidates for part in LIST.split(perimeter)]
    return tuple(one for part in parts for one in part) if all(len(part) == 1 for part in parts) else ()


def _named(aid: Aid, territory: Territory | None, territories: Territories) -> Criterion | None:
    """The verdict of an aid without limits in its record, whose title or financer names a territory."""
    texts = (aid.name, *aid.financers)
    named = {one for text in texts for one in _mentioned(text, territories) if one.level in NAMED_LEVELS}
    if not named:
        return None
    names = ", ".join(sorted(one.name for one in named))
    if territory is None:
        return untold(TERRITORY, f"concerne {names} : votre territoire n'est pas précisé")
    if any(territories.contains(one, territory) or territories.contains(territory, one) for one in named):
        return None
    return not_met(TERRITORY, f"concerne {names}, hors de {territory.name}")


def may_be_elsewhere(aid: Aid, territory: Territory, territories: Territories) -> bool:
    """Whether the limits of an aid's perimeter are not known here, and its record names nothing around a territory."""
    unmapped = any(one.level is TerritoryLevel.BASIN for one in perimeters_of(aid, territories))
    return unmapped and _cited_around(aid, territory, territories) is None


def _cited_around(aid: Aid, territory: Territory, territories: Territories) -> Territory | None:
    named = _mentioned(f"{aid.description}\n{aid.eligibility}", territories)
    return next((one for one in named if territories.contains(one, territory)), None)


def _unmapped(aid: Aid, territory: Territory, territories: Territories) -> str:
    """What to say of a perimeter whose limits are not known here, a river basin for instance."""
    near = _cited_around(aid, territory, territories)
    reason = f"la fiche cite {near.name}" if near else f"la fiche ne cite pas {territory.name}"
    return f"ouverte sur {aid.perimeter} : {reason}, vérifiez que vous y êtes"


@lru_cache(maxsize=REMEMBERED)
def _mentioned(text: str, territories: Territories) -> tuple[Territory, ...]:
    return tuple(dict.fromkeys(mention.territory for mention in territories.find_in(text)))
