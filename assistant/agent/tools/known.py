"""A tool that does not exist: the message says which do."""

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.tools.tool_node import ToolCallRequest
from langchain_core.messages import ToolMessage
from langgraph.types import Command

from assistant.agent.tools.labels import TOOL_LABELS
from assistant.language.nearest import nearest

Result = ToolMessage | Command[Any]


class KnownTools(AgentMiddleware[Any, Any]):
    """Answers the call of an unknown tool in French, with the nearest that exists."""

    def wrap_tool_call(self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Result]) -> Result:
        """Run the call, or say that its tool does not exist."""
        call = request.tool_call
        if request.tool is not None:
            return handler(request)
        near = nearest(call["name"], TOOL_LABELS, limit=1)
        proposed = f" Le plus proche : {near[0]}." if near else ""
        text = f"L'outil « {call['name'][:60]} » n'existe pas.{proposed} Outils : {', '.join(TOOL_LABELS)}."
        return ToolMessage(text, name=call["name"], tool_call_id=call["id"], status="error")
