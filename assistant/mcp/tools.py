"""The agent's tools as MCP tools: those that ask nothing of a conversation, and those that can be told its words."""

import inspect
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import mcp_types as types
from langchain.tools import ToolRuntime
from langchain_core.messages import HumanMessage
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from assistant.agent.drafting import DraftingDesk
from assistant.agent.sheets import SheetWriter
from assistant.agent.tools import EXAMPLE, SHOWN, Toolbox, told_schema
from assistant.clock import now
from assistant.errors import InputError, JalonError
from assistant.mcp.results import McpResult, result_of
from assistant.services import Services
from assistant.validation import explained_validation, validated

# Calculations on what the user says: the client gives the words in the conversation's place. What saves is not among
# them: a sheet keeps its evidence for years, and words that another program reports prove nothing.
# Each with the words that its example is made of.
TOLD_WORDS: Mapping[str, str] = {
    "build_financing_plan": "La commune de 1 200 habitants a 300 000 € HT de travaux ; la région donnerait 20 %.",
    "rate_green_budget": "L'isolation de l'école coûte 120 000 €, au compte 21312.",
}
WORDS = "user_words"
CAUTION = (
    " Donnez dans user_words les phrases exactes de l'utilisateur : un montant qui n'y est pas est refusé. Jalon ne "
    "peut pas vérifier qu'il les a dites : dites-lui sur quels mots le calcul repose."
)


class ToldWords(BaseModel):
    """What stands for the conversation."""

    model_config = ConfigDict(extra="ignore")

    user_words: list[str] = Field(
        min_length=1,
        max_length=50,
        description="Phrases exactes de l'utilisateur qui donnent les montants, dates et taux, sans les reformuler",
    )


class McpTools:
    """The tools given on one day."""

    def __init__(self, services: Services, on: date) -> None:
        writer = SheetWriter(repository=services.projects, territories=services.territories, now=now)
        tools = Toolbox(services, writer=writer, desk=DraftingDesk(services, now=now), on=on).tools()
        self._tools = {tool.name: tool for tool in tools if not _needs_conversation(tool) or tool.name in TOLD_WORDS}

    def listed(self) -> list[types.Tool]:
        """The tools as a client lists them."""
        return [_described(tool) for tool in self._tools.values()]

    def call(self, name: str, arguments: Mapping[str, Any]) -> types.CallToolResult:
        """What a tool answers; an error of ours, or a wrong argument, is an answer in French that says it is one."""
        try:
            return self._called(name, dict(arguments))
        except ValidationError as error:
            return _refused(str(explained_validation(error)))
        except JalonError as error:
            return _refused(str(error))

    def _called(self, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        tool = self._tools.get(name)
        if tool is None:
            raise InputError(f"L'outil « {name[:60]} » n'existe pas. Outils : {', '.join(self._tools)}.")
        words: Sequence[str] = ()
        if name in TOLD_WORDS:
            words = validated(ToldWords, arguments, example=_example(tool)).user_words
            del arguments[WORDS]
            arguments["runtime"] = _conversation_of(words)
        message = tool.invoke({"type": "tool_call", "name": name, "args": arguments, "id": name})
        if message.status == "error":
            return _refused(str(message.text))
        content: list[types.ContentBlock] = [types.TextContent(type="text", text=str(message.text))]
        structured = result_of(message, words).model_dump(mode="json")
        return types.CallToolResult(content=content, structured_content=structured)


def _needs_conversation(tool: BaseTool) -> bool:
    """Whether a tool reads the conversation that calls it, as all that save do."""
    function = getattr(tool, "func", None)
    return function is None or "runtime" in inspect.signature(function).parameters


def _described(tool: BaseTool) -> types.Tool:
    is_told = tool.name in TOLD_WORDS
    description = inspect.cleandoc(tool.description)
    return types.Tool(
        name=tool.name,
        description=description.partition(SHOWN)[0] + CAUTION + SHOWN + _example(tool) if is_told else description,
        input_schema=_schema(tool, is_told=is_told),
        output_schema=told_schema(McpResult),
        annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _example(tool: BaseTool) -> str:
    """The example of a tool with the words that it is made of."""
    return json.dumps({**(tool.metadata or {})[EXAMPLE], WORDS: [TOLD_WORDS[tool.name]]}, ensure_ascii=False)


def _schema(tool: BaseTool, *, is_told: bool) -> dict[str, JsonValue]:
    schema: dict[str, Any] = convert_to_openai_tool(tool)["function"]["parameters"]
    if is_told:
        words = ToldWords.model_json_schema()["properties"][WORDS]
        schema["properties"] |= {WORDS: words}
        schema["required"] = [*schema.get("required", ()), WORDS]
    return schema


def _conversation_of(words: Sequence[str]) -> ToolRuntime[None, dict[str, Any]]:
    """A conversation in which the user has said these words and nothing else has happened."""
    state = {"messages": [HumanMessage(one) for one in words]}
    return ToolRuntime(
        state=state, context=None, config={}, stream_writer=lambda told: None, tool_call_id=None, store=None
    )


def _refused(reason: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=reason)], is_error=True)
