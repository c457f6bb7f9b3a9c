"""Eligibility of an aid for a request: the verdict of each criterion that the record or the request raises."""

from assistant.domain import Aid
from assistant.funding import criteria
from assistant.funding.criteria import Criterion
from assistant.funding.opening import OpeningDoubt
from assistant.funding.request import FundingRequest
from assistant.territories import Territories


def judge(
    aid: Aid,
    request: FundingRequest,
    territories: Territories,
    *,
    relevance: float = 1.0,
    doubt: OpeningDoubt | None = None,
) -> tuple[Criterion, ...]:
    """The verdict of each criterion, with the sentence that says so; what nobody raises is left out.

    ``relevance`` is the share of the request that the record speaks of, ``doubt`` what it says against its opening.
    """
    is_overseas = criteria.is_overseas(request.territory, territories)
    found = (
        criteria.territory_criterion(aid, request.territory, territories),
        criteria.overseas_criterion(aid, request.territory, territories),
        criteria.beneficiary_criterion(aid, request.beneficiary),
        criteria.population_criterion(aid, request.population, request.beneficiary, is_overseas=is_overseas),
        criteria.operation_criterion(aid, request.operation),
        criteria.building_criterion(aid, request.query),
        criteria.event_criterion(aid, request.query),
        criteria.new_building_criterion(aid, request.query),
        criteria.kind_criterion(aid, request.kinds),
        criteria.amount_criterion(aid, request.amount),
        criteria.subject_criterion(relevance),
        criteria.call_criterion(aid),
        criteria.consistency_criterion(aid),
        criteria.opening_criterion(aid, doubt),
        criteria.dates_criterion(aid, request.on, request.starts_on),
    )
    return tuple(one for one in found if one)
