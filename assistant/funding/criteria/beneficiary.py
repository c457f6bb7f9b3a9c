"""Whom an aid is addressed to."""

from assistant.domain import Aid, Beneficiary
from assistant.funding.criteria.model import BENEFICIARY, Criterion, met, not_met, untold
from assistant.language.names import beneficiary_name


def beneficiary_criterion(aid: Aid, beneficiary: Beneficiary | None) -> Criterion:
    """Whether an aid is addressed to a beneficiary; unknown when its record lists nobody, or someone unheard of."""
    names = ", ".join((*map(beneficiary_name, aid.audiences), *(f"« {label} »" for label in aid.unknown_audiences)))
    if not names:
        return untold(BENEFICIARY, "la fiche ne liste pas les bénéficiaires")
    if beneficiary is None:
        return untold(BENEFICIARY, f"s'adresse à : {names}")
    if beneficiary in aid.audiences:
        return met(BENEFICIARY, f"« {beneficiary_name(beneficiary)} » figure parmi les bénéficiaires")
    if aid.unknown_audiences:
        return untold(BENEFICIARY, f"s'adresse à : {names}, vérifiez que vous en êtes")
    return not_met(BENEFICIARY, f"ne s'adresse qu'à : {names}")
