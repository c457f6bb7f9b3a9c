"""What an answer was made with: prompts, model, registries, kept with its message."""

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, BaseMessage

from assistant.agent.revision import REVISED
from assistant.calculators.financing import load_book as load_financing
from assistant.calculators.footprint import FactorRegistry
from assistant.calculators.greenbudget import load_book as load_green_budget
from assistant.domain import MadeWith
from assistant.settings import Settings
from prompts import load_prompt

KEY = "made_with"
OFFLINE = "planificateur hors ligne"


class StampAnswers(AgentMiddleware[Any, Any]):
    """Keeps with each message of the model what it was made with; the offline planner reads no prompt."""

    def __init__(self, settings: Settings, factors: FactorRegistry) -> None:
        super().__init__()
        self._prompts = ("system",) if settings.has_language_model else ()
        self._model = (settings.llm_model or "") if settings.has_language_model else OFFLINE
        self._registries = {
            "factors": factors.version,
            "financing": load_financing().version,
            "green_budget": load_green_budget().version,
        }

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Call the model, then stamp what it says."""
        response = handler(request)
        for message in response.result:
            if isinstance(message, AIMessage):
                message.additional_kwargs[KEY] = self.stamp(
                    is_revised=REVISED in message.additional_kwargs
                ).model_dump()
        return response

    def stamp(self, *, is_revised: bool = False) -> MadeWith:
        """What an answer is made with today; one that was sent back to the model has read one more prompt."""
        read = (*self._prompts, "revision") if is_revised else self._prompts
        return MadeWith(
            model=self._model,
            prompts={name: load_prompt(name).version for name in read},
            registries=self._registries,
        )


def made_with(message: BaseMessage) -> MadeWith | None:
    """What a message was made with; None for one kept before this was."""
    kept = message.additional_kwargs.get(KEY)
    return MadeWith.model_validate(kept) if kept else None
