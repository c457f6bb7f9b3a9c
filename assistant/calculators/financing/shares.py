"""The own contribution that a rule demands of a plan, its exemptions and derogations counted."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.calculators.financing.book import Rule
from assistant.calculators.financing.figures import Figures
from assistant.calculators.financing.where import department_of


@dataclass(frozen=True)
class MinimumShare:
    """The least share in percent, and why when it is not that of the rule; ``exempt`` says why it does not apply."""

    percent: Decimal
    because: str = ""
    exempt: str = ""


def applies(rule: Rule, figures: Figures) -> bool:
    """Whether the plan is one that the rule is about."""
    operation = figures.plan.operation
    return operation.is_investment and (operation.has_lead_authority or not rule.needs_lead_authority)


def is_exempt(rule: Rule, figures: Figures) -> bool:
    """Whether the owner's territory is exempt."""
    return department_of(figures.plan.owner) in rule.exempt_departments


def minimum_share(rule: Rule, figures: Figures) -> MinimumShare:
    """The least own contribution under a rule."""
    if is_exempt(rule, figures):
        return MinimumShare(Decimal(0), exempt="les collectivités de ce territoire en sont exemptées")
    if rule.owners and figures.plan.owner.kind not in rule.owners:
        return MinimumShare(Decimal(0), exempt="elle vise les collectivités territoriales et leurs groupements")
    shares = [MinimumShare(rule.percent)]
    for claim in figures.plan.operation.derogations:
        derogation = figures.book.derogations[claim.id]
        if rule.id not in derogation.rules or not claim.obtained:
            continue
        share = derogation.share_percent if claim.own_share_percent is None else claim.own_share_percent
        if share is not None:
            shares.append(MinimumShare(max(share, derogation.share_percent or Decimal(0)), derogation.label))
        elif derogation.waives:
            shares.append(MinimumShare(Decimal(0), derogation.label))
    return min(shares, key=lambda share: share.percent)


def is_set_aside(rule: Rule, figures: Figures) -> str:
    """The label of the derogation obtained that sets a rule aside, empty when there is none."""
    claims = (claim for claim in figures.plan.operation.derogations if claim.obtained)
    found = (figures.book.derogations[claim.id] for claim in claims)
    return next((one.label for one in found if rule.id in one.rules), "")
