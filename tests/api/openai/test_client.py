"""The official client of OpenAI, sync and async, whole and streaming, against a real server."""

import asyncio
import re
import time
from typing import Any

import httpx
import pytest
from openai import APIError, AsyncOpenAI, BadRequestError, NotFoundError, OpenAI
from openai.types.chat import ChatCompletionChunk

from assistant.settings import Settings
from evals.endpoint import Pieces, Reply, serve
from tests.served import served

QUESTION = "Que dit la loi sur l'extinction de l'éclairage public ?"
ASKED: Any = [{"role": "user", "content": QUESTION}]


def text_of(chunks: list[ChatCompletionChunk]) -> str:
    return "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)


def test_there_is_one_model(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["jalon"]
    assert client.models.retrieve("jalon").owned_by == "jalon"


def test_an_answer_carries_its_notes_and_their_absolute_links(client: OpenAI, address: str) -> None:
    completion = client.chat.completions.create(model="jalon", messages=ASKED)
    answer = completion.choices[0].message.content or ""
    numbers = re.findall(r"^- Source (\d+) : \[.+?\]\((.+?)\)", answer.partition("**Sources**")[2], re.MULTILINE)
    assert completion.choices[0].finish_reason == "stop"
    text = answer.partition("**Sources**")[0]
    assert all(f"[source {number}]({link})" in text for number, link in numbers)
    assert not re.search(r"\[\d", answer)  # an interface would show one of its own documents there
    assert numbers[0][0] == "1"
    for _, link in numbers:
        assert link.startswith(f"{address}/passages/")
        assert httpx.get(link).status_code == 200


def test_a_link_to_a_page_of_jalon_is_absolute(client: OpenAI, address: str) -> None:
    asked: Any = [{"role": "user", "content": "Cote mon projet au budget vert."}]
    answer = client.chat.completions.create(model="jalon", messages=asked).choices[0].message.content or ""
    assert f"[Budget vert]({address}/budget-vert)" in answer


def test_tokens_are_counted(client: OpenAI) -> None:
    usage = client.chat.completions.create(model="jalon", messages=ASKED).usage
    assert usage
    assert usage.completion_tokens > usage.prompt_tokens > 0
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens


def test_a_stream_gives_the_same_text_as_a_whole_answer(client: OpenAI) -> None:
    whole = client.chat.completions.create(model="jalon", messages=ASKED)
    chunks = list(client.chat.completions.create(model="jalon", messages=ASKED, stream=True))
    assert text_of(chunks) == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [chunk.choices[0].finish_reason for chunk in chunks[-2:]] == [None, "stop"]
    assert len({chunk.id for chunk in chunks}) == 1
    assert len(chunks) > 3


def test_a_stream_ends_with_its_usage_when_asked(client: OpenAI) -> None:
    options: Any = {"include_usage": True}
    chunks = list(client.chat.completions.create(model="jalon", messages=ASKED, stream=True, stream_options=options))
    assert chunks[-1].choices == []
    assert chunks[-1].usage
    assert chunks[-1].usage.completion_tokens > 0
    assert not any(chunk.usage for chunk in chunks[:-1])


def test_the_async_client_gets_the_same(address: str, client: OpenAI) -> None:
    async def ask() -> tuple[str, str]:
        async with AsyncOpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as opened:
            whole = await opened.chat.completions.create(model="jalon", messages=ASKED)
            stream = await opened.chat.completions.create(model="jalon", messages=ASKED, stream=True)
            return whole.choices[0].message.content or "", text_of([chunk async for chunk in stream])

    whole, streamed = asyncio.run(ask())
    assert whole == streamed == client.chat.completions.create(model="jalon", messages=ASKED).choices[0].message.content


def test_tools_are_streamed_as_comments_that_clients_skip(address: str) -> None:
    body = {"model": "jalon", "messages": ASKED, "stream": True}
    with httpx.stream("POST", f"{address}/v1/chat/completions", json=body, timeout=60) as response:
        lines = list(response.iter_lines())
    assert response.headers["content-type"].startswith("text/event-stream")
    assert ": Je cherche ce que la réglementation exige…" in lines
    assert [line for line in lines if line][-1] == "data: [DONE]"


def test_a_list_of_texts_is_read(client: OpenAI) -> None:
    parts: Any = [
        {"role": "user", "content": [{"type": "text", "text": "Que dit la loi"}, {"type": "text", "text": QUESTION}]}
    ]
    answer = client.chat.completions.create(model="jalon", messages=parts).choices[0].message.content
    assert "**Sources**" in (answer or "")


def test_an_image_is_refused_and_the_message_says_what_to_do(client: OpenAI) -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    messages: Any = [{"role": "user", "content": [image]}]
    with pytest.raises(BadRequestError) as refused:
        client.chat.completions.create(model="jalon", messages=messages)
    assert refused.value.param == "messages[0].content[0]"
    assert refused.value.type == "invalid_request_error"
    assert "ne lit que du texte (reçu : image_url)" in str(refused.value)


def test_an_unknown_model_is_told_with_the_one_that_exists(client: OpenAI) -> None:
    with pytest.raises(NotFoundError, match="Le seul modèle est « jalon »"):
        client.chat.completions.create(model="gpt-4o", messages=ASKED)


def test_what_jalon_is_not_is_told_in_the_shape_of_openai(client: OpenAI) -> None:
    with pytest.raises(NotFoundError, match="Jalon offre GET /v1/models"):
        client.embeddings.create(model="jalon", input="texte")


def test_a_model_that_fails_midway_is_told_in_the_stream(settings: Settings) -> None:
    with serve(lambda body: Reply(status=500, raw=b"{}")) as endpoint:
        behind = settings.model_copy(update={"llm_base_url": endpoint.url, "llm_model": "test-model"})
        with served(behind) as address, OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client:
            stream = client.chat.completions.create(model="jalon", messages=ASKED, stream=True)
            with pytest.raises(APIError, match="Le modèle de langue est en panne"):
                list(stream)
            with pytest.raises(APIError) as whole:
                client.chat.completions.create(model="jalon", messages=ASKED)
    assert getattr(whole.value, "status_code", None) == 502
    assert whole.value.code == "model_unavailable"


def test_what_a_model_invents_stays_marked(settings: Settings) -> None:
    with serve(lambda body: Reply("L'aide couvre 73 % du coût. Oui, 73 %.")) as endpoint:
        behind = settings.model_copy(update={"llm_base_url": endpoint.url, "llm_model": "test-model"})
        with served(behind) as address, OpenAI(base_url=f"{address}/v1", api_key="none") as client:
            answer = client.chat.completions.create(model="jalon", messages=ASKED).choices[0].message.content or ""
    assert "73 % (non vérifié)" in answer
    assert "**Non vérifié**\n\n- « 73 % »" in answer
    assert answer.count("« 73 % »") == 1


def test_the_model_stops_when_the_client_leaves(settings: Settings) -> None:
    pieces = Pieces([{"content": "mot "}] * 400)
    with serve(lambda body: Reply(deltas=pieces, pause=0.01)) as endpoint:
        behind = settings.model_copy(update={"llm_base_url": endpoint.url, "llm_model": "lent"})
        with served(behind) as address, OpenAI(base_url=f"{address}/v1", api_key="none") as client:
            with client.chat.completions.create(model="jalon", messages=ASKED, stream=True) as stream:
                next(iter(stream))
                time.sleep(0.5)
            time.sleep(0.5)
            sent = pieces.sent
            time.sleep(0.5)
            assert 0 < pieces.sent == sent < len(pieces)
