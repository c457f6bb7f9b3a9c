"""Stop the loop before a call that writes, until the user has seen what it would write and has answered."""

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.tools.tool_node import ToolCallRequest
from langchain_core.messages import BaseMessage, HumanMessage, ToolCall, ToolMessage
from langgraph.types import Command, interrupt

from assistant.agent.planner.intents import Intent, read_intents
from assistant.agent.tools.sheets import REFUSED, WRITES, Proposal, SheetTools
from assistant.language import normalise
from assistant.settings import Confirm

ASKED = "confirmation_asked"
CHANGED = "La fiche a changé depuis la proposition : rien n'est écrit. Relis-la, puis propose de nouveau."
UNASKED = "L'utilisateur n'a pas demandé d'écrire la fiche : rien n'est écrit. Demande-lui s'il le veut."

Result = ToolMessage | Command[Any]
Handler = Callable[[ToolCallRequest], Result]


class ConfirmWrites(AgentMiddleware[Any, Any]):
    """Runs a call that writes once the user has confirmed it; one that would be refused is, without asking.

    When the policy is ``never``, a call runs only if the user's last message asks for the sheet.
    """

    def __init__(self, sheets: SheetTools, policy: Confirm) -> None:
        super().__init__()
        self._sheets = sheets
        self._policy = policy

    def wrap_tool_call(self, request: ToolCallRequest, handler: Handler) -> Result:
        """Run the call, or say why it is not run."""
        if request.tool_call["name"] not in WRITES:
            return handler(request)
        if self._policy == "never":
            return handler(request) if _asks_for_sheet(request.state["messages"]) else _answered(request, UNASKED)
        try:
            proposal = self._proposal(request)
        except REFUSED:
            return handler(request)  # the tool refuses the call and says why
        shown = Proposal.model_validate(interrupt(proposal.model_dump()))
        if shown != proposal:
            return _answered(request, CHANGED, shown.question)
        return _with_asked(handler(request), shown.question)

    def _proposal(self, request: ToolCallRequest) -> Proposal:
        call, project_id = request.tool_call, str(request.runtime.config["configurable"]["thread_id"])
        return self._sheets.proposal(call["name"], call["args"], request.state["messages"], project_id)


def asked_of(message: BaseMessage) -> str:
    """What the user was asked before a call was run or declined; empty when nothing was."""
    return str(message.additional_kwargs.get(ASKED, ""))


def _asks_for_sheet(messages: list[BaseMessage]) -> bool:
    said = next((str(message.text) for message in reversed(messages) if isinstance(message, HumanMessage)), "")
    return Intent.SHEET in read_intents(normalise(said))


def _answered(request: ToolCallRequest, text: str, asked: str = "") -> ToolMessage:
    return answer_to(request.tool_call, text, asked)


def answer_to(call: ToolCall, text: str, asked: str) -> ToolMessage:
    """What a call that is not run gets for an answer, with what the user was asked."""
    kept = {ASKED: asked} if asked else {}
    return ToolMessage(text, name=call["name"], tool_call_id=call["id"], status="error", additional_kwargs=kept)


def _with_asked(result: Result, asked: str) -> Result:
    if isinstance(result, ToolMessage):
        result.additional_kwargs[ASKED] = asked
    return result
