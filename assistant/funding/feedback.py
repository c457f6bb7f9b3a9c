"""Feedback on the aids found: «non pertinent» or «ajouter», kept by request, and replayed as judgements."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from datetime import datetime

from assistant.domain import Feedback, FeedbackFacet, FeedbackVerdict, Frozen
from assistant.errors import InputError
from assistant.funding.request import FacetOrigin, FundingRequest
from assistant.language import normalise
from assistant.storage import FeedbackStore, KnowledgeStore

REASON_LIMIT = 500  # characters
GRADES = {FeedbackVerdict.NOT_RELEVANT: 0, FeedbackVerdict.ADD: 2}


class Judgements(Frozen):
    """Verdicts as a judged set: the contents of ``queries.jsonl`` and of ``qrels.tsv``."""

    queries: str
    qrels: str


class FundingFeedback:
    """The feedback of one home."""

    def __init__(self, store: FeedbackStore, knowledge: KnowledgeStore) -> None:
        self._store = store
        self._knowledge = knowledge

    def give(
        self,
        request: FundingRequest,
        slug: str,
        verdict: str,
        *,
        reason: str = "",
        now: datetime,
        author: str = "",
    ) -> Feedback:
        """Keep a verdict on an aid, in place of the one given before for the same request.

        The same verdict given again changes nothing, not even its date. Raises InputError that names the field, and
        NotFoundError for an aid that is not indexed.
        """
        identity = request_id(request)
        given = Feedback(
            feedback_id=_digest(identity, slug),
            request_id=identity,
            query=request.query.strip(),
            facets=_facets(request),
            slug=self._knowledge.aid(slug).slug,
            verdict=_verdict(verdict),
            reason=_reason(reason),
            given_at=now,
            author=author,
        )
        before = self.of(request).get(slug)
        if before and (before.verdict, before.reason, before.author) == (given.verdict, given.reason, author):
            return before
        self._store.put(given)
        return given

    def withdraw(self, feedback_id: str) -> None:
        """Take a verdict back; raises NotFoundError when there is none."""
        self._store.withdraw(feedback_id)

    def of(self, request: FundingRequest) -> dict[str, Feedback]:
        """The verdicts given for a request, by slug."""
        return {given.slug: given for given in self._store.all(request_id=request_id(request))}

    def all(self) -> tuple[Feedback, ...]:
        """All the verdicts, the last given first."""
        return self._store.all()


def request_id(request: FundingRequest) -> str:
    """What makes two requests the same: the words, case and accents apart, and the facets stated beside them.

    Those that are understood do not count: a better reading of the same words must not lose a verdict.
    """
    stated = sorted({f"{facet.name}={facet.value}" for facet in _facets(request) if facet.is_stated})
    return _digest(normalise(request.query), *stated)


def judgements(given: Iterable[Feedback]) -> Judgements:
    """Verdicts in the shape of a judged set: a query a request, a row an aid, graded 0 or 2.

    The text of a query is that of its last verdict; facets stated beside it go along, under ``facets``.
    """
    ordered = sorted(given, key=lambda one: (one.request_id, one.slug, one.given_at))
    asked = {one.request_id: one for one in sorted(ordered, key=lambda one: one.given_at)}
    queries = [json.dumps(_query(one), ensure_ascii=False) for _, one in sorted(asked.items())]
    table = io.StringIO()
    rows = csv.writer(table, delimiter="\t", lineterminator="\n")
    rows.writerow(("query-id", "corpus-id", "score"))
    rows.writerows((one.request_id, one.slug, GRADES[one.verdict]) for one in ordered)
    return Judgements(queries="".join(f"{query}\n" for query in queries), qrels=table.getvalue())


def _query(given: Feedback) -> dict[str, object]:
    stated: dict[str, list[str]] = {}
    for facet in given.facets:
        if facet.is_stated:
            stated.setdefault(facet.name, []).append(facet.value)
    return {"_id": given.request_id, "text": given.query} | ({"facets": stated} if stated else {})


def _facets(request: FundingRequest) -> tuple[FeedbackFacet, ...]:
    return tuple(
        FeedbackFacet(name=facet.name.value, value=facet.value, is_stated=facet.origin is FacetOrigin.STATED)
        for facet in request.facets
    )


def _verdict(value: str) -> FeedbackVerdict:
    if value not in set(FeedbackVerdict):
        raise InputError(f"Avis inconnu : « {value[:40]} ». Avis : {', '.join(FeedbackVerdict)}.", field="verdict")
    return FeedbackVerdict(value)


def _reason(text: str) -> str:
    reason = " ".join(text.replace("\0", " ").split())
    if len(reason) > REASON_LIMIT:
        raise InputError(
            f"Le motif a {len(reason)} caractères ; il en faut {REASON_LIMIT} au plus, par exemple « réservée aux "
            "entreprises ».",
            field="reason",
        )
    return reason


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
