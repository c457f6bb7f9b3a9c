"""The one prompt that is offered: frame a project with the tools."""

from collections.abc import Mapping

import mcp_types as types

from assistant.errors import InputError
from prompts import load_prompt

NAME = "cadrer_un_projet"
ARGUMENT = "projet"
PROMPT = types.Prompt(
    name=NAME,
    title="Cadrer un projet",
    description="Un cadrage d'une page : obligations, aides, comparables, empreinte, avec les sources.",
    arguments=[
        types.PromptArgument(name=ARGUMENT, description="Le projet en quelques phrases", required=True),
    ],
)


def prompt_of(name: str, arguments: Mapping[str, str] | None) -> types.GetPromptResult:
    """The prompt with the user's project; raises InputError for another name, or without a project."""
    if name != NAME:
        raise InputError(f"L'invite « {name[:60]} » n'existe pas. Il y en a une : {NAME}.", field="name")
    project = (arguments or {}).get(ARGUMENT, "").strip()
    if not project:
        raise InputError(f"{ARGUMENT} est absent. Exemple : « rénover 350 points lumineux ».", field=ARGUMENT)
    text = types.TextContent(type="text", text=load_prompt("mcp_project").render(project=project))
    return types.GetPromptResult(
        description=PROMPT.description, messages=[types.PromptMessage(role="user", content=text)]
    )
