"""The blocking rules on amounts as linear limits: what the optimiser may not cross."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.calculators.financing.book import Rule
from assistant.calculators.financing.caps import allocation_caps, line_groups, public_aid_limit
from assistant.calculators.financing.codes import Severity
from assistant.calculators.financing.figures import HUNDRED, Figures
from assistant.calculators.financing.shares import applies, is_exempt, minimum_share


@dataclass(frozen=True)
class Limit:
    """The grants, each times its weight, sum up to ``bound`` at the most; ``label`` says what in French."""

    rule: str
    label: str
    weights: Mapping[str, Decimal]
    bound: Decimal

    def slack(self, amounts: Mapping[str, Decimal]) -> Decimal:
        """What is left before the limit, negative beyond it."""
        used = sum((weight * amounts[name] for name, weight in self.weights.items()), Decimal(0))
        return self.bound - used


def limits_of(figures: Figures) -> Iterator[Limit]:
    """The limits of the blocking rules in force, for a plan whose own contribution is what the aids leave."""
    for rule in figures.book.in_force(figures.plan.on):
        if rule.severity is Severity.BLOCK and rule.kind in MAKERS:
            yield from MAKERS[rule.kind](rule, figures)


def _own_contribution(rule: Rule, figures: Figures) -> Iterator[Limit]:
    """share ≥ r × (public aid + share), where share = cost − aids: public + (1−r) × private ≤ (1−r) × cost."""
    minimum = minimum_share(rule, figures)
    if not applies(rule, figures) or minimum.exempt:
        return
    rest = 1 - minimum.percent / HUNDRED
    weights = {grant.id: Decimal(1) if figures.scheme(grant).is_public else rest for grant in figures.grants}
    yield Limit(rule.id, rule.title, weights, rest * _cost(figures))


def _balance(rule: Rule, figures: Figures) -> Iterator[Limit]:
    """The aids do not exceed the cost."""
    yield Limit(rule.id, "Aides dans la limite du coût", _all(figures), _cost(figures))


def _epci_contribution(rule: Rule, figures: Figures) -> Iterator[Limit]:
    """contribution ≤ cost − aids, the contribution among them."""
    own = {grant.id for grant in figures.concerned(rule)}
    if own:
        weights = {name: Decimal(2 if name in own else 1) for name in _all(figures)}
        yield Limit(rule.id, rule.title, weights, _cost(figures))


def _group_cap(rule: Rule, figures: Figures) -> Iterator[Limit]:
    for cap in allocation_caps(rule, figures):
        yield Limit(rule.id, rule.title, {grant.id: Decimal(1) for grant in cap.grants}, cap.limit)


def _line_capacity(rule: Rule, figures: Figures) -> Iterator[Limit]:
    for group in line_groups(figures):
        yield Limit(rule.id, rule.title, {grant.id: Decimal(1) for grant in group.grants}, group.cost)


def _public_aid_cap(rule: Rule, figures: Figures) -> Iterator[Limit]:
    """Public aid, whenever one of the rule's schemes is in the plan."""
    if figures.concerned(rule) and not is_exempt(rule, figures):
        public = {grant.id: Decimal(1) for grant in figures.grants if figures.scheme(grant).is_public}
        yield Limit(rule.id, rule.title, public, public_aid_limit(rule, figures))


def _cost(figures: Figures) -> Decimal:
    return figures.to_finance - figures.fctva_resource


def _all(figures: Figures) -> dict[str, Decimal]:
    return {grant.id: Decimal(1) for grant in figures.grants}


MAKERS = {
    "own_contribution": _own_contribution,
    "balance": _balance,
    "epci_contribution": _epci_contribution,
    "group_cap": _group_cap,
    "line_capacity": _line_capacity,
    "public_aid_cap": _public_aid_cap,
}
