"""Where an aid is open: its perimeter, or the territory that its title or its financer names."""

from assistant.domain import Aid, Territory, TerritoryLevel
from assistant.funding.criteria.model import NATIONAL, TERRITORY, Criterion, met, not_met, untold
from assistant.territories import Territories

WHOLE_COUNTRY = {TerritoryLevel.COUNTRY, TerritoryLevel.CONTINENT}
# A title or a financer may hold the name of a commune by chance: only larger territories are read in them.
NAMED_LEVELS = {TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION}


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
        return met(TERRITORY, f"{NATIONAL} ({aid.perimeter})")
    if territory is None:
        return untold(TERRITORY, f"ouverte sur {aid.perimeter} : votre territoire n'est pas précisé")
    return _within(aid, territory, perimeters, territories)


def _within(aid: Aid, territory: Territory, perimeters: tuple[Territory, ...], territories: Territories) -> Criterion:
    names = ", ".join(one.name for one in perimeters)
    around = next((one for one in perimeters if territories.contains(one, territory)), None)
    if around:
        comprises = "" if around == territory else f", qui comprend {territory.name}"
        return met(TERRITORY, f"ouverte sur {around.name}{comprises}")
    if perimeters and all(territories.are_apart(one, territory) for one in perimeters):
        return not_met(TERRITORY, f"réservée à {names}, hors de {territory.name}")
    if any(territories.contains(territory, one) for one in perimeters):
        return untold(TERRITORY, f"réservée à {names}, une partie de {territory.name}")
    if any(territories.overlaps(one, territory) for one in perimeters):
        return untold(TERRITORY, f"réservée à {names}, qui ne comprend qu'une partie de {territory.name}")
    return untold(TERRITORY, _unmapped(aid, territory, territories))


def perimeters_of(aid: Aid, territories: Territories) -> tuple[Territory, ...]:
    """The territories of a perimeter («Aveyron, Hérault, Lot»); none when a part of it is not known."""
    return territories.perimeter(aid.perimeter, aid.perimeter_scale) if aid.perimeter else ()


def _named(aid: Aid, territory: Territory | None, territories: Territories) -> Criterion | None:
    """The verdict of an aid without limits in its record, whose title or financer names a territory."""
    texts = (aid.name, *aid.financers)
    named = {one for text in texts for one in _mentioned(text, territories) if one.level in NAMED_LEVELS}
    if not named:
        return None
    names = ", ".join(sorted(one.name for one in named))
    if territory is None:
        return untold(TERRITORY, f"concerne {names} : votre territoire n'est pas précisé")
    if not all(territories.are_apart(one, territory) for one in named):
        return None
    return not_met(TERRITORY, f"concerne {names}, hors de {territory.name}")


def may_be_elsewhere(aid: Aid, territory: Territory, territories: Territories) -> bool:
    """Whether the limits of an aid's perimeter are not known here, and its record names nothing around a territory."""
    perimeters = perimeters_of(aid, territories)
    unmapped = any(not territories.has_limits(one) for one in perimeters)
    is_around = any(territories.contains(one, territory) for one in perimeters)
    return unmapped and not is_around and _cited_around(aid, territory, territories) is None


def _cited_around(aid: Aid, territory: Territory, territories: Territories) -> Territory | None:
    named = _mentioned(f"{aid.description}\n{aid.eligibility}", territories)
    return next((one for one in named if territories.contains(one, territory)), None)


def _unmapped(aid: Aid, territory: Territory, territories: Territories) -> str:
    """What to say of a perimeter whose limits are not known here, a river basin for instance."""
    near = _cited_around(aid, territory, territories)
    reason = f"la fiche cite {near.name}" if near else f"la fiche ne cite pas {territory.name}"
    return f"ouverte sur {aid.perimeter} : {reason}, vérifiez que vous y êtes"


def _mentioned(text: str, territories: Territories) -> tuple[Territory, ...]:
    return tuple(dict.fromkeys(mention.territory for mention in territories.find_in(text)))
