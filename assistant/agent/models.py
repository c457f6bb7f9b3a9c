"""The chat model of the loop: an OpenAI-compatible endpoint when one is configured, else the offline planner."""

from langchain_core.language_models import BaseChatModel

from assistant.agent.planner.model import OfflinePlanner
from assistant.settings import Settings
from assistant.territories import Territories

RETRIES = 2


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
