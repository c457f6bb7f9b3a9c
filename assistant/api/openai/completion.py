"""Completions and their chunks, as the OpenAI API gives them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from langchain_core.messages import AIMessage, HumanMessage

from assistant.agent.memory import count_tokens
from assistant.api.openai.asked import Said
from assistant.api.openai.errors import OpenAIError
from assistant.clock import now

MODEL = "jalon"
END = "data: [DONE]\n\n"


def usage_of(said: Sequence[Said], answer: str) -> Mapping[str, int]:
    """The tokens of what the client sent and got; what a model behind Jalon has used besides is in its footprint."""
    prompt = count_tokens([HumanMessage(one.text) for one in said])
    completion = count_tokens([AIMessage(answer)])
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


class Completion:
    """One answer being given: its id and time are those of all its chunks."""

    def __init__(self) -> None:
        self._id = f"chatcmpl-{uuid4().hex}"
        self._created = int(now().timestamp())

    def whole(self, answer: str, usage: Mapping[str, int]) -> Mapping[str, Any]:
        """The answer in one piece."""
        message = {"role": "assistant", "content": answer, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {**self._envelope("chat.completion"), "choices": [choice], "usage": usage}

    def first(self) -> str:
        """The chunk that says who speaks."""
        return self._chunk({"role": "assistant", "content": ""})

    def piece(self, text: str) -> str:
        """A chunk of the answer."""
        return self._chunk({"content": text})

    def last(self, usage: Mapping[str, int] | None) -> Iterator[str]:
        """The chunk that says why it ends, that of the usage when it is asked for, and the end."""
        yield self._chunk({}, finish_reason="stop")
        if usage:
            yield _event({**self._envelope("chat.completion.chunk"), "choices": [], "usage": usage})
        yield END

    def _chunk(self, delta: Mapping[str, str], *, finish_reason: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return _event({**self._envelope("chat.completion.chunk"), "choices": [choice]})

    def _envelope(self, kind: str) -> dict[str, Any]:
        return {"id": self._id, "object": kind, "created": self._created, "model": MODEL}


def failed(error: OpenAIError) -> str:
    """The event of an answer that cannot be ended; clients raise it."""
    return _event({"error": error.model_dump()})


def comment(text: str) -> str:
    """A line that clients skip: it tells what goes on and keeps the connection open."""
    return f": {' '.join(text.split())}\n\n"


def _event(content: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"
