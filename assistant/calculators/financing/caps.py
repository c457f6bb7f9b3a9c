"""Caps that bear on several aids together; the checks and the optimiser read the same ones."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from assistant.calculators.financing.book import Rule
from assistant.calculators.financing.figures import HUNDRED, Figures, total
from assistant.calculators.financing.inputs import CostItem, Grant
from assistant.calculators.financing.shares import minimum_share

OWN_CONTRIBUTION = "own-contribution"
MOST_BASES = 10  # each set of bases is looked at: 1,023 sets at the most


@dataclass(frozen=True)
class LineGroup:
    """Grants whose bases lie within ``lines``: together they pay no more than these cost, in the plan's basis."""

    grants: tuple[Grant, ...]
    lines: tuple[CostItem, ...]
    cost: Decimal


@dataclass(frozen=True)
class AllocationCap:
    """Grants that pay together ``limit`` at the most, a share of ``base`` (excluding tax)."""

    grants: tuple[Grant, ...]
    base: Decimal
    limit: Decimal


def line_groups(figures: Figures) -> Iterator[LineGroup]:
    """The sets of grants that must fit in the expenses they bear on.

    The aids can be shared out among the lines if and only if every one of these sets fits (Hall's condition of a
    transport problem): each set of bases is looked at, with the grants that draw on it alone.
    """
    for lines, grants in _unions(figures, figures.grants):
        yield LineGroup(grants, lines, total(map(figures.cost, lines)))


def allocation_caps(rule: Rule, figures: Figures) -> Iterator[AllocationCap]:
    """The caps of the State's allocations, alone and combined, on the expenses that they bear on."""
    grants = figures.concerned(rule)
    for grant in grants:
        if grant.base_ceiling is not None:
            yield _cap(rule, (grant,), figures.base_excl_tax(grant))
    for lines, found in _unions(figures, grants):
        yield _cap(rule, found, total(line.amount_excl_tax for line in lines))


def public_aid_limit(rule: Rule, figures: Figures) -> Decimal:
    """The most public aid: the rule's share of the cost, or all but the minimum contribution when that is more."""
    minimum = minimum_share(figures.book.by_id[OWN_CONTRIBUTION], figures).percent
    return figures.to_finance * max(rule.percent, HUNDRED - minimum) / HUNDRED


def distinct_bases(figures: Figures, grants: Sequence[Grant]) -> dict[frozenset[str], list[Grant]]:
    """The grants by the set of their lines."""
    found: dict[frozenset[str], list[Grant]] = defaultdict(list)
    for grant in grants:
        found[frozenset(line.id for line in figures.lines(grant))].append(grant)
    return found


def _cap(rule: Rule, grants: tuple[Grant, ...], base: Decimal) -> AllocationCap:
    return AllocationCap(grants, base, base * rule.percent / HUNDRED)


def _unions(figures: Figures, grants: Sequence[Grant]) -> Iterator[tuple[tuple[CostItem, ...], tuple[Grant, ...]]]:
    bases = distinct_bases(figures, grants)
    seen: set[frozenset[str]] = set()
    for size in range(1, len(bases) + 1):
        for chosen in combinations(bases, size):
            union = frozenset[str]().union(*chosen)
            if union not in seen:
                seen.add(union)
                lines = tuple(line for line in figures.plan.costs if line.id in union)
                yield lines, tuple(grant for base, found in bases.items() if base <= union for grant in found)
