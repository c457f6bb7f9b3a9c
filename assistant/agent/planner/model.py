"""The offline planner as a LangChain chat model: deterministic, without network, key or weights."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool

from assistant.agent.planner.compose import compose_answer
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.plan import next_requests
from assistant.agent.planner.themes import load_themes
from assistant.territories import Territories


class OfflinePlanner(BaseChatModel):
    """Reads the French of the conversation, calls the tools it needs, then writes an answer from what they found.

    The same messages give the same bytes. It is a pure function of the conversation: it keeps no state.
    """

    territories: Territories

    @property
    def _llm_type(self) -> str:
        return "jalon-offline-planner"

    def bind_tools(
        self, tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool], **kwargs: Any
    ) -> Runnable[Any, AIMessage]:
        """The planner knows its tools; binding changes nothing."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next_message(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        message = self._next_message(messages)
        if message.tool_calls:
            chunk = AIMessageChunk(content="", tool_calls=message.tool_calls)
            yield ChatGenerationChunk(message=chunk)
            return
        for paragraph in str(message.content).split("\n\n"):
            yield ChatGenerationChunk(message=AIMessageChunk(content=paragraph + "\n\n"))

    def _next_message(self, messages: Sequence[BaseMessage]) -> AIMessage:
        dialogue = Dialogue(messages, themes=load_themes(), territories=self.territories)
        requests = next_requests(dialogue)
        if not requests:
            return AIMessage(content=compose_answer(dialogue))
        first = len(dialogue.results) + 1
        calls = [
            {"name": request.name, "args": request.arguments, "id": f"call-{number}"}
            for number, request in enumerate(requests, start=first)
        ]
        return AIMessage(content="", tool_calls=calls)
