"""``jalon mcp`` in a process of its own."""

import json
import os
import subprocess
from pathlib import Path

import anyio
from mcp import Client, StdioServerParameters
from mcp_types import TextResourceContents

from assistant.settings import Settings
from tests.conftest import REPOSITORY
from tests.processes import COMMAND, start


def test_the_official_client_calls_a_tool_and_opens_what_it_cites(settings: Settings) -> None:
    command, *arguments = [*COMMAND, "--home", str(settings.home), "mcp"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}

    async def talk() -> None:
        async with Client(StdioServerParameters(command=command, args=arguments, env=environment)) as client:
            found = await client.call_tool("search_regulations", {"query": "extinction nocturne"})
            opened = await client.read_resource(found.structured_content["citations"][0]["uri"])
            assert isinstance(opened.contents[0], TextResourceContents)
            assert "<passage>" in opened.contents[0].text

    anyio.run(talk)


def test_nothing_but_the_protocol_is_written_on_standard_output(tmp_path: Path) -> None:
    server = start(tmp_path, "mcp", stdin=subprocess.PIPE)
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    out, err = server.communicate(json.dumps(request) + "\nceci n'est pas du JSON\n", timeout=60)
    messages = [json.loads(line) for line in out.splitlines()]
    assert messages[0]["result"]["serverInfo"]["name"] == "jalon"
    assert all(message["jsonrpc"] == "2.0" for message in messages)
    assert "L'index est vide" in err
    assert server.returncode == 0
