"""What one answer may cost: its steps, its time, the calls it repeats, its length."""

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage, ToolCall, ToolMessage
from langgraph.config import get_config
from langgraph.prebuilt.tool_node import ToolCallRequest
from langgraph.types import Command

from assistant.agent.grounding import PARAGRAPH
from assistant.errors import ModelError
from assistant.language.text import sentence_spans

UNTIL = "__until"  # in the configuration of a run: when it must have ended, on the clock of ``time.monotonic``
MODEL_CALLS = 8
MOST_TIMES = 2  # the same call in one turn: an answer that is sent back may look again
MALFORMED = "arguments_illisibles"  # the only argument of a call whose arguments are no JSON object: their text
CUT_NOTE = "Cette réponse était trop longue : elle est coupée ici. Demandez la suite, ou une question plus précise."
TOO_MANY_STEPS = "La réponse demandait trop d'étapes et a été arrêtée. Précisez votre question."
TOO_LONG = (
    "Le modèle de langue a mis trop de temps à répondre et a été arrêté. Votre message est conservé : réessayez, ou "
    "posez une question plus précise."
)
ALREADY_CALLED = "Cet outil a déjà été appelé avec ces arguments : sers-toi de son résultat, ou change d'arguments."
NOT_AN_OBJECT = "Les arguments de cet appel ne sont pas un objet JSON complet. Recommence l'appel en entier."


class BoundAnswer(AgentMiddleware[Any, Any]):
    """Stops an answer that lasts, loops or has no end; raises ModelError when nothing can be shown of it.

    At the last step the model may only write; what is left to call then is dropped. An answer cut by its length keeps
    its whole sentences and says that it was cut.
    """

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Call the model within the bounds."""
        if time.monotonic() > get_config()["configurable"][UNTIL]:
            raise ModelError(TOO_LONG)
        is_last = _steps(request.messages) + 1 >= MODEL_CALLS
        response = handler(request.override(tool_choice="none") if is_last and request.tools else request)
        said = response.result[-1]
        if not isinstance(said, AIMessage):
            return response
        if is_last and said.tool_calls:
            said = said.model_copy(update={"tool_calls": []})
            if not str(said.text).strip():
                raise ModelError(TOO_MANY_STEPS)
        if said.response_metadata.get("finish_reason") == "length" and str(said.text).strip():
            said = said.model_copy(update={"content": whole_sentences(str(said.text))})
        return ModelResponse(result=[*response.result[:-1], said])

    def wrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], ToolMessage | Command[Any]]
    ) -> ToolMessage | Command[Any]:
        """Make a call that can be made and was not made again and again in this turn; refuse another, with a reason."""
        call = request.tool_call
        if refusal := _refusal(call, request.state["messages"]):
            return ToolMessage(refusal, name=call["name"], tool_call_id=call["id"], status="error")
        return handler(request)


def _refusal(call: ToolCall, messages: Sequence[AnyMessage]) -> str | None:
    if MALFORMED in call["args"]:
        return NOT_AN_OBJECT
    return ALREADY_CALLED if _times_made(call, messages) >= MOST_TIMES else None


def whole_sentences(text: str) -> str:
    """A cut text up to its last whole sentence, and a note; the note alone when no sentence is whole."""
    spans = list(sentence_spans(text))
    kept = text[: spans[-1][0]].rstrip() if spans else ""
    return f"{kept}{PARAGRAPH}{CUT_NOTE}" if kept else CUT_NOTE


def this_turn(messages: Sequence[BaseMessage]) -> Sequence[BaseMessage]:
    """The user's last message and what followed it."""
    last = max((place for place, message in enumerate(messages) if isinstance(message, HumanMessage)), default=0)
    return messages[last:]


def _steps(messages: Sequence[AnyMessage]) -> int:
    """The model calls of this turn so far."""
    return sum(isinstance(message, AIMessage) for message in this_turn(messages))


def _times_made(call: ToolCall, messages: Sequence[AnyMessage]) -> int:
    """How many times a call was made in this turn before the last message that calls tools, and within it until it."""
    callers = [one for one in this_turn(messages) if isinstance(one, AIMessage) and one.tool_calls]
    calls = [(message is callers[-1], other) for message in callers for other in message.tool_calls]
    until = next((place for place, (is_last, other) in enumerate(calls) if is_last and other["id"] == call["id"]), None)
    return sum(_key(other) == _key(call) for _, other in calls[:until])


def _key(call: ToolCall) -> str:
    return json.dumps([call["name"], call["args"]], sort_keys=True, default=str)
