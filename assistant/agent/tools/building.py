"""How a tool is made and what every tool answers."""

from collections.abc import Callable, Iterable
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import BaseModel

from assistant.agent.evidence import ToolEvidence, passage_marker
from assistant.agent.tools.untrusted import as_data
from assistant.domain import Passage
from assistant.errors import JalonError

ToolResult = tuple[str, dict[str, Any]]
EXCERPT_CHARACTERS = 900


def build_tool(method: Callable[..., ToolResult], arguments: type[BaseModel], description: str) -> BaseTool:
    """A method as a tool; an error of ours goes back to the model as a message."""

    def call(**values: Any) -> ToolResult:
        try:
            return method(**values)
        except JalonError as error:
            raise ToolException(str(error)) from error

    return StructuredTool.from_function(
        func=call,
        name=method.__name__,
        description=description,
        args_schema=arguments,
        response_format="content_and_artifact",
        handle_tool_error=True,
    )


def artifact(evidence: ToolEvidence) -> dict[str, Any]:
    """The evidence as LangChain carries it."""
    return evidence.model_dump(mode="json")


def listing(entries: Iterable[str]) -> str:
    """Entries one under the other."""
    return "\n\n".join(filter(None, entries)) or "Aucun résultat."


def passage_text(passage: Passage) -> str:
    """A passage with its marker, delimited as data."""
    place = " › ".join((passage.title, *passage.heading_path))
    return as_data(passage_marker(passage), place, passage.text[:EXCERPT_CHARACTERS])
