"""The face that speaks as an OpenAI server: a chat interface uses Jalon as one of its models.

See docs/decisions/0014-openai-face.md for what is continued, ignored and refused.
"""

from assistant.api.openai.routes import router
from assistant.api.openai.turns import Turns

__all__ = ["Turns", "router"]
