"""Find the aids that may answer a request, and judge each of them."""

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from assistant.domain import Aid, DocumentKind, Passage
from assistant.funding.answer import FundingMatch
from assistant.funding.eligibility import judge
from assistant.funding.general import GeneralGrant, general_grants
from assistant.funding.intentions import intentions
from assistant.funding.named_subjects import like, subjects_named
from assistant.funding.opening import opening_doubt
from assistant.funding.ranking import rescored
from assistant.funding.request import FundingRequest
from assistant.funding.speaking import speaks_of
from assistant.funding.subject import subject_of
from assistant.knowledge import Knowledge
from assistant.language import content_stems, normalise
from assistant.storage import KnowledgeStore
from assistant.territories import Territories

GENERAL_CANDIDATES = 5
SAME_SUBJECT = 0.5  # the least relevance of an aid named for the subject of the request, whatever their words
Hit = tuple[Passage, float]  # a passage found and its score
# What every request for money says, whatever its subject.
GENERIC_WORDS = (
    "aide financière subvention financement financer dispositif appel projet commune mairie ville village collectivité "
    "intercommunalité département région habitants euros coût besoin chercher trouver obtenir installer mettre place "
    "petit créer création nouveau réaliser projet lancer"
)


class Matcher:
    """Finds aids and judges them for one request."""

    def __init__(
        self, request: FundingRequest, knowledge: Knowledge, store: KnowledgeStore, territories: Territories
    ) -> None:
        self.request = request
        self._knowledge = knowledge
        self._store = store
        self._territories = territories
        self._subject = subject_of(request)
        self._named = like(frozenset(request.themes))
        self._relevance = knowledge.relevance(self._subject, ignored=_uninformative(request))

    def ranked(self, limit: int) -> list[FundingMatch]:
        """The aids nearest to the request, best first, with their corrected scores."""
        hits = self._knowledge.nearest(
            self._subject, kind=DocumentKind.FUNDING, limit=limit, per_document=1, lesser=intentions()
        )
        found = list(self._judged(hits))
        scores = rescored(
            [(one.aid, one.score, one.eligibility) for one in found],
            self.request.beneficiary,
            self._knowledge.relevance(self._subject).weights,
        )
        scored = [one.model_copy(update={"score": round(score, 6)}) for one, score in zip(found, scores, strict=True)]
        ordered = sorted(scored, key=lambda match: (-match.score, match.rank))
        return [match.model_copy(update={"rank": rank}) for rank, match in enumerate(ordered, start=1)]

    def general(self, listed: Sequence[FundingMatch]) -> Iterator[FundingMatch]:
        """The general grants that the request may ask for and that are not listed yet, one record each."""
        known = {match.aid.slug for match in listed}
        for grant in general_grants(self.request.beneficiary):
            hits = _grant_hits(self._knowledge, grant.query)
            named = list(self._judged(hits, grant))
            if not any(match.aid.slug in known for match in named):
                yield from [match for match in named if not match.is_excluded][:1]

    def of_document(self, document_id: str) -> FundingMatch | None:
        """The aid that a document describes, judged; None when it describes none, or no more."""
        aid = self._store.aids_of([document_id]).get(document_id)
        record = self._store.passages_of([document_id])[document_id]
        if aid is None or not record:
            return None
        return self._match(1, max(record, key=self._nearness), 0.0, aid, record)

    def _judged(self, hits: Sequence[Hit], grant: GeneralGrant | None = None) -> Iterator[FundingMatch]:
        """The aids of passages found, judged; those of a grant only when one is given."""
        found = self._store.aids_of([passage.document_id for passage, _ in hits])
        aids = {name: aid for name, aid in found.items() if grant is None or grant.is_named_by(aid)}
        records = self._store.passages_of(list(aids))
        for rank, (passage, score) in enumerate(hits, start=1):
            name = passage.document_id
            if name in aids and records[name]:  # an ingestion may remove it meanwhile
                yield self._match(rank, passage, score, aids[name], records[name])

    def _match(self, rank: int, nearest: Passage, score: float, aid: Aid, record: Sequence[Passage]) -> FundingMatch:
        doubt = opening_doubt(record)
        relevance = self._relevance_of(aid)
        is_general = any(grant.is_named_by(aid) for grant in general_grants(self.request.beneficiary))
        told = judge(aid, self.request, self._territories, relevance=1.0 if is_general else relevance, doubt=doubt)
        return FundingMatch(
            rank=rank,
            score=score,
            relevance=relevance,
            aid=aid,
            citation=max(record, key=self._nearness) if is_general else nearest,
            facts=record[0],
            doubt=doubt.passage if doubt else None,
            quoted=tuple(_holding(one.quote, record) for one in told if one.quote),
            eligibility=told,
            is_general=is_general,
        )

    def _relevance_of(self, aid: Aid) -> float:
        """How much of the request an aid speaks of: «vidéosurveillance» is the subject of one for «vidéoprotection»."""
        told = self._relevance.of(speaks_of(aid, self.request.query))
        return told if self._named.isdisjoint(subjects_named(aid.name)) else max(told, SAME_SUBJECT)

    def _nearness(self, passage: Passage) -> tuple[float, int]:
        """How near a passage is to the request; of two, the one that tells more."""
        return self._relevance.of(passage.text), len(passage.text)


def _holding(quote: str, record: Sequence[Passage]) -> Passage:
    """The passage of a record that holds a sentence; the one with most of it when it was cut between two."""
    words = normalise(quote).split()
    return max(record, key=lambda passage: len(_shared_start(words, normalise(passage.text))))


def _shared_start(words: Sequence[str], text: str) -> Sequence[str]:
    """As many of the first words of a sentence as a text holds together."""
    return next((words[:end] for end in range(len(words), 0, -1) if " ".join(words[:end]) in text), ())


# The passages of the general grants in the index of the moment: their search does not depend on the request.
_GRANTS: WeakKeyDictionary[Knowledge, tuple[str | None, dict[str, tuple[Hit, ...]]]] = WeakKeyDictionary()


def _grant_hits(knowledge: Knowledge, query: str) -> tuple[Hit, ...]:
    """What a query for a general grant finds, searched once for each state of the index."""
    version = knowledge.version()
    known = _GRANTS.get(knowledge)
    if known is None or known[0] != version:
        known = _GRANTS[knowledge] = version, {}
    if query not in known[1]:
        known[1][query] = knowledge.nearest(query, kind=DocumentKind.FUNDING, limit=GENERAL_CANDIDATES, per_document=1)
    return known[1][query]


def _uninformative(request: FundingRequest) -> set[str]:
    """The words of a request that do not tell what it is about."""
    place = request.territory.name if request.territory else request.homonyms.asked if request.homonyms else ""
    return {*content_stems(GENERIC_WORDS), *content_stems(place)}
