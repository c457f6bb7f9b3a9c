"""Refuse the figures of a tool call that nobody said: a model may not choose an amount."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.tools.tool_node import ToolCallRequest
from langchain_core.messages import ToolMessage
from langgraph.types import Command

from assistant.agent.evidence import Evidence
from assistant.agent.grounding import untraced
from assistant.calculators.footprint import GivenValue, activity
from assistant.errors import InputError
from assistant.language import read_numbers

Result = ToolMessage | Command[Any]
NOT_CALCULATED = "Le calcul n'est pas fait"
NOT_SEARCHED = "La recherche n'est pas faite"
ESTIMATE = "estimate_footprint"
# The arguments whose numbers the results tell again, by tool.
GIVEN_BACK: Mapping[str, tuple[str, ...]] = {
    "search_funding": ("query",),
    "search_projects": ("query", "cost"),
    "explain_eligibility": ("project", "population", "cost"),
}


def check_traced(marked: Iterable[str], evidence: Evidence, *, refusal: str) -> None:
    """Raise InputError, beginning with ``refusal``, for the figures of marked texts that no proof supports."""
    problems = [problem.text.strip() for text in marked for problem in untraced(text, evidence)]
    if problems:
        raise _untraced(refusal, problems)


def check_inputs(name: str, inputs: Mapping[str, GivenValue], evidence: Evidence) -> None:
    """Raise InputError for the numbers of an activity's inputs that the user has not said and that are no default."""
    problems = [text for text in _numbers(name, inputs) if not _is_said(text, evidence)]
    if problems:
        raise _untraced(NOT_CALCULATED, problems)


def _untraced(refusal: str, problems: Iterable[str]) -> InputError:
    return InputError(
        f"{refusal} : {', '.join(dict.fromkeys(problems))} n'est ni dans les mots de "
        "l'utilisateur, ni dans la fiche de l'aide. Demandez ces chiffres."
    )


def _numbers(name: str, inputs: Mapping[str, GivenValue]) -> Iterator[str]:
    defaults = {spec.name: spec.default for spec in activity(name).inputs}
    for field, value in inputs.items():
        if str(value).split(" ")[0] != defaults.get(field) and any(character.isdigit() for character in str(value)):
            yield str(value)


def _is_said(text: str, evidence: Evidence) -> bool:
    """Whether the user has said a quantity, or its number without a unit."""
    if not untraced(f"{text} [u]", evidence):
        return True
    said = {number.value for words in evidence.user_words for number in read_numbers(words)}
    return all(number.value in said for number in read_numbers(text))


def check_call(name: str, arguments: Mapping[str, Any], evidence: Evidence) -> None:
    """Raise InputError for the numbers of a call that the user has not said and that its result would give back."""
    given = [str(arguments[field]) for field in GIVEN_BACK.get(name, ()) if arguments.get(field) is not None]
    if problems := [text for text in given if not _is_said(text, evidence)]:
        raise _untraced(NOT_SEARCHED, problems)
    activity_id, inputs = arguments.get("activity"), arguments.get("inputs")
    if name == ESTIMATE and isinstance(activity_id, str) and isinstance(inputs, dict):
        check_inputs(activity_id, inputs, evidence)


class TracedInputs(AgentMiddleware[Any, Any]):
    """Refuses a call with numbers that a language model made up: the result would make them pass for the user's."""

    def wrap_tool_call(self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Result]) -> Result:
        """Run the call, or say which numbers are nobody's."""
        call = request.tool_call
        try:
            check_call(call["name"], call["args"], Evidence.from_messages(request.state["messages"]))
        except InputError as error:
            return ToolMessage(str(error), name=call["name"], tool_call_id=call["id"], status="error")
        return handler(request)
