"""The chat model of the loop, and what stands between them: an endpoint when one is configured, else the planner."""

from collections.abc import Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelCallLimitMiddleware
from langchain_core.language_models import BaseChatModel

from assistant.agent.limits import MODEL_CALLS, BoundAnswer
from assistant.agent.planner.model import OfflinePlanner
from assistant.settings import Settings
from assistant.territories import Territories

Middlewares = list[AgentMiddleware[Any, Any]]


def chat_model(settings: Settings, territories: Territories) -> BaseChatModel:
    """The model that the settings name; raises InputError when the endpoint's certificates or proxy are unusable."""
    if not settings.has_language_model:
        return OfflinePlanner(territories=territories)
    from assistant.agent.endpoint import EndpointModel

    return EndpointModel.of(settings)


def middlewares(settings: Settings, territories: Territories, tools: Sequence[str]) -> Middlewares:
    """What stands between the loop and the model, the outermost first; ``tools`` are the names of the tools."""
    steps = ModelCallLimitMiddleware[Any](run_limit=MODEL_CALLS, exit_behavior="error")
    if not settings.has_language_model:
        return [steps]
    from assistant.agent.endpoint import ExplainEndpointErrors, PlannedTools, TrimToContext
    from assistant.agent.endpoint.model import answer_tokens
    from assistant.agent.revision import ReviseOnce

    return [
        steps,
        ReviseOnce(),
        ExplainEndpointErrors(),
        BoundAnswer(tools),
        PlannedTools(settings.llm_tools, territories),
        TrimToContext(settings.llm_context_tokens, answer_tokens(settings)),
    ]
