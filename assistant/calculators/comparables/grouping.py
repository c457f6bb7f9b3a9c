"""One operation paid several times, by one scheme or by several, is one operation with several grants.

Two publications tell the same operation when the beneficiary is the same, the cost is the same to the euro and the
titles are near-identical once their tranche is left out. The same scheme, year and subsidy then are one grant, which
two files publish. What is repeated from one year to the next for the same cost stays apart: together the grants exceed
it, so that they are not those of one operation.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from assistant.calculators.comparables.flaws import TOKEN_AMOUNT
from assistant.calculators.comparables.tranches import read_tranche, without_tranche
from assistant.domain.operation import FundedOperation, Grant, PastOperation
from assistant.domain.territory import Beneficiary
from assistant.language import content_words, normalise, read_beneficiary, stem_words

SAME_TITLE = 0.6  # share of the words of two titles that both have; the equal cost has already told much
SAME_NAME = 0.5
# The kinds of beneficiary that their label alone names; the others are read as in any text.
LABELS = {"departement": Beneficiary.DEPARTMENT, "region": Beneficiary.REGION, "petr": Beneficiary.PUBLIC_BODY}


class Publication(NamedTuple):
    """An operation as one document publishes it."""

    document_id: str
    operation: PastOperation


def group_publications(published: Iterable[Publication]) -> list[list[Publication]]:
    """The publications of each operation, in the order of the first of each."""
    groups: list[list[Publication]] = []
    costing: dict[tuple[str | None, int], list[list[Publication]]] = defaultdict(list)
    for publication in published:
        one = publication.operation
        cost = one.cost_excl_tax
        known = [] if cost is None or cost <= TOKEN_AMOUNT else costing[one.department, round(cost)]
        group = next((group for group in known if _is_same(group[0].operation, one) and _may_hold(group, one)), None)
        if group is None:
            group = []
            groups.append(group)
            known.append(group)
        group.append(publication)
    return groups


def _is_same(known: PastOperation, other: PastOperation) -> bool:
    is_same = _is_same_beneficiary(known, other)
    if is_same is None:
        return _is_same_grant(known, other) and normalise(known.title) == normalise(other.title)
    return is_same and _likeness(_title_words(known.title), _title_words(other.title)) >= SAME_TITLE


def _may_hold(group: Sequence[Publication], other: PastOperation) -> bool:
    """Whether the cost leaves room for one more grant; one that another file has published takes none."""
    given = {_grant_key(one.operation): one.operation.subsidy or Decimal() for one in group}
    given[_grant_key(other)] = other.subsidy or Decimal()
    cost = other.cost_excl_tax
    return len(given) == 1 or cost is None or sum(given.values()) <= cost


def _is_same_beneficiary(known: PastOperation, other: PastOperation) -> bool | None:
    """Whether two beneficiaries are one; None when the publications do not name them alike."""
    if known.insee_code and other.insee_code:
        return known.insee_code == other.insee_code
    if known.beneficiary_name and other.beneficiary_name:
        names = (frozenset(normalise(one.beneficiary_name or "").split()) for one in (known, other))
        return _likeness(*names) >= SAME_NAME
    return None


def _is_same_grant(known: PastOperation, other: PastOperation) -> bool:
    """Whether two publications tell one grant: scheme, year, and subsidy to the euro."""
    return _grant_key(known) == _grant_key(other)


def _grant_key(operation: PastOperation) -> tuple[str, int, Decimal | None]:
    subsidy = operation.subsidy
    return normalise(operation.scheme), operation.year, None if subsidy is None else Decimal(round(subsidy))


def _title_words(title: str) -> frozenset[str]:
    return frozenset(stem_words(content_words(without_tranche(title))))


def _likeness(known: frozenset[str], other: frozenset[str]) -> float:
    """Words in common over all the words (Jaccard); 0 without words."""
    return len(known & other) / len(known | other) if known | other else 0.0


def operation_of(group: Sequence[Publication]) -> FundedOperation:
    """The operation that a group of publications tells, with its grants from the first to the last."""
    first = group[0].operation
    told = [publication.operation for publication in group]
    return FundedOperation(
        operation_id=first.operation_id,
        title=first.title,
        grants=tuple(_grants(group)),
        cost_excl_tax=first.cost_excl_tax,
        beneficiary=next((who for who in map(_beneficiary, told) if who), None),
        beneficiary_name=next((one.beneficiary_name for one in told if one.beneficiary_name), None),
        insee_code=next((one.insee_code for one in told if one.insee_code), None),
        department=first.department,
    )


def _grants(group: Sequence[Publication]) -> list[Grant]:
    same: dict[tuple[str, int, Decimal | None], list[Publication]] = defaultdict(list)
    for publication in group:
        same[_grant_key(publication.operation)].append(publication)
    found = [
        Grant(
            scheme=publications[0].operation.scheme,
            year=publications[0].operation.year,
            subsidy=publications[0].operation.subsidy,
            tranche=read_tranche(publications[0].operation.title),
            document_ids=tuple(one.document_id for one in publications),
        )
        for publications in same.values()
    ]
    return sorted(found, key=lambda grant: (grant.year, grant.scheme))


def _beneficiary(operation: PastOperation) -> Beneficiary | None:
    return _named(operation.beneficiary_type or "") or _named(operation.beneficiary_name or "")


@lru_cache(maxsize=65536)
def _named(label: str) -> Beneficiary | None:
    return LABELS.get(normalise(label)) or read_beneficiary(label)
