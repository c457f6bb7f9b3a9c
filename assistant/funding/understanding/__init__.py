"""Understand a funding request in plain French: facets read by rules whose words are data, or stated by the caller.

A language model may propose facets; the same readers check them.
"""

from assistant.funding.understanding.proposals import Proposal, Proposer, model_proposer
from assistant.funding.understanding.reading import understand
from assistant.funding.understanding.stated import Stated

__all__ = ["Proposal", "Proposer", "Stated", "model_proposer", "understand"]
