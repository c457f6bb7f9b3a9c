"""Funding: understand a request, search the aids, and say criterion by criterion why each fits or not."""

from assistant.funding.answer import Criterion, FundingAnswer, FundingMatch, FundingStatus, Verdict
from assistant.funding.request import FundingRequest, understand
from assistant.funding.search import FITTING_SHARE, search_aids

__all__ = [
    "FITTING_SHARE",
    "Criterion",
    "FundingAnswer",
    "FundingMatch",
    "FundingRequest",
    "FundingStatus",
    "Verdict",
    "search_aids",
    "understand",
]
