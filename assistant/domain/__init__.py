"""The nouns of Jalon: immutable values without input, output, clock or framework."""

from assistant.domain.aid import Actor, Aid, Expense, HelpKind, Operation, Recurrence, Step
from assistant.domain.document import Document, DocumentKind, Passage, SearchHit, is_project_id
from assistant.domain.feedback import AnswerFeedback, AnswerVerdict, Feedback, FeedbackFacet, FeedbackVerdict, MadeWith
from assistant.domain.model import Frozen
from assistant.domain.operation import FundedOperation, Grant, PastOperation
from assistant.domain.territory import Beneficiary, Territory, TerritoryLevel

__all__ = [
    "Actor",
    "Aid",
    "AnswerFeedback",
    "AnswerVerdict",
    "Beneficiary",
    "Document",
    "DocumentKind",
    "Expense",
    "Feedback",
    "FeedbackFacet",
    "FeedbackVerdict",
    "Frozen",
    "FundedOperation",
    "Grant",
    "HelpKind",
    "MadeWith",
    "Operation",
    "Passage",
    "PastOperation",
    "Recurrence",
    "SearchHit",
    "Step",
    "Territory",
    "TerritoryLevel",
    "is_project_id",
]
