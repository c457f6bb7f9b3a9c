"""What the server gives, with the official client connected to it in this process."""

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio
import pytest
from mcp import Client, MCPError
from mcp_types import TextContent, TextResourceContents

from assistant.mcp import build_server
from assistant.services import Services

PLAN = {"owner": "commune", "costs": [{"label": "Isolation", "amount_excl_tax": 120_000}]}
WORDS = ["La commune isole l'école pour 120 000 € HT."]
Talk = Callable[[Client], Awaitable[None]]


@pytest.fixture
def talk(services: Services) -> Callable[[Talk], None]:
    """Run a conversation of a client with the server."""

    def run(conversation: Talk) -> None:
        async def talked() -> None:
            async with Client(build_server(services)) as client:
                await conversation(client)

        anyio.run(talked)

    return run


def text_of(result: Any) -> str:
    assert isinstance(result.content[0], TextContent)
    return result.content[0].text


ENGLISH = re.compile(r"\b(the|of|with|who|which|and|for)\b")


def descriptions(schema: object) -> Iterator[str]:
    """The descriptions of a schema, at every level."""
    if isinstance(schema, dict):
        if isinstance(told := schema.get("description"), str):
            yield told
        schema = list(schema.values())
    for one in schema if isinstance(schema, list) else ():
        yield from descriptions(one)


def test_what_a_model_reads_of_the_arguments_and_the_results_is_french(talk: Callable[[Talk], None]) -> None:
    async def conversation(client: Client) -> None:
        tools = (await client.list_tools()).tools
        read = [told for one in tools for told in descriptions([one.input_schema, one.output_schema])]
        assert "Passages cités par leur repère dans le texte" in read
        assert [told for told in read if ENGLISH.search(told)] == []

    talk(conversation)


def test_the_tools_are_listed_in_french_and_none_saves(talk: Callable[[Talk], None]) -> None:
    async def conversation(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert {
            "search_regulations", "search_funding", "search_projects", "estimate_footprint", "build_financing_plan",
            "rate_green_budget",
        } <= tools.keys()  # fmt: skip
        assert not [name for name in tools if name.startswith(("save", "update", "delete"))]
        for tool in tools.values():
            assert tool.description
            assert tool.description.split()[0][0].isupper()
            assert tool.input_schema["type"] == "object"
            assert tool.annotations
            assert tool.annotations.read_only_hint
        assert "user_words" in tools["build_financing_plan"].input_schema["required"]
        assert "jalon://passage/" in (client.instructions or "")
        assert "public_lighting" in (client.instructions or "")
        assert "sous 0,25" in (client.instructions or "")

    talk(conversation)


def test_the_example_of_each_tool_can_be_followed(talk: Callable[[Talk], None]) -> None:
    async def conversation(client: Client) -> None:
        for tool in (await client.list_tools()).tools:
            shown = json.loads((tool.description or "").partition(" Exemple : ")[2])
            if tool.name != "read_passage":  # a marker is known from an earlier answer only
                assert not (await client.call_tool(tool.name, shown)).is_error, tool.name

    talk(conversation)


def test_what_a_search_cites_opens_as_a_resource(talk: Callable[[Talk], None]) -> None:
    async def conversation(client: Client) -> None:
        found = await client.call_tool("search_regulations", {"query": "extinction nocturne"})
        assert not found.is_error
        citation = found.structured_content["citations"][0]
        assert citation["marker"] in text_of(found)
        assert 0 <= citation["relevance"] <= 1
        opened = (await client.read_resource(citation["uri"])).contents[0]
        assert isinstance(opened, TextResourceContents)
        assert citation["title"] in opened.text
        assert "<passage>" in opened.text
        assert [one.uri_template for one in (await client.list_resource_templates()).resource_templates] == [
            "jalon://passage/{passage_id}"
        ]

    talk(conversation)


def test_a_calculation_comes_with_its_steps(talk: Callable[[Talk], None]) -> None:
    async def conversation(client: Client) -> None:
        inputs = {"points": 350, "power_before": "150 W", "power_after": "45 W"}
        done = await client.call_tool("estimate_footprint", {"activity": "public_lighting", "inputs": inputs})
        footprint = done.structured_content["evidence"]["footprint"]
        assert f"[c:{footprint['calculation_id']}]" in text_of(done)
        assert footprint["steps"]

    talk(conversation)


def test_an_amount_that_the_told_words_do_not_hold_is_refused(talk: Callable[[Talk], None]) -> None:
    async def conversation(client: Client) -> None:
        told = await client.call_tool("build_financing_plan", {"plan": PLAN, "user_words": WORDS})
        assert "Coût 120 000 € HT" in text_of(told).replace("\u202f", " ").replace("\xa0", " ")
        assert told.structured_content["told_by_client"] == WORDS
        invented = await client.call_tool("build_financing_plan", {"plan": PLAN, "user_words": ["Isolons l'école."]})
        assert invented.is_error
        assert "n'est ni dans les mots de l'utilisateur" in text_of(invented)

    talk(conversation)


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("search_regulations", {"query": "eau", "limit": 99}, "limit doit valoir au plus 20 (reçu : 99)"),
        ("search_regulations", {}, "query est absent"),
        ("search_funding", {"query": "vélo", "territory": "Atlantide"}, "Atlantide"),
        ("estimate_footprint", {"activity": "charbon", "inputs": {}}, "Activité inconnue"),
        ("build_financing_plan", {"plan": PLAN}, "user_words est absent. Exemple attendu : {"),
        ("save_project_sheet", {}, "n'existe pas. Outils : search_regulations"),
    ],
    ids=["bounds", "missing", "territory", "activity", "words", "saving"],
)
def test_a_refusal_is_an_answer_in_french(
    talk: Callable[[Talk], None], name: str, arguments: dict[str, Any], said: str
) -> None:
    async def conversation(client: Client) -> None:
        refused = await client.call_tool(name, arguments)
        assert refused.is_error
        assert said in text_of(refused)

    talk(conversation)


def test_a_passage_that_does_not_exist_is_said(talk: Callable[[Talk], None]) -> None:
    async def conversation(client: Client) -> None:
        for uri in ("jalon://passage/inconnu", "file:///etc/passwd"):
            with pytest.raises(MCPError, match="n'existe pas"):
                await client.read_resource(uri)

    talk(conversation)


def test_the_prompt_frames_a_project(talk: Callable[[Talk], None]) -> None:
    async def conversation(client: Client) -> None:
        (prompt,) = (await client.list_prompts()).prompts
        given = await client.get_prompt(prompt.name, {"projet": "rénover 350 points lumineux"})
        assert isinstance(given.messages[0].content, TextContent)
        assert "rénover 350 points lumineux" in given.messages[0].content.text
        with pytest.raises(MCPError, match="projet est absent"):
            await client.get_prompt(prompt.name, {})

    talk(conversation)
