"""Fit a conversation into a model's context: the oldest messages go first, the question stays."""

from collections.abc import Sequence

from langchain_core.messages import AnyMessage, BaseMessage, HumanMessage, ToolMessage, trim_messages

CHARACTERS_PER_TOKEN = 2.5  # French takes 3 to 4 in usual tokenisers; figures, codes and JSON take fewer
MESSAGE_OVERHEAD = 8
SHORTENED = "\n[… la suite de ce résultat a été coupée]"
SHORTEST = 300  # characters left of a tool's result
CORRECTION = "correction"  # marks the message with which an answer is sent back: nobody said it


def fit(messages: Sequence[AnyMessage], budget: int) -> list[AnyMessage]:
    """The last messages that fit, from a user's one; the tool results of the last turn are shortened when it is alone
    too long."""
    turn = list(messages[_last_question(messages) :])
    if count_tokens(turn) > budget:
        return _shortened(turn, budget)
    kept: list[AnyMessage] = trim_messages(  # type: ignore[assignment]
        list(messages),
        max_tokens=budget,
        token_counter=count_tokens,
        strategy="last",
        start_on="human",
        allow_partial=False,
    )
    return kept


def count_tokens(messages: Sequence[BaseMessage]) -> int:
    """Tokens of messages, tool calls included: an estimate on the safe side, the same for every model."""
    return sum(estimate_tokens(f"{one.text}{getattr(one, 'tool_calls', '')}") + MESSAGE_OVERHEAD for one in messages)


def estimate_tokens(text: str) -> int:
    """Tokens of a text, an estimate on the safe side, the same for every model."""
    return int(len(text) / CHARACTERS_PER_TOKEN)


def _last_question(messages: Sequence[AnyMessage]) -> int:
    """Where the last message of the user stands; what an answer is sent back with is none."""
    return max(
        (
            place
            for place, message in enumerate(messages)
            if isinstance(message, HumanMessage) and not message.additional_kwargs.get(CORRECTION)
        ),
        default=0,
    )


def _shortened(turn: list[AnyMessage], budget: int) -> list[AnyMessage]:
    """A turn whose tool results share what is left of the budget."""
    results = [message for message in turn if isinstance(message, ToolMessage)]
    others = count_tokens([message for message in turn if not isinstance(message, ToolMessage)])
    left = budget - others - len(results) * MESSAGE_OVERHEAD
    share = int(left * CHARACTERS_PER_TOKEN / max(len(results), 1))
    most = max(share - len(SHORTENED), SHORTEST)
    return [_cut(message, most) if isinstance(message, ToolMessage) else message for message in turn]


def _cut(message: ToolMessage, most: int) -> ToolMessage:
    text = str(message.text)
    return message if len(text) <= most else message.model_copy(update={"content": text[:most] + SHORTENED})
