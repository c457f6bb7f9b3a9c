"""Aids of overseas territories (*outre-mer*), and those of mainland France that leave them out."""

from assistant.domain import Aid, Beneficiary, Territory
from assistant.funding.criteria.model import OVERSEAS, Criterion, met, not_met, untold
from assistant.language import normalise
from assistant.territories import Territories

MAINLAND = "FRM"  # code of mainland France among the territories
OVERSEAS_NAMES = frozenset({"outre mer", "outremer", "dom", "drom", "drom com", "dom tom", "regions ultramarines"})


def is_overseas(territory: Territory | None, territories: Territories) -> bool:
    """Whether a territory is certainly overseas."""
    return territory is not None and territories.are_apart(territories.get(MAINLAND), territory)


def overseas_criterion(aid: Aid, territory: Territory | None, territories: Territories) -> Criterion | None:
    """The verdict of an aid whose perimeter is overseas or addressed to their collectivities; None for the others."""
    perimeter = normalise(aid.perimeter or "")
    if perimeter not in OVERSEAS_NAMES:
        only = aid.audiences == (Beneficiary.OVERSEAS,) and not aid.unknown_audiences
        if not only:
            return None
    if territory is None:
        return untold(OVERSEAS, "réservée à l'outre-mer : votre territoire n'est pas précisé")
    if is_overseas(territory, territories):
        return met(OVERSEAS, f"réservée à l'outre-mer, où se trouve {territory.name}")
    if territories.contains(territories.get(MAINLAND), territory):
        return not_met(OVERSEAS, f"réservée à l'outre-mer, hors de {territory.name}")
    return untold(OVERSEAS, f"réservée à l'outre-mer, dont {territory.name} n'est peut-être qu'en partie")
