"""The kind of help that is wanted against the kinds that an aid offers."""

from collections.abc import Collection

from assistant.domain import Aid, HelpKind
from assistant.funding.criteria.model import KIND, Criterion, met, not_met, untold
from assistant.language.names import help_kind_name

ENGINEERING = frozenset({
    HelpKind.TECHNICAL_ENGINEERING, HelpKind.FINANCIAL_ENGINEERING, HelpKind.LEGAL_ENGINEERING,
})  # fmt: skip
REPAID = frozenset({HelpKind.LOAN, HelpKind.RECOVERABLE_ADVANCE})
GIVEN = frozenset({HelpKind.GRANT, HelpKind.ENERGY_CERTIFICATES, HelpKind.OTHER})
# The families whose kinds may stand for each other: another kind of the same family is worth a check, not a refusal.
FAMILIES = (ENGINEERING, REPAID, GIVEN)


def kind_criterion(aid: Aid, wanted: Collection[HelpKind]) -> Criterion | None:
    """Whether an aid offers a kind of help that is wanted; None when the request wants none in particular."""
    if not wanted:
        return None
    asked = " ou ".join(help_kind_name(kind).lower() for kind in wanted)
    if not aid.aid_types:
        return untold(KIND, f"la fiche ne dit pas si l'aide est de la nature voulue ({asked})")
    offered = ", ".join(aid.aid_types)
    if set(wanted) & set(aid.kinds):
        return met(KIND, f"la fiche propose : {offered}")
    if len(aid.kinds) < len(aid.aid_types) or _is_near(wanted, aid.kinds):
        return untold(KIND, f"vous cherchez : {asked} ; la fiche propose : {offered}")
    return not_met(KIND, f"ne propose que : {offered}, et non : {asked}")


def _is_near(wanted: Collection[HelpKind], offered: Collection[HelpKind]) -> bool:
    """Whether what is offered is of the family of what is wanted, or a gift where a loan is looked for."""
    if set(wanted) <= REPAID and set(offered) & GIVEN:
        return True
    return any(family & set(wanted) and family & set(offered) for family in FAMILIES)
