"""Jalon's own footprint: what an answer costs, told with it, kept with its conversation and summed over it.

The offline planner is estimated from the time of the processor, a language model by EcoLogits from its tokens; what
neither knows is not estimated, never zero.
"""

from assistant.agent.footprint.kept import Footprints
from assistant.agent.footprint.measure import Meter
from assistant.agent.footprint.told import AnswerFootprint, ConversationFootprint, Span, ToldFootprint, Usage, summed

__all__ = [
    "AnswerFootprint",
    "ConversationFootprint",
    "Footprints",
    "Meter",
    "Span",
    "ToldFootprint",
    "Usage",
    "summed",
]
