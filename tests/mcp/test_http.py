"""The MCP server at «/mcp» of the application, with the official client."""

from typing import Any, Literal

import anyio
import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from assistant.settings import Settings
from tests.served import served

KEY = "cle-de-la-mairie"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_of_today_and_one_of_before_call_a_tool(settings: Settings, mode: Literal["auto", "legacy"]) -> None:
    async def talk(address: str) -> None:
        async with Client(f"{address}/mcp", mode=mode) as client:
            found = await client.call_tool("search_funding", {"query": "éclairage public", "territory": "Dordogne"})
            assert found.structured_content["evidence"]["aids"][0]["aid"]["slug"]
            uri = found.structured_content["citations"][0]["uri"]
            assert (await client.read_resource(uri)).contents

    with served(settings) as address:
        anyio.run(talk, address)


def test_the_key_is_asked_for_when_one_is_set(settings: Settings) -> None:
    async def talk(address: str) -> None:
        bearer = {"Authorization": f"Bearer {KEY}"}
        async with (
            httpx2.AsyncClient(headers=bearer) as http,
            Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
        ):
            assert (await client.list_tools()).tools

    with served(Settings(**{**settings.model_dump(), "api_key": KEY})) as address:
        anyio.run(talk, address)
        refused = httpx.post(f"{address}/mcp", json={})
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        assert "JALON_API_KEY" in refused.json()["detail"]


def test_a_page_of_elsewhere_cannot_use_the_browser_of_an_agent(settings: Settings) -> None:
    body: dict[str, Any] = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accepted = {"Accept": "application/json, text/event-stream"}
    with served(settings) as address:
        for header in ({"Host": "pirate.exemple"}, {"Origin": "https://pirate.exemple"}):
            refused = httpx.post(f"{address}/mcp", json=body, headers={**accepted, **header})
            assert refused.status_code in (403, 421)
