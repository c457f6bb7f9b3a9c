"""Read a message that follows a question «Confirmez-vous ?»: go on with the call that waits, or decline it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from langchain_core.messages import AIMessage, ToolMessage
from langgraph.types import Command, Interrupt

from assistant.agent.confirmation.middleware import answer_to
from assistant.agent.confirmation.replies import read_reply
from assistant.agent.tools.sheets import WRITES, Proposal

TOOLS_NODE = "tools"
DECLINED = "L'utilisateur n'a pas confirmé : rien n'est écrit. Lis sa réponse avant de proposer autre chose."
DROPPED = "Appel abandonné : l'utilisateur a répondu autre chose."


def question_of(waiting: Interrupt) -> str:
    """What the user is asked by a call that waits."""
    return Proposal.model_validate(waiting.value).question


class Settled(NamedTuple):
    """What a reply leaves to do: messages to put before it, and the place of the message whose calls waited."""

    declined: Sequence[ToolMessage]
    waited: int | None


def settle(agent: Any, config: Mapping[str, Any], message: str) -> Settled:
    """Run the calls that wait for a confirmation when the message gives it; decline them when it says anything else."""
    state = agent.get_state(config)
    if not state.interrupts:
        return Settled((), None)
    messages = state.values["messages"]
    place = max(place for place, one in enumerate(messages) if isinstance(one, AIMessage))
    if read_reply(message):
        accepted = {one.id: one.value for one in state.interrupts}
        agent.invoke(Command(resume=accepted), config, interrupt_after=[TOOLS_NODE])
        return Settled((), place)
    return Settled(_declined(messages, place, state.interrupts), None)


def _declined(messages: Sequence[Any], place: int, waiting: Sequence[Interrupt]) -> Sequence[ToolMessage]:
    """An answer for each call of the message that waits: a model's calls all need one."""
    done = {one.tool_call_id for one in messages[place:] if isinstance(one, ToolMessage)}
    asked = [question_of(one) for one in waiting]
    answers = []
    for call in messages[place].tool_calls:
        if call["id"] in done:
            continue
        writes = call["name"] in WRITES and asked
        answers.append(answer_to(call, DECLINED, asked.pop(0)) if writes else answer_to(call, DROPPED, ""))
    return answers
