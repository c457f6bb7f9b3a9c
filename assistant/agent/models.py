"""The chat model of the loop, and what stands between them: an endpoint when one is configured, else the planner."""

from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelCallLimitMiddleware
from langchain_core.language_models import BaseChatModel

from assistant.agent.limits import MODEL_CALLS, BoundAnswer
from assistant.agent.planner.model import OfflinePlanner
from assistant.services import Services
from assistant.settings import Settings
from assistant.territories import Territories

SMALL_CONTEXT = 14_000  # tokens under which the description of the tools leaves too little for the conversation
Middlewares = list[AgentMiddleware[Any, Any]]


def chat_model(settings: Settings, territories: Territories) -> BaseChatModel:
    """The model that the settings name; raises InputError when the endpoint's certificates or proxy are unusable."""
    if not settings.has_language_model:
        return OfflinePlanner(territories=territories)
    from assistant.agent.endpoint import EndpointModel

    return EndpointModel.of(settings)


def middlewares(services: Services) -> Middlewares:
    """What stands between the loop and the model, the outermost first."""
    settings = services.settings
    steps = ModelCallLimitMiddleware[Any](run_limit=MODEL_CALLS, exit_behavior="error")
    if not settings.has_language_model:
        return [steps]
    from assistant.agent.endpoint import CompactToContext, ExplainEndpointErrors, FoldResults, PlannedTools
    from assistant.agent.endpoint.model import answer_tokens
    from assistant.agent.revision import ReviseOnce

    is_small = settings.llm_context_tokens < SMALL_CONTEXT
    return [
        steps,
        ReviseOnce(),
        ExplainEndpointErrors(),
        BoundAnswer(),
        PlannedTools("no" if is_small else settings.llm_tools, services.territories),
        CompactToContext(settings.llm_context_tokens, answer_tokens(settings), services.projects.find),
        FoldResults(),
    ]
