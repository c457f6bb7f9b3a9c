"""Funding: understand a request, search the aids, and say criterion by criterion why each fits or not."""

from assistant.funding.answer import FundingAnswer, FundingMatch, FundingStatus, about_the_request
from assistant.funding.criteria import Criterion, Verdict
from assistant.funding.explaining import explain_aid
from assistant.funding.facets import FacetValue, FinancerLevel, FundingFacets, funding_facets
from assistant.funding.feedback import FundingFeedback, Judgements, judgements
from assistant.funding.filters import FundingFilters, themes_of
from assistant.funding.named_subjects import building_words
from assistant.funding.request import Certainty, Facet, FacetName, FacetOrigin, FundingRequest, Remark, facet_name
from assistant.funding.rules import FinancingRule, financing_rules
from assistant.funding.search import search_aids
from assistant.funding.understanding import Stated, model_proposer, understand
from assistant.funding.wording import conclusion, met_briefly, rate_of, reasons_of

__all__ = [
    "Certainty",
    "Criterion",
    "Facet",
    "FacetName",
    "FacetOrigin",
    "FacetValue",
    "FinancerLevel",
    "FinancingRule",
    "FundingAnswer",
    "FundingFacets",
    "FundingFeedback",
    "FundingFilters",
    "FundingMatch",
    "FundingRequest",
    "FundingStatus",
    "Judgements",
    "Remark",
    "Stated",
    "Verdict",
    "about_the_request",
    "building_words",
    "conclusion",
    "explain_aid",
    "facet_name",
    "financing_rules",
    "funding_facets",
    "judgements",
    "met_briefly",
    "model_proposer",
    "rate_of",
    "reasons_of",
    "search_aids",
    "themes_of",
    "understand",
]
