"""Fit a conversation into a model's context: the oldest messages go first, the system prompt and the question stay."""

from collections.abc import Callable
from functools import cache
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AnyMessage, BaseMessage, trim_messages

CHARACTERS_PER_TOKEN = 3  # French words in usual tokenisers take 3 to 4 characters a token
MARGIN = 1.3
ANSWER_SHARE = 0.75  # of the context goes to the question; the rest is for the answer
MESSAGE_OVERHEAD = 8


class TrimToContext(AgentMiddleware[Any, Any]):
    """Sends the model no more than its context holds; the stored conversation keeps everything."""

    def __init__(self, context_tokens: int) -> None:
        super().__init__()
        self._budget = int(context_tokens * ANSWER_SHARE)

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Trim the messages, then call the model."""
        kept: list[AnyMessage] = trim_messages(  # type: ignore[assignment]
            list(request.messages),
            max_tokens=self._budget,
            token_counter=count_tokens,
            strategy="last",
            start_on="human",
            include_system=True,
            allow_partial=False,
        )
        return handler(request.override(messages=kept or list(request.messages[-1:])))


def count_tokens(messages: list[BaseMessage]) -> int:
    """Tokens of messages, tool calls included; an estimate with a margin where tiktoken has no table at hand."""
    texts = [f"{message.text}{getattr(message, 'tool_calls', '')}" for message in messages]
    return sum(_count(text) + MESSAGE_OVERHEAD for text in texts)


def _count(text: str) -> int:
    encoding = _encoding()
    if encoding is None:
        return int(len(text) / CHARACTERS_PER_TOKEN * MARGIN)
    return len(encoding.encode(text, disallowed_special=()))


@cache
def _encoding() -> Any:
    """The encoding of tiktoken, or None when its table cannot be fetched (no network)."""
    import tiktoken
    from requests import RequestException

    try:
        return tiktoken.get_encoding("o200k_base")
    except (RequestException, OSError):
        return None
