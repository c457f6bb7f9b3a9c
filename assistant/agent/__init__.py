"""The agent: one loop over typed tools, an offline planner or a language model, and a check of every figure.

``Assistant`` answers; what it says has been traced to a passage, a calculation or the user's words, or says it is not.
"""

from assistant.agent.answer import (
    Answer,
    AnswerDone,
    AnswerEvent,
    ParagraphReady,
    SheetChanged,
    SheetStanding,
    ShownMessage,
    ToolStarted,
)
from assistant.agent.service import Assistant, new_conversation_id

__all__ = [
    "Answer",
    "AnswerDone",
    "AnswerEvent",
    "Assistant",
    "ParagraphReady",
    "SheetChanged",
    "SheetStanding",
    "ShownMessage",
    "ToolStarted",
    "new_conversation_id",
]
