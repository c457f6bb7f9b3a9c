"""The MCP server over one set of services. Its methods run in threads: our services wait on disks."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import mcp_types as types
from mcp import MCPError, stdio_server
from mcp.server import Server, ServerRequestContext

from assistant import __version__
from assistant.calculators.footprint import all_activities
from assistant.clock import today
from assistant.errors import JalonError
from assistant.knowledge import RELEVANCE_FLOOR
from assistant.language.display import format_decimal
from assistant.mcp.asking import PROMPT, prompt_of
from assistant.mcp.resources import TEMPLATE, read_passage
from assistant.mcp.tools import McpTools
from assistant.services import Services
from prompts import load_prompt

Context = ServerRequestContext[Any]
Paged = types.PaginatedRequestParams | None
Result = TypeVar("Result")


def build_server(services: Services) -> Server[Any]:
    """The server: tools, passages, one prompt."""

    def tools() -> McpTools:
        return McpTools(services, today())

    async def list_tools(context: Context, params: Paged) -> types.ListToolsResult:
        return types.ListToolsResult(tools=await _told(lambda: tools().listed()))

    async def call_tool(context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await _told(lambda: tools().call(params.name, params.arguments or {}))

    async def list_resources(context: Context, params: Paged) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[])  # a corpus has thousands of passages: tools find them

    async def list_templates(context: Context, params: Paged) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=[TEMPLATE])

    async def read_resource(context: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        return await _told(lambda: read_passage(services.citations, str(params.uri)))

    async def list_prompts(context: Context, params: Paged) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=[PROMPT])

    async def get_prompt(context: Context, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        return await _told(lambda: prompt_of(params.name, params.arguments))

    return Server(
        "jalon",
        version=__version__,
        title="Jalon",
        instructions=_instructions(),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def _instructions() -> str:
    """What a client's model is told of the tools."""
    return load_prompt("mcp_instructions").render(
        activities=", ".join(f"{one.id} ({one.title})" for one in all_activities()),
        floor=format_decimal(Decimal(str(RELEVANCE_FLOOR))),
    )


async def _told(work: Callable[[], Result]) -> Result:
    """Run in a thread; an error of ours is told in French to the client, in the protocol's own shape."""
    try:
        return await anyio.to_thread.run_sync(work)
    except JalonError as error:
        raise MCPError(types.INVALID_PARAMS, str(error)) from error


def serve_stdio(services: Services) -> None:
    """Serve one client on standard input and output, until it leaves."""

    async def serve() -> None:
        server = build_server(services)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(serve)
