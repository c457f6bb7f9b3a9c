"""The chat model over an endpoint: it streams where the server does, and reads what servers get wrong."""

import json
import unicodedata
import warnings
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from pydantic import PrivateAttr

from assistant.agent.endpoint.reading import Reading
from assistant.agent.stopping import check_run
from assistant.endpoint import FAILURES, http_client, refuses_streaming, timeouts
from assistant.settings import Settings

CHARACTERS_PER_TOKEN = 8  # at most, in French: an answer beyond is not one that the server bounds
OPENAI = "https://api.openai.com"
KEPT_CONTROLS = {"\n", "\t"}
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


# What a server sends in another type than it should is made right here: pydantic's word on it is not for the user.
warnings.filterwarnings("ignore", message="Pydantic serializer warnings", category=UserWarning)


class EndpointModel(ChatOpenAI):
    """An OpenAI-compatible model whose answers are bounded in length, time and weight."""

    most_characters: int
    _streams: bool = PrivateAttr(default=True)

    @classmethod
    def of(cls, settings: Settings) -> "EndpointModel":
        """The model that the settings name; raises InputError when its certificates or proxy cannot be used."""
        most = answer_tokens(settings)
        return cls(
            base_url=settings.llm_base_url,
            model=settings.llm_model or "",
            api_key=settings.llm_api_key or "none",
            temperature=0,
            max_retries=settings.llm_retries,
            max_tokens=most,
            most_characters=most * CHARACTERS_PER_TOKEN,
            http_client=http_client(settings),
            timeout=timeouts(settings),
            use_responses_api=False,
        )

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        """The pieces of an answer; asked for whole when the server does not stream."""
        reading = Reading(self.most_characters)
        if self._streams:
            try:
                yield from _until_full(reading, super()._stream(messages, stop, None, **kwargs))
            except FAILURES as error:
                if reading.has_begun or not refuses_streaming(error):
                    raise
        if not reading.has_begun:
            yield reading.take(self._whole(messages, stop, **kwargs))
            self._streams = False
        yield from reading.end()

    def _whole(self, messages: list[BaseMessage], stop: list[str] | None, **kwargs: Any) -> ChatGenerationChunk:
        """An answer in one piece; raises ValueError when there is none."""
        response = self.client.create(**self._get_request_payload(messages, stop=stop, **kwargs))
        choice = response.model_dump(warnings=False)["choices"][0]
        told = {"choices": [{"delta": choice["message"], "finish_reason": choice["finish_reason"] or "stop"}]}
        chunk = self._convert_chunk_to_generation_chunk(told, AIMessageChunk, None)
        if chunk is None:
            raise ValueError("no message")
        return chunk

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        choices = [_assistants(choice) for choice in (chunk.get("choices") or [])[:1]]
        return super()._convert_chunk_to_generation_chunk(
            {**chunk, "choices": choices}, default_chunk_class, base_generation_info
        )

    def _get_request_payload(self, input_: Any, *, stop: list[str] | None = None, **kwargs: Any) -> dict[str, Any]:
        payload = super()._get_request_payload(input_, stop=stop, **kwargs)
        is_openai = str(self.openai_api_base).startswith(OPENAI)
        if not is_openai and "max_completion_tokens" in payload:  # a name that only OpenAI's own models know
            payload["max_tokens"] = payload.pop("max_completion_tokens")
        return payload


def answer_tokens(settings: Settings) -> int:
    """The longest answer in tokens: what the settings allow, and no more than a quarter of the context."""
    return min(settings.llm_answer_tokens, settings.llm_context_tokens // 4)


def _until_full(reading: Reading, pieces: Iterator[ChatGenerationChunk]) -> Iterator[ChatGenerationChunk]:
    """The pieces up to the longest answer; closed at once when the user stops, so that the server stops writing too."""
    assert isinstance(pieces, Generator)
    with closing(pieces):
        for piece in pieces:
            check_run()
            yield reading.take(piece)
            if reading.is_full:
                return


def _assistants(choice: Mapping[str, Any]) -> dict[str, Any]:
    """A choice as an assistant's: whatever role the server gives it, and without what has no sense in it."""
    delta = choice.get("delta") or {}
    calls = [_call(place, call) for place, call in enumerate(delta.get("tool_calls") or []) if call]
    told = {"role": "assistant", "content": _text(delta.get("content")), "tool_calls": calls}
    return {"delta": told, "finish_reason": choice.get("finish_reason")}


def _call(place: int, call: Mapping[str, Any]) -> dict[str, Any]:
    function = call.get("function") or {}
    arguments = function.get("arguments")
    if arguments is not None and not isinstance(arguments, str):  # Ollama once gave an object
        arguments = json.dumps(arguments)
    name, index, own = function.get("name"), call.get("index"), call.get("id")
    return {
        "index": index if isinstance(index, int) else place,
        "id": str(own) if own else None,
        "function": {"name": str(name) if name else None, "arguments": arguments},
    }


def _text(content: object) -> str:
    """A content as text that is seen as it is checked: a figure may hide behind characters that are not shown.

    Mistral's reasoning models give parts, of which only the text is said.
    """
    if isinstance(content, list):
        content = "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    text = content if isinstance(content, str) else ""
    return "".join(c for c in text if c in KEPT_CONTROLS or unicodedata.category(c) not in UNSEEN)
