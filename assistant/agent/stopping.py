"""Stop an answer that is being written: the run ends at once, and what was verified so far is kept."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextvars import copy_context
from functools import partial
from threading import Event, Thread
from typing import Any, TypeVar

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, ToolMessage
from langchain_core.runnables.config import ensure_config
from langgraph.config import get_config
from langgraph.types import Command

from assistant.agent.grounding import PARAGRAPH

STOP = "__stop"  # in the configuration of a run: the event that stops it
INTERRUPTED = "interrupted"
LOOK_SECONDS = 0.05
NOTHING_MORE = "La réponse a été arrêtée ici."
NOT_RUN = "Appel abandonné : l'utilisateur a arrêté la réponse."

Result = TypeVar("Result")


class StoppedError(Exception):
    """The user has stopped the answer; never shown."""


class StopWhenAsked(AgentMiddleware[Any, Any]):
    """Leaves a call to the model or to a tool that the user no longer waits for: what it would give is lost."""

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Call the model; raises StoppedError as soon as the user stops."""
        return _unless_stopped(partial(handler, request))

    def wrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], ToolMessage | Command[Any]]
    ) -> ToolMessage | Command[Any]:
        """Call the tool, whole: what it writes is never half written; raises StoppedError when stopped before."""
        check(get_config()["configurable"].get(STOP))
        return handler(request)


def check(stop: Event | None) -> None:
    """Raise StoppedError once the user has stopped the answer."""
    if stop is not None and stop.is_set():
        raise StoppedError


def check_run() -> None:
    """Raise StoppedError in a run that the user has stopped; nothing outside of one."""
    check(ensure_config().get("configurable", {}).get(STOP))


def _unless_stopped(call: Callable[[], Result]) -> Result:
    """What a call returns; when the user stops, it goes on in its own thread, unheard, up to the next piece."""
    stop: Event | None = get_config()["configurable"].get(STOP)
    if stop is None:
        return call()
    outcome: Future[Result] = Future()
    context = copy_context()

    def work() -> None:
        try:
            outcome.set_result(context.run(call))
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits
            outcome.set_exception(error)

    Thread(target=work, name="model-call", daemon=True).start()
    while not wait([outcome], timeout=LOOK_SECONDS).done:
        check(stop)
    return outcome.result()


def closed(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """An answer to each call of the last message that got none: a model's calls all need one."""
    place = max((place for place, one in enumerate(messages) if isinstance(one, AIMessage)), default=0)
    caller = messages[place] if messages else None
    done = {one.tool_call_id for one in messages[place:] if isinstance(one, ToolMessage)}
    calls = caller.tool_calls if isinstance(caller, AIMessage) else ()
    return [
        ToolMessage(NOT_RUN, name=call["name"], tool_call_id=call["id"], status="error")
        for call in calls
        if call["id"] not in done
    ]


def interrupted(paragraphs: Sequence[str], **kept: object) -> AIMessage:
    """The message that a stopped answer leaves: the paragraphs that were shown, with their markers."""
    text = PARAGRAPH.join(paragraphs) or NOTHING_MORE
    return AIMessage(text, id=str(uuid.uuid4()), additional_kwargs={INTERRUPTED: True, **kept})


def is_interrupted(message: BaseMessage) -> bool:
    """Whether a message is all that was said of a stopped answer."""
    return bool(message.additional_kwargs.get(INTERRUPTED))


def until_stopped(steps: Iterator[tuple[str, Any]], stop: Event | None) -> Iterator[tuple[str, Any]]:
    """The steps of the loop; raises StoppedError as soon as the user stops."""
    for step in steps:
        yield step
        check(stop)
