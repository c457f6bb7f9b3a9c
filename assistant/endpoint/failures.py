"""What goes wrong between Jalon and an endpoint, told in French with what to do; the key is never told."""

import re
from collections.abc import Iterator

import httpx2
from langchain_core.exceptions import ContextOverflowError
from openai import (
    APIConnectionError,
    APIError,
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


class IncompleteAnswerError(ValueError):
    """The stream ended before the answer did."""


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
CUT = (httpx2.ReadError, httpx2.RemoteProtocolError)
REFUSALS = (BadRequestError, UnprocessableEntityError, NotFoundError)  # Ollama and OpenRouter say 400 and 404

ADVICE: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (AuthenticationError, "refuse la clé d'accès de JALON_LLM_API_KEY"),
    (PermissionDeniedError, "interdit ce modèle à cette clé"),
    (NotFoundError, "ne connaît pas ce modèle ou cette adresse"),
    (RateLimitError, "reçoit trop de demandes pour l'instant, ou le quota de la clé est atteint"),
    (InternalServerError, "est en panne"),
    ((APITimeoutError, httpx2.TimeoutException), "n'a pas répondu à temps"),
    ((APIConnectionError, httpx2.ConnectError), "est injoignable"),
    ((httpx2.HTTPError, IncompleteAnswerError), "a coupé sa réponse"),
    ((BadRequestError, UnprocessableEntityError), "refuse la demande"),
    (APIError, "a signalé une erreur"),
)


def explain(error: Exception) -> str:
    """A French sentence on a failure: what the endpoint did, its HTTP status when there is one, and what to do."""
    if is_context_overflow(error):
        return (
            "La conversation ne tient pas dans la mémoire du modèle de langue, même raccourcie. Votre message est "
            "conservé : réessayez avec une question plus courte, ou baissez JALON_LLM_CONTEXT_TOKENS."
        )
    return (
        f"{describe(error)}. Votre message est conservé : réessayez, ou vérifiez l'adresse, le modèle et la clé "
        "(« jalon doctor » les essaie)."
    )


def describe(error: Exception) -> str:
    """What the endpoint did, in French, with its HTTP status when there is one."""
    error = next((cause for cause in _causes(error) if isinstance(cause, CUT)), error)
    did = next((words for kinds, words in ADVICE if isinstance(error, kinds)), "a rendu une réponse illisible")
    status = f" (code {error.status_code})" if isinstance(error, APIStatusError) else ""
    return f"Le modèle de langue {did}{status}"


def _causes(error: BaseException | None) -> Iterator[Exception]:
    """An error and what caused it, from the last to the first."""
    while isinstance(error, Exception):
        yield error
        error = error.__cause__


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
