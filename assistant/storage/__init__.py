"""The SQL database, which is the truth: documents, passages, aids, operations, ledger of ingested files.

The search indexes are derived from it and can be rebuilt at any time.
"""

from assistant.storage.database import Database, open_database
from assistant.storage.feedback import AnswerFeedbackStore, FeedbackStore
from assistant.storage.knowledge import KindCount, KnowledgeStore
from assistant.storage.ledger import IndexedFile, Ledger, LedgerEntry
from assistant.storage.territories import TerritoryStore
from assistant.storage.writer import DocumentRecord, FileChange, KnowledgeWriter

__all__ = [
    "AnswerFeedbackStore",
    "Database",
    "DocumentRecord",
    "FeedbackStore",
    "FileChange",
    "IndexedFile",
    "KindCount",
    "KnowledgeStore",
    "KnowledgeWriter",
    "Ledger",
    "LedgerEntry",
    "TerritoryStore",
    "open_database",
]
