"""The knowledge index (Tantivy and Chroma) derived from the database, and the hybrid search over it."""

from assistant.knowledge.filters import SearchFilter
from assistant.knowledge.indexing import update_index
from assistant.knowledge.relevance import RELEVANCE_FLOOR
from assistant.knowledge.search import Knowledge

__all__ = ["RELEVANCE_FLOOR", "Knowledge", "SearchFilter", "update_index"]
