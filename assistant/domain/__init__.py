"""The nouns of Jalon: immutable values without input, output, clock or framework."""

from assistant.domain.aid import Aid, HelpKind, Operation, Recurrence
from assistant.domain.document import Document, DocumentKind, Passage, SearchHit
from assistant.domain.model import Frozen
from assistant.domain.operation import FundedOperation, Grant, PastOperation
from assistant.domain.territory import Beneficiary, Territory, TerritoryLevel

__all__ = [
    "Aid",
    "Beneficiary",
    "Document",
    "DocumentKind",
    "Frozen",
    "FundedOperation",
    "Grant",
    "HelpKind",
    "Operation",
    "Passage",
    "PastOperation",
    "Recurrence",
    "SearchHit",
    "Territory",
    "TerritoryLevel",
]
