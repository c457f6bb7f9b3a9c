"""A real HTTP server that speaks the OpenAI protocol as it is told to, for the tests and the evaluations."""

from evals.endpoint.replies import Body, Pieces, Reply
from evals.endpoint.server import OpenAIServer, Script, serve

__all__ = ["Body", "OpenAIServer", "Pieces", "Reply", "Script", "serve"]
