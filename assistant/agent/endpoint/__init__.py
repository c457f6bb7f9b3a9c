"""A language model behind an OpenAI-compatible endpoint, whatever it sends, as the loop can take it."""

from assistant.agent.endpoint.context import CompactToContext
from assistant.agent.endpoint.errors import ExplainEndpointErrors
from assistant.agent.endpoint.model import EndpointModel
from assistant.agent.endpoint.planned import FoldResults, PlannedTools

__all__ = ["CompactToContext", "EndpointModel", "ExplainEndpointErrors", "FoldResults", "PlannedTools"]
