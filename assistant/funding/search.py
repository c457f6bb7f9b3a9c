"""Search the aids for a request: hybrid search, verdicts, then those that may fit apart from those that do not."""

from collections.abc import Sequence

from assistant.funding.answer import FITTING_SHARE, FundingAnswer, FundingMatch, FundingStatus
from assistant.funding.criteria import Verdict
from assistant.funding.criteria.model import DATES, TERRITORY
from assistant.funding.criteria.territory import may_be_elsewhere
from assistant.funding.filters import FundingFilters
from assistant.funding.general import pays_for_works
from assistant.funding.matching import Matcher
from assistant.funding.request import FundingRequest
from assistant.knowledge import Knowledge
from assistant.storage import KnowledgeStore
from assistant.territories import Territories

CANDIDATES = (60, 180)  # aids read; more of them when a first page cannot be filled with aids that may fit
FIRST_PAGE = 10
NO_MATCH_BELOW = 0.25  # no judged request has a best aid under 0.30; those about something else often do
EVERYTHING = FundingFilters()


def search_aids(
    request: FundingRequest,
    *,
    knowledge: Knowledge,
    store: KnowledgeStore,
    territories: Territories,
    filters: FundingFilters = EVERYTHING,
) -> FundingAnswer:
    """The aids for a request that pass the filters, best first; an empty list comes with the reason."""
    matcher = Matcher(request, knowledge, store, territories)
    found = _found(matcher, request)
    best = max((match.relevance for match in found), default=0.0)
    if best < NO_MATCH_BELOW:
        general = tuple(matcher.general(())) if request.amount else ()  # works whose cost is known may have them
        return FundingAnswer(
            request=request, filters=filters, status=FundingStatus.NO_MATCH, results=(), general=general
        )
    fitting = [match for match in found if match.relevance >= best * FITTING_SHARE]
    status = _status(fitting)
    ordered = sorted(_kept(found, fitting, status), key=lambda match: _order(match, request, territories))
    listed = _ranked([match for match in ordered if filters.admit(match.aid)][: request.limit])
    with_grants = status is FundingStatus.OK and any(pays_for_works(match.aid) for match in fitting)
    return FundingAnswer(
        request=request,
        filters=filters,
        status=status,
        results=tuple(match for match in listed if not match.is_excluded),
        excluded=tuple(match for match in listed if match.is_excluded),
        considered=tuple(ordered),
        closed=sum(_fails(match, DATES) for match in fitting),
        general=tuple(matcher.general(listed)) if with_grants else (),
    )


def _ranked(matches: Sequence[FundingMatch]) -> list[FundingMatch]:
    return [match.model_copy(update={"rank": rank}) for rank, match in enumerate(matches, start=1)]


def _found(matcher: Matcher, request: FundingRequest) -> Sequence[FundingMatch]:
    """The aids nearest to a request, enough of them for a first page of aids that it does not exclude, if there are."""
    found: Sequence[FundingMatch] = ()
    for candidates in CANDIDATES:
        found = matcher.ranked(candidates)
        if request.include_closed:
            found = [_as_if_open(match) for match in found]
        may_fit = sum(not match.is_excluded for match in found)
        if len(found) < candidates or may_fit >= min(request.limit, FIRST_PAGE):
            break
    return found


def _kept(
    found: Sequence[FundingMatch], fitting: Sequence[FundingMatch], status: FundingStatus
) -> Sequence[FundingMatch]:
    """The aids to show: those still open, and when none is on the territory only those about the request."""
    if status is FundingStatus.NONE_OPEN:
        return ()
    shown = fitting if status is FundingStatus.NONE_ON_TERRITORY else found
    return [match for match in shown if not _fails(match, DATES)]


def _order(match: FundingMatch, request: FundingRequest, territories: Territories) -> tuple[bool, bool, int]:
    """Excluded aids last, before them those of a basin that may be another, then the order of the search."""
    elsewhere = request.territory is not None and may_be_elsewhere(match.aid, request.territory, territories)
    return match.is_excluded, elsewhere, match.rank


def _status(fitting: Sequence[FundingMatch]) -> FundingStatus:
    """Why there is nothing to propose, judged on the aids that are about the request."""
    here = [match for match in fitting if not _fails(match, TERRITORY)]
    if not here:
        return FundingStatus.NONE_ON_TERRITORY
    return FundingStatus.NONE_OPEN if all(_fails(match, DATES) for match in here) else FundingStatus.OK


def _fails(match: FundingMatch, criterion: str) -> bool:
    return any(one.criterion == criterion and one.verdict is Verdict.NO for one in match.eligibility)


def _as_if_open(match: FundingMatch) -> FundingMatch:
    """The match with its dates told but not counted against it."""
    told = tuple(
        one.model_copy(update={"verdict": Verdict.UNKNOWN})
        if one.criterion == DATES and one.verdict is Verdict.NO
        else one
        for one in match.eligibility
    )
    return match.model_copy(update={"eligibility": told})
