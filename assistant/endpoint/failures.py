"""What goes wrong between Jalon and an endpoint, told in French with what to do; the key is never told."""

import re

import httpx2
from langchain_core.exceptions import ContextOverflowError
from openai import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    InternalServerError,
    NotFoundError,
    OpenAIError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
)

# The errors of the client libraries, and what a server that misbehaves makes them raise beside their own: an answer
# that is not JSON, an empty stream, a field that is missing or of another type.
FAILURES = (OpenAIError, httpx2.HTTPError, OSError, ValueError, LookupError, TypeError, AttributeError)

# The words of OpenAI, vLLM, llama.cpp, Mistral and LiteLLM.
OVERFLOW = re.compile(
    r"context[ _-]?(?:length|size|window)|maximum context|prompt is too long|too many (?:input )?tokens"
    r"|exceed_context_size|too large for model",
    re.IGNORECASE,
)
TOOLS = re.compile(r"tool|function", re.IGNORECASE)
STREAMING = re.compile(r"stream", re.IGNORECASE)
REFUSALS = (BadRequestError, UnprocessableEntityError, NotFoundError)  # Ollama and OpenRouter say 400 and 404

ADVICE: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (AuthenticationError, "refuse la clé d'accès (JALON_LLM_API_KEY)"),
    (PermissionDeniedError, "interdit ce modèle à cette clé"),
    (NotFoundError, "ne connaît pas ce modèle ou cette adresse"),
    (RateLimitError, "reçoit trop de demandes pour l'instant, ou le quota de la clé est atteint"),
    (InternalServerError, "est en panne"),
    ((APITimeoutError, httpx2.TimeoutException), "n'a pas répondu à temps"),
    ((APIConnectionError, httpx2.ConnectError), "est injoignable"),
    (httpx2.HTTPError, "a coupé sa réponse"),
    ((BadRequestError, UnprocessableEntityError), "refuse la demande"),
)


def explain(error: Exception) -> str:
    """A French sentence on a failure: what the endpoint did, its HTTP status when there is one, and what to do."""
    if is_context_overflow(error):
        return (
            "La conversation ne tient pas dans la mémoire du modèle de langue, même raccourcie. Votre message est "
            "conservé : réessayez avec une question plus courte, ou baissez JALON_LLM_CONTEXT_TOKENS."
        )
    did = next((words for kinds, words in ADVICE if isinstance(error, kinds)), "a rendu une réponse illisible")
    status = f" (code {error.status_code})" if isinstance(error, APIStatusError) else ""
    return (
        f"Le modèle de langue {did}{status}. Votre message est conservé : réessayez, ou vérifiez l'adresse, le modèle "
        "et la clé (« jalon doctor » les essaie)."
    )


def is_context_overflow(error: Exception) -> bool:
    """Whether the endpoint says that the request is longer than its context."""
    is_refused = isinstance(error, APIStatusError) and error.status_code in {400, 413, 422, 500}
    return isinstance(error, ContextOverflowError) or (is_refused and OVERFLOW.search(str(error)) is not None)


def refuses_tools(error: Exception) -> bool:
    """Whether the endpoint refuses a request because it holds tools."""
    return isinstance(error, REFUSALS) and not is_context_overflow(error) and TOOLS.search(str(error)) is not None


def refuses_streaming(error: Exception) -> bool:
    """Whether the endpoint refuses a request because it asks for a stream."""
    return isinstance(error, REFUSALS) and STREAMING.search(str(error)) is not None
