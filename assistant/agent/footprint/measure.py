"""Measure an answer: time, processor, tokens generated; then its footprint."""

import time
from collections.abc import Sequence

from langchain_core.messages import AIMessage, AnyMessage

from assistant.agent.footprint.model import of_tokens
from assistant.agent.footprint.offline import of_processor
from assistant.agent.footprint.told import AnswerFootprint
from assistant.agent.memory import count_tokens
from assistant.settings import Settings


class Meter:
    """Starts with the answer. The processor time is that of the whole process: answers given together share it."""

    def __init__(self) -> None:
        self._processor = time.process_time()
        self._clock = time.monotonic()

    def footprint(self, settings: Settings, said: Sequence[AnyMessage]) -> AnswerFootprint:
        """The footprint of what was said since the start, by the model that the settings name."""
        if not settings.has_language_model:
            return of_processor(time.process_time() - self._processor)
        written = [message for message in said if isinstance(message, AIMessage)]
        tokens, are_counted_here = _generated(written)
        return of_tokens(
            settings.llm_base_url or "",
            settings.llm_model or "",
            tokens,
            time.monotonic() - self._clock,
            are_counted_here=are_counted_here,
        )


def _generated(messages: Sequence[AIMessage]) -> tuple[int, bool]:
    """The tokens that the endpoint says it generated, or those counted here when it does not say, and which."""
    told = [message.usage_metadata["output_tokens"] for message in messages if message.usage_metadata]
    if len(told) == len(messages) and all(told):
        return sum(told), False
    return count_tokens(list(messages)), True
