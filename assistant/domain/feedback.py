"""What a person has said of an aid found for a request: not relevant, or to add."""

from datetime import datetime
from enum import StrEnum

from assistant.domain.model import Frozen


class FeedbackVerdict(StrEnum):
    """«Non pertinente» or «à ajouter»."""

    NOT_RELEVANT = "non_pertinent"
    ADD = "ajouter"


class FeedbackFacet(Frozen):
    """A facet of the request as it was understood; ``is_stated`` when the person gave it apart from the sentence."""

    name: str
    value: str
    is_stated: bool


class Feedback(Frozen):
    """A verdict on the aid of a ``slug``; ``request_id`` is that of all the verdicts given for the same request."""

    feedback_id: str
    request_id: str
    query: str
    facets: tuple[FeedbackFacet, ...]
    slug: str
    verdict: FeedbackVerdict
    reason: str = ""
    given_at: datetime
