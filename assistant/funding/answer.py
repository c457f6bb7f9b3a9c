"""What a funding search answers."""

from enum import StrEnum

from assistant.domain import Aid, Frozen, Passage
from assistant.funding.request import FundingRequest


class Verdict(StrEnum):
    """Whether a criterion is met: yes, no, or the source does not tell."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Criterion(Frozen):
    """One criterion of eligibility, its verdict and the sentence that says so, in French."""

    criterion: str
    verdict: Verdict
    because: str


class FundingMatch(Frozen):
    """An aid found; ``citation`` is the passage of its record nearest to the request, ``facts`` the one that holds its
    financers, rates and dates, ``relevance`` the share of the request's words that the record speaks of, from 0 to 1,
    rare words weighing more.
    """

    rank: int
    score: float
    relevance: float
    aid: Aid
    citation: Passage
    facts: Passage
    eligibility: tuple[Criterion, ...]

    @property
    def is_excluded(self) -> bool:
        """Whether a criterion is certainly not met."""
        return any(criterion.verdict is Verdict.NO for criterion in self.eligibility)


class FundingStatus(StrEnum):
    """Why a list of aids is what it is."""

    OK = "ok"
    NO_MATCH = "no_match"
    NONE_ON_TERRITORY = "none_on_territory"
    NONE_OPEN = "none_open"


class FundingAnswer(Frozen):
    """The aids found, those that may fit before those that certainly do not; ``closed`` counts those left out."""

    request: FundingRequest
    status: FundingStatus
    results: tuple[FundingMatch, ...]
    closed: int = 0
