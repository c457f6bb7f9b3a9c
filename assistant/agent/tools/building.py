"""How a tool is made and what every tool answers."""

import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import BaseModel, ValidationError

from assistant.agent.evidence import ToolEvidence, calculation_marker, passage_marker
from assistant.agent.tools.untrusted import as_data, neutral_line
from assistant.domain import Passage
from assistant.errors import JalonError
from assistant.validation import explained_validation

ToolResult = tuple[str, dict[str, Any]]
EXCERPT_CHARACTERS = 900
EXAMPLE = "example"  # in the metadata of a tool
SHOWN = " Exemple : "  # in its description, before the example


def told_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a model as another model reads it: the French of its fields, without the docstrings."""
    schema = deepcopy(model.model_json_schema())  # that of a tool is cached
    for one in (schema, *schema.get("$defs", {}).values()):
        one.pop("description", None)
    return schema


class _Tool(StructuredTool):
    """A tool whose arguments are told in French only."""

    @property
    def tool_call_schema(self) -> dict[str, Any]:
        asked = super().tool_call_schema
        assert isinstance(asked, type)
        assert issubclass(asked, BaseModel)
        return told_schema(asked)


def build_tool(
    method: Callable[..., ToolResult], arguments: type[BaseModel], description: str, *, example: Mapping[str, Any]
) -> BaseTool:
    """A method as a tool, which shows the model an example of its arguments.

    Whatever is wrong with a call goes back to the model as a message in French, with the example. A method that takes
    a ``runtime`` is given that of the loop.
    """
    shown = json.dumps(example, ensure_ascii=False)

    def explained(error: ValidationError) -> str:
        return str(explained_validation(error, example=shown))

    return _Tool.from_function(
        func=_refusing(method),
        name=method.__name__,
        description=f"{description}{SHOWN}{shown}",
        args_schema=arguments,
        response_format="content_and_artifact",
        handle_tool_error=True,
        handle_validation_error=explained,
        metadata={EXAMPLE: dict(example)},
    )


def _refusing(method: Callable[..., ToolResult]) -> Callable[..., ToolResult]:
    """The method, whose errors of ours become messages to the model."""

    def call(**values: Any) -> ToolResult:
        try:
            return method(**values)
        except JalonError as error:
            raise ToolException(str(error)) from error

    def call_with_runtime(runtime: ToolRuntime, **values: Any) -> ToolResult:
        return call(runtime=runtime, **values)

    return call_with_runtime if "runtime" in inspect.signature(method).parameters else call


def artifact(evidence: ToolEvidence) -> dict[str, Any]:
    """The evidence as LangChain carries it."""
    return evidence.model_dump(mode="json")


def cited_lines(sentences: Iterable[str], calculation_id: str) -> str:
    """The sentences of a result as the model reads them, each with the marker by which it is cited."""
    marker = calculation_marker(calculation_id)
    return "\n".join(f"- {neutral_line(sentence)} {marker}" for sentence in sentences)


def listing(entries: Iterable[str]) -> str:
    """Entries one under the other."""
    return "\n\n".join(filter(None, entries)) or "Aucun résultat."


def passage_text(passage: Passage) -> str:
    """A passage with its marker, delimited as data."""
    place = " › ".join((passage.title, *passage.heading_path))
    return as_data(passage_marker(passage), place, passage.text[:EXCERPT_CHARACTERS])
