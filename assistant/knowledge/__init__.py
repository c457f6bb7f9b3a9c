"""The knowledge index (Tantivy and Chroma) derived from the database, and the hybrid search over it."""

from assistant.knowledge.filters import SearchFilter
from assistant.knowledge.indexing import update_index
from assistant.knowledge.relevance import RELEVANCE_FLOOR, Relevance
from assistant.knowledge.search import Knowledge
from assistant.knowledge.words import WordTable

__all__ = ["RELEVANCE_FLOOR", "Knowledge", "Relevance", "SearchFilter", "WordTable", "update_index"]
