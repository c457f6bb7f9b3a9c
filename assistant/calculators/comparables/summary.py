"""What the operations like a project cost, and which part was subsidised: as a whole and group by group."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from assistant.calculators.comparables.distribution import Distribution, distribution
from assistant.calculators.comparables.flaws import Flaw, Measure, flaws_among, flaws_of, spoils
from assistant.calculators.comparables.likeness import NEAR_PLACE, Closeness, Criterion, Likeness
from assistant.domain.model import Frozen
from assistant.domain.operation import FundedOperation

PERCENT = Decimal(100)
# A subject that so many operations of a large collection have is no subject: «école» is walls, desks and car parks.
LARGEST_SHARE = 0.04
LARGE_COLLECTION = 1000


class SimilarOperation(Frozen):
    """An operation like the project, with what is wrong with it."""

    operation: FundedOperation
    likeness: Likeness
    flaws: tuple[Flaw, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether the operation enters a statistic: alike enough, with something credible to tell."""
        return self.likeness.is_close and not all(spoils(frozenset(self.flaws), measure) for measure in Measure)


class OperationGroup(Frozen):
    """The spread of some operations: costs and subsidies in euros, rates in percent.

    ``key`` is what they share (a scheme, a code, a year) and ``label`` its name, empty for all of them; ``count`` is
    their number, those that a measure leaves out included.
    """

    key: str
    label: str
    count: int
    cost: Distribution
    subsidy: Distribution
    rate_percent: Distribution


class ComparablesSummary(Frozen):
    """The operations alike enough to be counted, from the whole to what is alike most.

    ``published`` is the number of operations that were looked through, ``found`` of those that are alike enough;
    ``same_subject``, ``near_cost`` and ``near_place`` count those among them; ``left_out`` tells how many each flaw
    leaves out of statistics. ``of_near_cost`` has the rates of the operations of about the same cost. When the subject
    ``is_too_broad``, what was found is not comparable: there are no statistics.
    """

    calculation_id: str
    published: int
    found: int
    same_subject: int
    near_cost: int | None
    near_place: int | None
    tranches: int
    left_out: dict[Flaw, int]
    whole: OperationGroup
    of_near_cost: OperationGroup | None
    is_too_broad: bool


class Breakdown(Frozen):
    """The same spread by scheme, by département, by région and by year of the first grant; the largest groups first,
    years in their order.
    """

    by_scheme: tuple[OperationGroup, ...]
    by_department: tuple[OperationGroup, ...]
    by_region: tuple[OperationGroup, ...]
    by_year: tuple[OperationGroup, ...]


Flaws = Mapping[str, frozenset[Flaw]]


def with_flaws(found: Sequence[tuple[FundedOperation, Likeness]]) -> tuple[SimilarOperation, ...]:
    """The operations found, each with its flaws: absurd by itself, or far out of those that are close."""
    flaws = {one.operation_id: flaws_of(one) for one, _ in found}
    flaws |= flaws_among([operation for operation, likeness in found if likeness.is_close])
    return tuple(
        SimilarOperation(operation=one, likeness=likeness, flaws=tuple(sorted(flaws[one.operation_id])))
        for one, likeness in found
    )


def summarise(similar: Sequence[SimilarOperation], *, published: int) -> ComparablesSummary:
    """The summary of those that are close; none or too many of them give no statistic."""
    close = [one for one in similar if one.likeness.is_close]
    is_too_broad = published >= LARGE_COLLECTION and len(close) > published * LARGEST_SHARE
    compared = () if is_too_broad else close
    near = [one for one in compared if one.likeness.share(Criterion.SIZE) == 1]
    return ComparablesSummary(
        calculation_id=_identity(similar, published),
        published=published,
        found=len(close),
        same_subject=sum(one.likeness.closeness is Closeness.SAME for one in close),
        near_cost=_counted(close, Criterion.SIZE, at_least=1),
        near_place=_counted(close, Criterion.PLACE, at_least=NEAR_PLACE),
        tranches=sum(bool(one.operation.tranches) for one in close),
        left_out={flaw: count for flaw in Flaw if (count := sum(flaw in one.flaws for one in compared))},
        whole=_group("", compared),
        of_near_cost=_group("", near) if near else None,
        is_too_broad=is_too_broad,
    )


def break_down(
    similar: Sequence[SimilarOperation],
    *,
    region_of: Callable[[str], str | None],
    name_of: Callable[[str], str],
) -> Breakdown:
    """The spreads by group of those that are close; ``region_of`` gives the code of the région of a département,
    ``name_of`` the name of a code.
    """
    close = [one for one in similar if one.likeness.is_close]
    return Breakdown(
        by_scheme=_largest_first(
            _groups((scheme, _of_scheme(one, scheme)) for one in close for scheme in one.operation.schemes)
        ),
        by_department=_largest_first(
            _groups(((one.operation.department, one) for one in close if one.operation.department), name_of)
        ),
        by_region=_largest_first(
            _groups(((region, one) for one in close if (region := region_of(one.operation.department or ""))), name_of)
        ),
        by_year=tuple(sorted(_groups((str(one.operation.year), one) for one in close), key=lambda one: one.key)),
    )


def _of_scheme(similar: SimilarOperation, scheme: str) -> SimilarOperation:
    """The operation with what one scheme gave: its subsidy and rate, and not those of all its funders."""
    operation = similar.operation
    own = tuple(grant for grant in operation.grants if grant.scheme == scheme)
    return similar.model_copy(update={"operation": operation.model_copy(update={"grants": own})})


def _groups(keyed: Iterable[tuple[str, SimilarOperation]], name_of: Callable[[str], str] = str) -> list[OperationGroup]:
    members: dict[str, list[SimilarOperation]] = defaultdict(list)
    for key, similar in keyed:
        members[key].append(similar)
    return [_group(key, group, name_of(key)) for key, group in members.items()]


def _largest_first(groups: Iterable[OperationGroup]) -> tuple[OperationGroup, ...]:
    return tuple(sorted(groups, key=lambda group: (-group.count, group.key)))


def _group(key: str, members: Sequence[SimilarOperation], label: str = "") -> OperationGroup:
    return OperationGroup(
        key=key,
        label=label,
        count=len(members),
        cost=_spread(members, Measure.COST, lambda one: one.cost_excl_tax),
        subsidy=_spread(members, Measure.SUBSIDY, lambda one: one.subsidy),
        rate_percent=_spread(members, Measure.RATE, lambda one: None if one.rate is None else one.rate * PERCENT),
    )


def _spread(
    members: Sequence[SimilarOperation], measure: Measure, value_of: Callable[[FundedOperation], Decimal | None]
) -> Distribution:
    credible = (one.operation for one in members if not spoils(frozenset(one.flaws), measure))
    return distribution([value for operation in credible if (value := value_of(operation)) is not None])


def _counted(similar: Sequence[SimilarOperation], criterion: Criterion, *, at_least: float) -> int | None:
    """How many are alike by a criterion; None when it was not compared."""
    shares = [share for one in similar if (share := one.likeness.share(criterion)) is not None]
    return sum(share >= at_least for share in shares) if shares else None


def _identity(similar: Sequence[SimilarOperation], published: int) -> str:
    told = "|".join(f"{one.operation.operation_id}:{one.likeness.score}" for one in similar)
    return "calc-" + hashlib.sha256(f"{published}#{told}".encode()).hexdigest()[:12]
