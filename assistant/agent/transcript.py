"""A conversation as it is shown again: each answer verified once more against what the conversation had found."""

from collections.abc import Iterator, Mapping, Sequence

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from assistant.agent.answer import ShownMessage
from assistant.agent.confirmation import asked_of
from assistant.agent.evidence import Evidence
from assistant.agent.footprint import AnswerFootprint, ToldFootprint
from assistant.agent.grounding import Grounder
from assistant.agent.origin import made_with
from assistant.agent.stopping import is_interrupted
from assistant.settings import Unproven


def shown_messages(
    messages: Sequence[AnyMessage], footprints: Mapping[str, AnswerFootprint], unproven: Unproven
) -> Iterator[ShownMessage]:
    """What was said and asked, oldest first."""
    told: list[AnswerFootprint] = []
    for index, message in enumerate(messages):
        text = str(message.text).strip()
        if isinstance(message, ToolMessage) and (asked := asked_of(message)):
            yield shown_question(asked, messages[:index], unproven)
        elif isinstance(message, HumanMessage):
            yield ShownMessage(role="user", text=text, message_id=message.id)
        elif isinstance(message, AIMessage) and text:
            evidence = Evidence.from_messages(messages[: index + 1])
            grounded = Grounder(evidence, unproven).ground_answer(text)
            if footprint := footprints.get(message.id or ""):
                told.append(footprint)
            yield ShownMessage(
                role="assistant",
                **grounded.model_dump(),
                footprint=ToldFootprint.of(told) if footprint else None,
                made_with=made_with(message),
                is_interrupted=is_interrupted(message),
                message_id=message.id,
            )


def shown_question(
    question: str, messages: Sequence[AnyMessage], unproven: Unproven, *, awaits: bool = False
) -> ShownMessage:
    """What the user was asked before a call was run, or is still asked when it ``awaits`` a reply."""
    grounded = Grounder(Evidence.from_messages(messages), unproven).ground_answer(question)
    return ShownMessage(role="assistant", **grounded.model_dump(), awaits_confirmation=awaits)
