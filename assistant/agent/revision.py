"""Send an answer back to the model, once, with what could not be traced; what it says next is shown, marked."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.messages.ai import add_usage

from assistant.agent.answer import Unverified
from assistant.agent.evidence import Evidence
from assistant.agent.grounding import PARAGRAPH, Grounder, paragraphs_of
from assistant.agent.limits import this_turn
from assistant.agent.memory import CORRECTS
from assistant.errors import ModelError
from prompts import load_prompt

REVISED = "revised"
EMPTY = Unverified(text="(rien)", reason="la réponse est vide")

Handler = Callable[[ModelRequest[Any]], ModelResponse[Any]]


class ReviseOnce(AgentMiddleware[Any, Any]):
    """Asks again for the part of an answer that is not traced: what precedes it has been shown already.

    What is said before a tool is called is no answer. A run is revised once, whatever the number of its messages.
    Raises ModelError when the model twice says nothing.
    """

    def wrap_model_call(self, request: ModelRequest[Any], handler: Handler) -> ModelResponse[Any]:
        """Call the model, and once more when its answer has faults."""
        response = handler(request)
        said = _message_of(response)
        if said.tool_calls:
            return response
        faults = find_faults(str(said.text), request.messages)
        if not faults.problems:
            return response
        if was_revised(request.messages):
            return _unless_empty(response)
        again = _message_of(handler(request.override(messages=[*request.messages, said, _correction(faults)])))
        new = [text for text in paragraphs_of(str(again.text)) if text not in faults.kept]
        revised = AIMessage(
            PARAGRAPH.join((*faults.kept, *new)),
            id=again.id,
            tool_calls=again.tool_calls,
            usage_metadata=add_usage(said.usage_metadata, again.usage_metadata),
            response_metadata=again.response_metadata,
            additional_kwargs={**again.additional_kwargs, REVISED: True},
        )
        return _unless_empty(ModelResponse(result=[revised]))


class Faults(NamedTuple):
    """The first paragraphs of an answer, that are traced, and what is not in the others."""

    kept: tuple[str, ...]
    problems: tuple[Unverified, ...]


def find_faults(text: str, messages: Sequence[BaseMessage]) -> Faults:
    """What cannot be traced of an answer to the last of ``messages``."""
    if _says_nothing(text):
        return Faults((), (EMPTY,))
    grounder = Grounder(Evidence.from_messages(messages))
    paragraphs = paragraphs_of(text)
    grounded = [grounder.ground(paragraph).unverified for paragraph in paragraphs]
    first = next((place for place, problems in enumerate(grounded) if problems), len(grounded))
    return Faults(tuple(paragraphs[:first]), tuple(problem for problems in grounded for problem in problems))


def was_revised(messages: Sequence[BaseMessage]) -> bool:
    """Whether an answer was already sent back since the user's last message."""
    return any(message.additional_kwargs.get(REVISED) for message in this_turn(messages))


def _message_of(response: ModelResponse[Any]) -> AIMessage:
    message = response.result[-1]
    assert isinstance(message, AIMessage)
    return message


def _correction(faults: Faults) -> HumanMessage:
    problems = "\n".join(f"- « {problem.text.strip()} » : {problem.reason}." for problem in faults.problems)
    asked = load_prompt("revision").render(problems=problems, kept=PARAGRAPH.join(faults.kept) or "(rien)")
    return HumanMessage(asked, additional_kwargs={CORRECTS: True})


def _unless_empty(response: ModelResponse[Any]) -> ModelResponse[Any]:
    said = _message_of(response)
    if not said.tool_calls and _says_nothing(str(said.text)):
        raise ModelError("Le modèle de langue n'a rien répondu, deux fois. Votre message est conservé : réessayez.")
    return response


def _says_nothing(text: str) -> bool:
    """Whether a text has no word and no number: a small model may answer with a full stop alone."""
    return not any(character.isalnum() for character in text)
