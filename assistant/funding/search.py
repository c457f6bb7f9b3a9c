"""Search the aids for a request: hybrid search, verdicts, then those that may fit before those that do not."""

from collections.abc import Sequence

from assistant.domain import Aid, DocumentKind
from assistant.funding.answer import FundingAnswer, FundingMatch, FundingStatus, Verdict
from assistant.funding.eligibility import DATES, TERRITORY, judge
from assistant.funding.request import FundingRequest
from assistant.knowledge import Knowledge
from assistant.language import content_stems
from assistant.storage import KnowledgeStore
from assistant.territories import Territories

CANDIDATES = 60
RELEVANCE_FLOOR = 0.4
# What every request for money says, whatever its subject.
GENERIC_WORDS = (
    "aide financière subvention financement financer dispositif appel projet commune mairie ville village collectivité "
    "intercommunalité département région habitants euros coût besoin chercher trouver obtenir installer mettre place "
    "petit"
)


def search_aids(
    request: FundingRequest, *, knowledge: Knowledge, store: KnowledgeStore, territories: Territories
) -> FundingAnswer:
    """The aids for a request, best first; an empty list comes with the reason."""
    hits = knowledge.search(request.query, kind=DocumentKind.FUNDING, limit=CANDIDATES, per_document=1)
    aids = store.aids_of([hit.passage.document_id for hit in hits])
    found = [
        FundingMatch(
            rank=hit.rank,
            score=hit.score,
            aid=aids[hit.passage.document_id],
            citation=hit.passage,
            eligibility=judge(aids[hit.passage.document_id], request, territories),
        )
        for hit in hits
        if hit.passage.document_id in aids
    ]
    relevant = [match for match in found if _is_relevant(match.aid, request)]
    if not relevant:
        return FundingAnswer(request=request, status=FundingStatus.NO_MATCH, results=())
    kept = [match for match in relevant if request.include_closed or not _fails(match, DATES)]
    if request.include_closed:
        kept = [_as_if_open(match) for match in kept]
    ordered = sorted(kept, key=lambda match: (match.is_excluded, match.rank))[: request.limit]
    return FundingAnswer(
        request=request,
        status=_status(kept),
        results=tuple(match.model_copy(update={"rank": rank}) for rank, match in enumerate(ordered, start=1)),
        closed=len(relevant) - len(kept),
    )


def _status(kept: Sequence[FundingMatch]) -> FundingStatus:
    if not kept:
        return FundingStatus.NONE_OPEN
    if all(_fails(match, TERRITORY) for match in kept):
        return FundingStatus.NONE_ON_TERRITORY
    return FundingStatus.OK


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


def _is_relevant(aid: Aid, request: FundingRequest) -> bool:
    """Whether the record speaks of enough of what the request is about."""
    generic = set(content_stems(GENERIC_WORDS))
    place = set(content_stems(request.territory.name)) if request.territory else set()
    wanted = {stem for stem in content_stems(request.query) if not stem.isdigit()} - generic - place
    if not wanted:
        return True
    told = set(content_stems(" ".join((aid.name, aid.description, aid.eligibility, *aid.categories))))
    return len(wanted & told) / len(wanted) >= RELEVANCE_FLOOR
