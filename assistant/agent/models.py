"""The chat model of the loop: an OpenAI-compatible endpoint when one is configured, else the offline planner."""

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.language_models import BaseChatModel

from assistant.agent.planner.model import OfflinePlanner
from assistant.errors import ModelError
from assistant.settings import Settings
from assistant.territories import Territories

RETRIES = 2
# What a server that misbehaves makes the client libraries raise, beside their own errors: an answer that is not JSON,
# an empty stream, a field that is missing or of another type.
MALFORMED = (ValueError, LookupError, TypeError, AttributeError)


def chat_model(settings: Settings, territories: Territories) -> BaseChatModel:
    """The model that the settings name."""
    if not settings.has_language_model:
        return OfflinePlanner(territories=territories)
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        base_url=settings.llm_base_url,
        model=settings.llm_model or "",
        api_key=settings.llm_api_key or "none",
        temperature=0,
        timeout=settings.llm_timeout_seconds,
        max_retries=RETRIES,
        use_responses_api=False,
    )


class ExplainEndpointErrors(AgentMiddleware[Any, Any]):
    """Whatever goes wrong between the loop and the endpoint becomes one ModelError, which never holds the key."""

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Call the model; raises ModelError when it gives no usable answer."""
        from openai import OpenAIError

        try:
            return handler(request)
        except (OpenAIError, OSError, *MALFORMED) as error:
            raise ModelError(
                f"Le modèle de langue n'a pas répondu ({type(error).__name__}). Votre message est conservé : "
                "réessayez, ou vérifiez l'adresse, le modèle et la clé."
            ) from error
