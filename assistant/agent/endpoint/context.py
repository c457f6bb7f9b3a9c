"""Send a model no more than its context holds, with the system prompt and the tools."""

import json
from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from langgraph.config import get_config

from assistant.agent.memory import compacted, count_text, count_tokens
from assistant.domain.sheet import ProjectSheet
from assistant.endpoint import FAILURES, is_context_overflow

HALVINGS = 3  # from the usual 32 000 tokens down to 4 000


class CompactToContext(AgentMiddleware[Any, Any]):
    """Sends the model no more than its context holds; the stored conversation keeps everything.

    ``sheet_of`` gives the sheet of a conversation, if any: it is what is remembered of the turns that are not sent. An
    endpoint whose context is smaller than the settings say is asked again, each time with half of what it refused.
    """

    def __init__(self, context_tokens: int, answer_tokens: int, sheet_of: Callable[[str], ProjectSheet | None]) -> None:
        super().__init__()
        self._tokens = context_tokens - answer_tokens
        self._sheet_of = sheet_of

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Call the model with the whole conversation when it fits, else with the last turns and a memory."""
        budget = max(self._tokens - _instructions(request), self._tokens // 4)
        sent = self._fitted(request, budget)
        for _ in range(HALVINGS):
            try:
                return handler(sent)
            except FAILURES as error:
                size = count_tokens(sent.messages)
                shorter = self._fitted(sent, size // 2)
                if not is_context_overflow(error) or count_tokens(shorter.messages) == size:
                    raise
            sent = shorter
        return handler(sent)

    def _fitted(self, request: ModelRequest[Any], budget: int) -> ModelRequest[Any]:
        if count_tokens(request.messages) <= budget:
            return request
        sheet = self._sheet_of(str(get_config()["configurable"]["thread_id"]))
        return request.override(messages=compacted(request.messages, budget=budget, sheet=sheet))


def _instructions(request: ModelRequest[Any]) -> int:
    """Tokens of the system prompt and of the description of the tools."""
    system = str(request.system_message.text) if request.system_message else ""
    return count_text(system) + sum(map(_tool_tokens, request.tools))


def _tool_tokens(tool: BaseTool | dict[str, Any]) -> int:
    return count_text(json.dumps(convert_to_openai_tool(tool)))
