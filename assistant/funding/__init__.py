"""Funding: understand a request, search the aids, and say criterion by criterion why each fits or not."""

from assistant.funding.answer import FundingAnswer, FundingMatch, FundingStatus, about_the_request
from assistant.funding.criteria import Criterion, Verdict
from assistant.funding.request import FundingRequest, understand
from assistant.funding.rules import FinancingRule, financing_rules
from assistant.funding.search import search_aids
from assistant.funding.wording import rate_of, reasons_of

__all__ = [
    "Criterion",
    "FinancingRule",
    "FundingAnswer",
    "FundingMatch",
    "FundingRequest",
    "FundingStatus",
    "Verdict",
    "about_the_request",
    "financing_rules",
    "rate_of",
    "reasons_of",
    "search_aids",
    "understand",
]
