"""Search the aids for a request: hybrid search, verdicts, then those that may fit before those that do not."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.domain import Aid, DocumentKind, Passage, SearchHit
from assistant.funding.answer import FITTING_SHARE, FundingAnswer, FundingMatch, FundingStatus
from assistant.funding.criteria.model import DATES, TERRITORY, Verdict
from assistant.funding.criteria.territory import may_be_elsewhere
from assistant.funding.eligibility import judge
from assistant.funding.general import general_grants, pays_for_works
from assistant.funding.opening import opening_doubt
from assistant.funding.request import FundingRequest
from assistant.knowledge import Knowledge
from assistant.language import content_stems
from assistant.storage import KnowledgeStore
from assistant.territories import Territories

CANDIDATES = 60
GENERAL_CANDIDATES = 5
NO_MATCH_BELOW = 0.25  # no judged request has a best aid under 0.30; those about something else often do
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
    matcher = _Matcher(request, knowledge, store, territories)
    found = list(matcher.matches(request.query, CANDIDATES))
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
    ordered = sorted(kept, key=lambda match: _order(match, request, territories))[: request.limit]
    return FundingAnswer(
        request=request,
        status=status,
        results=tuple(match.model_copy(update={"rank": rank}) for rank, match in enumerate(ordered, start=1)),
        closed=sum(_fails(match, DATES) for match in fitting),
        general=tuple(_general(matcher, ordered)) if any(pays_for_works(match.aid) for match in fitting) else (),
    )


class _Matcher:
    """Finds aids and judges them for one request."""

    def __init__(
        self, request: FundingRequest, knowledge: Knowledge, store: KnowledgeStore, territories: Territories
    ) -> None:
        self.request = request
        self._knowledge = knowledge
        self._store = store
        self._territories = territories
        self._relevance = knowledge.relevance(request.query, ignored=_uninformative(request))

    def matches(self, query: str, limit: int) -> Iterator[FundingMatch]:
        hits = self._knowledge.search(query, kind=DocumentKind.FUNDING, limit=limit, per_document=1)
        aids = self._store.aids_of([hit.passage.document_id for hit in hits])
        records = self._store.passages_of(list(aids))
        for hit in hits:
            name = hit.passage.document_id
            if name in aids and records[name]:  # an ingestion may remove it meanwhile
                yield self._match(hit, aids[name], records[name])

    def _match(self, hit: SearchHit, aid: Aid, record: Sequence[Passage]) -> FundingMatch:
        doubt = opening_doubt(record)
        relevance = self._relevance.of(_told(aid))
        is_general = any(grant.is_named_by(aid) for grant in general_grants(self.request.beneficiary))
        return FundingMatch(
            rank=hit.rank,
            score=hit.score,
            relevance=relevance,
            aid=aid,
            citation=max(record, key=self._nearness) if is_general else hit.passage,
            facts=record[0],
            doubt=doubt.passage if doubt else None,
            eligibility=judge(
                aid, self.request, self._territories, relevance=1.0 if is_general else relevance, doubt=doubt
            ),
            is_general=is_general,
        )

    def _nearness(self, passage: Passage) -> tuple[float, int]:
        """How near a passage is to the request; of two, the one that tells more."""
        return self._relevance.of(passage.text), len(passage.text)


def _general(matcher: _Matcher, listed: Iterable[FundingMatch]) -> Iterator[FundingMatch]:
    """The general grants that the request may ask for and that are not listed yet, one record each."""
    known = {match.aid.slug for match in listed}
    for grant in general_grants(matcher.request.beneficiary):
        named = [match for match in matcher.matches(grant.query, GENERAL_CANDIDATES) if grant.is_named_by(match.aid)]
        if not any(match.aid.slug in known for match in named):
            yield from [match for match in named if not match.is_excluded][:1]


def _order(match: FundingMatch, request: FundingRequest, territories: Territories) -> tuple[bool, bool, int]:
    """Excluded aids last, before them those of a basin that may be another, then the order of the search."""
    elsewhere = request.territory is not None and may_be_elsewhere(match.aid, request.territory, territories)
    return match.is_excluded, elsewhere, match.rank


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
