"""A funding answer, as JSON."""

from typing import Any

from assistant.domain import Territory
from assistant.funding import FundingAnswer, FundingMatch, FundingRequest, funding_facets
from assistant.territories import Candidate


def funding_json(answer: FundingAnswer) -> dict[str, Any]:
    """A funding answer as the contract says."""
    request = answer.request
    return {
        "query": request.query,
        "understood": understood_json(request),
        "status": answer.status.value,
        "closed": answer.closed,
        "results": [_match_json(match) for match in answer.results],
        "excluded": [_match_json(match) for match in answer.excluded],
        "facets": funding_facets(answer).model_dump(mode="json"),
    }


def understood_json(request: FundingRequest) -> dict[str, Any]:
    """A request as understood: its values, the facets with the words that say them, and the doubts.

    ``question`` asks which of its ``homonyms`` the name of a place means: the code of one of them, stated, answers it.
    """
    understood = request.model_dump(mode="json", exclude={"query", "limit", "territory", "homonyms"})
    territory = request.territory
    return {
        **understood,
        "territory": _territory_json(territory) if territory else None,
        "homonyms": [_candidate_json(one) for one in request.homonyms.choices] if request.homonyms else [],
        "question": request.homonyms.question if request.homonyms else None,
    }


def _territory_json(territory: Territory) -> dict[str, Any]:
    return territory.model_dump(mode="json", include={"code", "name", "level"})


def _candidate_json(candidate: Candidate) -> dict[str, Any]:
    """A territory that a name may mean, with what tells it from its namesakes: «Seine-Saint-Denis (93)»."""
    return {**_territory_json(candidate.territory), "place": candidate.place}


def _match_json(match: FundingMatch) -> dict[str, Any]:
    aid, citation = match.aid, match.citation
    return {
        "rank": match.rank,
        "aid_id": aid.aid_id,
        "slug": aid.slug,
        "name": aid.name,
        "financers": list(aid.financers),
        "score": match.score,
        "eligibility": [criterion.model_dump(mode="json", exclude={"quote"}) for criterion in match.eligibility],
        "rate_max": float(aid.rate_max) if aid.rate_max is not None else None,
        "deadline": aid.submission_deadline.isoformat() if aid.submission_deadline else None,
        "citation": {
            "passage_id": citation.passage_id,
            "document_id": citation.document_id,
            "heading": citation.heading,
            "source": citation.source,
            "url": citation.url,
            "text": citation.text,
        },
    }
