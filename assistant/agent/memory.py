"""Fit a conversation into a model's context: its older turns are replaced by what is remembered of them.

The store keeps every message, and grounding sees all the evidence: only what is sent is shorter.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from langchain_core.messages import AnyMessage, BaseMessage, HumanMessage, ToolMessage

from assistant.agent.recalling import memory_text
from assistant.domain.sheet import ProjectSheet

CHARACTERS_PER_TOKEN = 3  # French words in usual tokenisers take 3 to 4 characters a token
MARGIN = 1.3
MEMORY_SHARE = 0.25  # of what is sent
MESSAGE_OVERHEAD = 8
SHORTEST_RESULT = 600  # characters of a tool's result that are always sent
CUT = "\n[résultat coupé : trop long pour ce modèle]"
CORRECTS = "corrects"  # marks a message that is not the user's: it belongs to the turn before it


def compacted(messages: Sequence[AnyMessage], *, budget: int, sheet: ProjectSheet | None) -> list[AnyMessage]:
    """The last turns that fit, the first of them after the memory of those before; never less than the last turn."""
    turns = _turns(messages)
    room = budget - int(budget * MEMORY_SHARE)
    kept: list[AnyMessage] = list(turns.pop())
    while turns and count_tokens([*turns[-1], *kept]) <= room:
        kept = [*turns.pop(), *kept]
    older = [message for turn in turns for message in turn]
    if older:
        memory = memory_text(sheet, older, limit=int(budget * MEMORY_SHARE), count=count_text)
        kept[0] = HumanMessage(f"{memory}\n\n{kept[0].text}")  # some servers refuse two messages of a user in a row
    return _with_short_results(kept, budget)


def _turns(messages: Sequence[AnyMessage]) -> list[list[AnyMessage]]:
    """The messages in turns, each opened by the user."""
    turns: list[list[AnyMessage]] = []
    for message in messages:
        is_user = isinstance(message, HumanMessage) and not message.additional_kwargs.get(CORRECTS)
        if is_user or not turns:
            turns.append([])
        turns[-1].append(message)
    return turns


def _with_short_results(messages: Sequence[AnyMessage], budget: int) -> list[AnyMessage]:
    """The messages, the results of tools cut alike as far as needed: a call without its result would be refused."""
    over = count_tokens(messages) - budget
    results = sum(count_text(str(one.text)) for one in messages if isinstance(one, ToolMessage))
    if over <= 0 or not results:
        return list(messages)
    share = max(0.0, 1 - over / results)
    return [_cut(one, share) if isinstance(one, ToolMessage) else one for one in messages]


def _cut(message: ToolMessage, share: float) -> ToolMessage:
    text = str(message.text)
    length = max(SHORTEST_RESULT, int(len(text) * share) - len(CUT))
    return message.model_copy(update={"content": text[:length] + CUT}) if length < len(text) else message


def count_tokens(messages: Sequence[BaseMessage]) -> int:
    """Tokens of messages, tool calls included; an estimate with a margin where tiktoken has no table at hand."""
    texts = [f"{message.text}{getattr(message, 'tool_calls', '')}" for message in messages]
    return sum(count_text(text) + MESSAGE_OVERHEAD for text in texts)


def count_text(text: str) -> int:
    """Tokens of a text."""
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
