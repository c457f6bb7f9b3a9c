"""Grounding: what an answer says is traced to its proof, or said to be untraced.

Deterministic, after the model and before the user, the same for both models. A figure, a quotation, a legal reference,
the name of an aid or a link is traced when it stands in the user's words, in a cited passage or in a tool's result.
"""

from assistant.agent.grounding.grounder import PARAGRAPH, GroundedText, Grounder, paragraphs_of, untraced
from assistant.agent.grounding.proofs import calculation_text

__all__ = ["PARAGRAPH", "GroundedText", "Grounder", "calculation_text", "paragraphs_of", "untraced"]
