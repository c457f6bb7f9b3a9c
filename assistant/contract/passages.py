"""A passage found, as JSON."""

from typing import Any

from assistant.domain import SearchHit


def hit_json(hit: SearchHit) -> dict[str, Any]:
    """A passage as the contract says."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "passage_id": passage.passage_id,
        "document_id": passage.document_id,
        "title": passage.title,
        "source": passage.source,
        "page": passage.page,
        "heading": passage.heading,
        "text": passage.text,
        "score": hit.score,
        "kind": passage.kind.value,
        "heading_path": list(passage.heading_path),
        "start": passage.start,
        "end": passage.end,
        "url": passage.url,
        "verified_on": passage.verified_on.isoformat() if passage.verified_on else None,
    }
