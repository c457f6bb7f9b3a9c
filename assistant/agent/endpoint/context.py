"""Send a model no more than its context holds, with the system prompt and the tools."""

import json
from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from assistant.agent.memory import estimate_tokens, fit
from assistant.endpoint import FAILURES, is_context_overflow


class TrimToContext(AgentMiddleware[Any, Any]):
    """Sends the model no more than its context holds; the stored conversation keeps everything.

    An endpoint whose context is smaller than the settings say is asked once more, with half.
    """

    def __init__(self, context_tokens: int, answer_tokens: int) -> None:
        super().__init__()
        self._tokens = context_tokens - answer_tokens

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Trim the messages, then call the model."""
        budget = self._tokens - _instructions(request)
        try:
            return handler(request.override(messages=fit(request.messages, budget)))
        except FAILURES as error:
            if not is_context_overflow(error):
                raise
        return handler(request.override(messages=fit(request.messages, budget // 2)))


def _instructions(request: ModelRequest[Any]) -> int:
    """Tokens of the system prompt and of the description of the tools."""
    system = str(request.system_message.text) if request.system_message else ""
    return estimate_tokens(system) + sum(map(_tool_tokens, request.tools))


def _tool_tokens(tool: BaseTool | dict[str, Any]) -> int:
    return estimate_tokens(json.dumps(convert_to_openai_tool(tool)))
