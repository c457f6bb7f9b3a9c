"""What a funding search answers."""

from collections.abc import Sequence
from enum import StrEnum

from assistant.domain import Aid, Frozen, Passage
from assistant.funding.criteria.model import Criterion, Verdict
from assistant.funding.filters import FundingFilters
from assistant.funding.request import FundingRequest

# What an aid put forward must have: shares of the best score and of the best relevance, and a relevance above that of a
# word which only goes with one of the request. Of the first eight aids of the judged requests, these keep 92 % of the
# right ones, and 52 % of those kept are right (docs/funding.md).
NEAR_SHARE, ABOUT_SHARE, LEAST_RELEVANCE = 0.5, 0.4, 0.31
FITTING_SHARE = 0.5  # of the best aid's relevance: under it, an aid is listed but does not decide the outcome


class FundingMatch(Frozen):
    """An aid found, with passages of its record: ``citation``, the nearest to the request, ``facts``, its financers,
    rates and dates, ``doubt``, what casts doubt on its opening, if any, and those whose sentences its criteria quote.

    ``relevance`` is the share of the request's words that the record speaks of, from 0 to 1, rare words weighing more;
    ``is_general`` a grant of the State for works of all kinds.
    """

    rank: int
    score: float
    relevance: float
    aid: Aid
    citation: Passage
    facts: Passage
    eligibility: tuple[Criterion, ...]
    doubt: Passage | None = None
    quoted: tuple[Passage, ...] = ()
    is_general: bool = False

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that prove what is said of the aid: facts, nearest, doubt and quotes, each once."""
        told = [passage for passage in (self.facts, self.citation, self.doubt, *self.quoted) if passage]
        return tuple({passage.passage_id: passage for passage in told}.values())

    @property
    def fits(self) -> bool:
        """Whether every criterion is met; what the record does not tell is not met."""
        return all(criterion.verdict is Verdict.YES for criterion in self.eligibility)

    @property
    def is_excluded(self) -> bool:
        """Whether a criterion is certainly not met."""
        return any(criterion.verdict is Verdict.NO for criterion in self.eligibility)


def about_the_request(matches: Sequence[FundingMatch]) -> list[FundingMatch]:
    """The aids that are about the request, and not about one of its words; general grants always are."""
    told = [match for match in matches if not match.is_general]
    relevance = max((match.relevance for match in told), default=0.0)
    score = max((match.score for match in told), default=0.0)
    least = max(relevance * ABOUT_SHARE, LEAST_RELEVANCE)
    return [
        match
        for match in matches
        if match.is_general or (match.relevance >= least and match.score >= score * NEAR_SHARE)
    ]


class FundingStatus(StrEnum):
    """Why a list of aids is what it is."""

    OK = "ok"
    NO_MATCH = "no_match"
    NONE_ON_TERRITORY = "none_on_territory"
    NONE_OPEN = "none_open"


class FundingAnswer(Frozen):
    """The aids found: ``results`` may fit, ``excluded`` certainly do not, by a criterion that says no.

    Both are the first of those ``considered`` that pass the filters; the excluded ones fill the list that those that
    may fit leave unfilled. ``general`` are the State's grants for works of all kinds that are not among them,
    ``closed`` counts those left out.
    """

    request: FundingRequest
    status: FundingStatus
    results: tuple[FundingMatch, ...]
    excluded: tuple[FundingMatch, ...] = ()
    filters: FundingFilters = FundingFilters()
    considered: tuple[FundingMatch, ...] = ()
    closed: int = 0
    general: tuple[FundingMatch, ...] = ()

    @property
    def listed(self) -> tuple[FundingMatch, ...]:
        """The aids that may fit, then those that do not."""
        return (*self.results, *self.excluded)
