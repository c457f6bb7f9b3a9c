"""``/v1/models`` and ``/v1/chat/completions``."""

from collections.abc import Iterator
from threading import Event
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from assistant.api.openai.answering import Piece, answer_pieces, server_sent
from assistant.api.openai.asked import ChatRequest, ignored, what_was_said
from assistant.api.openai.completion import MODEL, Completion, usage_of
from assistant.api.openai.errors import OpenAIRoute
from assistant.api.openai.leaving import LeavableStream
from assistant.api.openai.tasks import chore_done
from assistant.clock import now
from assistant.errors import NotFoundError

STARTED = int(now().timestamp())  # what a client is told of the model's age
IGNORED = "Jalon-Ignored"

router = APIRouter(prefix="/v1", route_class=OpenAIRoute, tags=["interface OpenAI"])


@router.get("/models", summary="Modèles offerts aux interfaces de conversation : un seul, « jalon ».")
def models() -> dict[str, Any]:
    """The models: Jalon is one."""
    return {"object": "list", "data": [_model()]}


@router.get("/models/{name}", summary="Modèle offert.")
def model(name: str) -> dict[str, Any]:
    """A model; raises NotFoundError for another name than «jalon»."""
    _check_model(name)
    return _model()


@router.post(
    "/chat/completions",
    summary="Réponse au dernier message d'une conversation, entière ou au fil de l'eau, au format d'OpenAI.",
    response_class=Response,
)
def chat_completions(request: Request, asked: ChatRequest) -> Response:
    """The answer to the last message, in the conversation that the earlier ones belong to."""
    _check_model(asked.model)
    said = what_was_said(asked)
    headers = {IGNORED: ", ".join(names)} if (names := ignored(asked)) else {}
    chore, left = chore_done(said), Event()
    pieces: Iterator[Piece] = answer_pieces(request, said, asked.user, left) if chore is None else iter([chore])
    if asked.stream:
        stream = server_sent(request, said, pieces, includes_usage=asked.includes_usage)
        return LeavableStream(stream, left, headers)
    answer = "".join(piece for piece in pieces if isinstance(piece, str))
    return JSONResponse(Completion().whole(answer, usage_of(said, answer)), headers=headers)


@router.api_route("/{address:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
def elsewhere(address: str) -> None:
    """Whatever else an OpenAI server has."""
    raise NotFoundError(
        f"« /v1/{address[:60]} » n'existe pas ici. Jalon offre GET /v1/models et POST /v1/chat/completions."
    )


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": STARTED, "owned_by": MODEL}


def _check_model(name: str) -> None:
    if name != MODEL:
        raise NotFoundError(f"Le modèle « {name[:60]} » n'existe pas ici. Le seul modèle est « {MODEL} ».")
