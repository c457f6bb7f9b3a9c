"""What a request is about, apart from for how many people, for how much money and when."""

import re

from assistant.funding.request import FacetName, FundingRequest
from assistant.language import content_stems

# Each is judged by a criterion of its own, and its words («200 habitants», «HT») prove nothing of the subject. Those of
# the territory stay: an aid that names yours is the nearer.
JUDGED_APART = frozenset(
    {
        FacetName.POPULATION,
        FacetName.AMOUNT,
        FacetName.AID_WANTED,
        FacetName.STARTS_ON,
        FacetName.DEADLINE,
    }
)
TAX = re.compile(r"\s*(?:HT|TTC|hors taxes?|toutes taxes comprises)\b", re.IGNORECASE)


def subject_of(request: FundingRequest) -> str:
    """The request without the words of those facets; whole when nothing else tells what it is about."""
    kept = list(request.query)
    for facet in request.facets:
        if facet.name in JUDGED_APART and facet.start is not None and facet.end is not None:
            tax = TAX.match(request.query, facet.end)
            end = tax.end() if tax else facet.end
            kept[facet.start : end] = " " * (end - facet.start)
    subject = " ".join("".join(kept).split())
    return subject if content_stems(subject) else request.query
