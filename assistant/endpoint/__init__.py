"""The OpenAI-compatible endpoint of the settings: its HTTP client, its bounds, and its failures told in French.

Nothing here ever writes the key: not in a log, an error or a representation.
"""

from assistant.endpoint.client import http_client, openai_client, timeouts
from assistant.endpoint.failures import (
    FAILURES,
    IncompleteAnswerError,
    describe,
    explain,
    is_context_overflow,
    refuses_streaming,
    refuses_tools,
)

__all__ = [
    "FAILURES",
    "IncompleteAnswerError",
    "describe",
    "explain",
    "http_client",
    "is_context_overflow",
    "openai_client",
    "refuses_streaming",
    "refuses_tools",
    "timeouts",
]
