"""Serve a model that calls no tool: the offline planner chooses and calls them, the model only writes.

Two steps, since what the tools found is cut to the context between them: the calls, then what the model reads of them.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from assistant.agent.memory import CORRECTS
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.plan import next_requests
from assistant.agent.planner.themes import load_themes
from assistant.endpoint import FAILURES, refuses_tools
from assistant.settings import ToolCalling
from assistant.territories import Territories
from prompts import load_prompt

Handler = Callable[[ModelRequest[Any]], ModelResponse[Any]]


class PlannedTools(AgentMiddleware[Any, Any]):
    """Takes the tools over from a model that has none, as the settings or the endpoint's refusal say."""

    def __init__(self, tools: ToolCalling, territories: Territories) -> None:
        super().__init__()
        self._takes_over = tools == "no"
        self._territories = territories

    def wrap_model_call(self, request: ModelRequest[Any], handler: Handler) -> ModelResponse[Any]:
        """Call the model with the tools, or plan them, then have it write without tools."""
        if not self._takes_over:
            try:
                return handler(request)
            except FAILURES as error:
                if not refuses_tools(error):
                    raise
                self._takes_over = True
        calls = self._calls(request.messages)
        if calls:
            return ModelResponse(result=[AIMessage("", tool_calls=calls)])
        return handler(request.override(tools=[], tool_choice=None))

    def _calls(self, messages: Sequence[AnyMessage]) -> list[dict[str, Any]]:
        """The calls that the planner makes next; none for an answer that is sent back."""
        if messages[-1].additional_kwargs.get(CORRECTS):
            return []
        dialogue = Dialogue(messages, themes=load_themes(), territories=self._territories)
        first = len(dialogue.results) + 1
        return [
            {"name": one.name, "args": one.arguments, "id": f"call-{number}"}
            for number, one in enumerate(next_requests(dialogue), start=first)
        ]


class FoldResults(AgentMiddleware[Any, Any]):
    """Gives a model without tools what they found, in the question that called for it."""

    def wrap_model_call(self, request: ModelRequest[Any], handler: Handler) -> ModelResponse[Any]:
        """Call the model."""
        return handler(request if request.tools else request.override(messages=list(_written(request.messages))))


def _written(messages: Sequence[AnyMessage]) -> Iterator[AnyMessage]:
    """A conversation without calls nor results: what the tools found stands after the question that called for them."""
    question: HumanMessage | None = None
    results: list[str] = []
    for message in messages:
        if isinstance(message, ToolMessage):
            results.append(str(message.text))
        elif isinstance(message, HumanMessage):
            yield from _asked(question, results)
            question, results = message, []
        elif message.text:
            yield from _asked(question, results)
            question, results = None, []
            yield AIMessage(str(message.text))
    yield from _asked(question, results)


def _asked(question: HumanMessage | None, results: Sequence[str]) -> Iterator[HumanMessage]:
    if question is not None:
        text = str(question.text)
        found = "\n\n".join(results)
        yield HumanMessage(load_prompt("writing").render(question=text, results=found) if results else text)
