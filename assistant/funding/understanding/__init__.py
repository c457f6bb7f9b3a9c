"""Understand a funding request in plain French: facets read by rules whose words are data, or stated by the caller."""

from assistant.funding.understanding.reading import understand
from assistant.funding.understanding.stated import Stated

__all__ = ["Stated", "understand"]
