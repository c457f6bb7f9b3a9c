"""What people have said of an aid found for a request, or of an answer."""

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
    """A verdict on the aid of a ``slug``; ``request_id`` is that of all the verdicts given for the same request.

    ``author`` is the person who was signed in, if any.
    """

    feedback_id: str
    request_id: str
    query: str
    facets: tuple[FeedbackFacet, ...]
    slug: str
    verdict: FeedbackVerdict
    reason: str = ""
    given_at: datetime
    author: str = ""


class AnswerVerdict(StrEnum):
    """An answer is useful, or not."""

    USEFUL = "utile"
    NOT_USEFUL = "pas_utile"


class MadeWith(Frozen):
    """The versions of the prompts read, by id; the model; the versions of the data of the calculators, by name."""

    model: str
    prompts: dict[str, str]
    registries: dict[str, str]


class AnswerFeedback(Frozen):
    """A verdict on an answer, with ``reasons`` of the closed list and a ``comment`` in free words.

    ``asked`` is what the user had said until then, oldest first; ``made_with`` what the answer was made with, None for
    one of an earlier Jalon; ``author`` the person who was signed in, if any.
    """

    feedback_id: str
    conversation_id: str
    message_id: str
    verdict: AnswerVerdict
    reasons: tuple[str, ...] = ()
    comment: str = ""
    asked: tuple[str, ...]
    answer: str
    made_with: MadeWith | None = None
    given_at: datetime
    author: str = ""
