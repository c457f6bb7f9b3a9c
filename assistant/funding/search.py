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
NO_MATCH_BELOW = 0.25  # no judged request has a best aid under 0.30; those about something else often do
FITTING_SHARE = 0.5  # of the best aid's relevance: under it, an aid is listed but does not decide the outcome
# What every request for money says, whatever its subject.
GENERIC_WORDS = (
    "aide financière subvention financement financer dispositif appel projet commune mairie ville village collectivité "
    "intercommunalité département région habitants euros coût besoin chercher trouver obtenir installer mettre place "
    "petit créer création nouveau réaliser projet lancer"
)


def search_aids(
    request: FundingRequest, *, knowledge: Knowledge, store: KnowledgeStore, territories: Territories
) -> FundingAnswer:
    """The aids for a request, best first; an empty list comes with the reason."""
    hits = knowledge.search(request.query, kind=DocumentKind.FUNDING, limit=CANDIDATES, per_document=1)
    aids = store.aids_of([hit.passage.document_id for hit in hits])
    relevance = knowledge.relevance(request.query, ignored=_uninformative(request))
    records = store.passages_of(list(aids))
    found = [
        FundingMatch(
            rank=hit.rank,
            score=hit.score,
            relevance=relevance.of(_told(aids[hit.passage.document_id])),
            aid=aids[hit.passage.document_id],
            citation=hit.passage,
            facts=records[hit.passage.document_id][0],
            eligibility=judge(aids[hit.passage.document_id], request, territories),
        )
        for hit in hits
        if hit.passage.document_id in aids and records[hit.passage.document_id]  # an ingestion may remove it meanwhile
    ]
    best = max((match.relevance for match in found), default=0.0)
    if best < NO_MATCH_BELOW:
        return FundingAnswer(request=request, status=FundingStatus.NO_MATCH, results=())
    if request.include_closed:
        found = [_as_if_open(match) for match in found]
    fitting = [match for match in found if match.relevance >= best * FITTING_SHARE]
    kept = [match for match in found if not _fails(match, DATES)]
    status = _status(fitting)
    if status is FundingStatus.NONE_OPEN:
        kept = []
    elif status is FundingStatus.NONE_ON_TERRITORY:
        kept = [match for match in kept if match in fitting]
    ordered = sorted(kept, key=lambda match: (match.is_excluded, match.rank))[: request.limit]
    return FundingAnswer(
        request=request,
        status=status,
        results=tuple(match.model_copy(update={"rank": rank}) for rank, match in enumerate(ordered, start=1)),
        closed=sum(_fails(match, DATES) for match in fitting),
    )


def _status(fitting: Sequence[FundingMatch]) -> FundingStatus:
    """Why there is nothing to propose, judged on the aids that are about the request."""
    still_open = [match for match in fitting if not _fails(match, DATES)]
    if not still_open:
        return FundingStatus.NONE_OPEN
    if all(_fails(match, TERRITORY) for match in still_open):
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


def _uninformative(request: FundingRequest) -> set[str]:
    """The words of a request that do not tell what it is about."""
    return set(content_stems(GENERIC_WORDS)) | set(content_stems(request.territory.name if request.territory else ""))


def _told(aid: Aid) -> str:
    return "\n".join((aid.name, aid.description, aid.eligibility, *aid.categories))
