"""A real HTTP server that speaks the OpenAI protocol as it is told to, for the tests and the evaluations."""

from evals.endpoint.server import Body, OpenAIServer, Reply, Script, serve

__all__ = ["Body", "OpenAIServer", "Reply", "Script", "serve"]
