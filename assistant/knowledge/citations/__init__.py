"""A citation opens its passage: in its document, with the very sentence, and on the image of its PDF page."""

from assistant.knowledge.citations.quotes import QuoteMatch, find_quote
from assistant.knowledge.citations.reader import CitationReader, CitedPage, PassageInContext

__all__ = ["CitationReader", "CitedPage", "PassageInContext", "QuoteMatch", "find_quote"]
