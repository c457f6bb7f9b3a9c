"""Errors in the shape of OpenAI's, with a message in French."""

import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, cast

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic_core import ErrorDetails

from assistant.api.access import services_of
from assistant.api.key import check_key
from assistant.api.messages import public_message
from assistant.domain import Frozen
from assistant.errors import AccessError, BusyError, InputError, JalonError, ModelError, NotFoundError, StorageError
from assistant.validation import explained_errors

LOGGER = logging.getLogger(__name__)
EXAMPLE = '{"model": "jalon", "messages": [{"role": "user", "content": "Quelles aides pour une école ?"}]}'
UNEXPECTED = "Une erreur inattendue s'est produite. Vos données sont intactes : réessayez."
NOT_JSON = f"Le corps de la demande n'est pas du JSON. Exemple attendu : {EXAMPLE}"
KINDS: tuple[tuple[type[JalonError], int, str, str | None], ...] = (
    (AccessError, 401, "authentication_error", "invalid_api_key"),
    (InputError, 400, "invalid_request_error", None),
    (NotFoundError, 404, "invalid_request_error", "not_found"),
    (BusyError, 409, "api_error", "busy"),
    (ModelError, 502, "api_error", "model_unavailable"),
    (StorageError, 503, "api_error", "storage_unavailable"),
    (JalonError, 500, "api_error", None),
)


class OpenAIError(Frozen):
    """The ``error`` of an answer: what happened in French, its kind, the parameter at fault if there is one."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class OpenAIRoute(APIRoute):
    """A route that asks for the key, and whose every refusal has the shape of OpenAI's."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with its errors told."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                check_key(services_of(request).settings, request.headers.get("authorization"))
                return await handle(request)
            except RequestValidationError as error:
                return _answer(request, _explained(error))
            except JalonError as error:
                return _answer(request, error)
            except Exception:
                LOGGER.exception("an OpenAI request failed")
                return _json(500, OpenAIError(message=UNEXPECTED, type="api_error"))

        return told


def error_of(request: Request, error: JalonError) -> tuple[int, OpenAIError]:
    """The status and the error that tell one of ours."""
    status, kind, code = next((status, kind, code) for one, status, kind, code in KINDS if isinstance(error, one))
    field = getattr(error, "field", None)
    return status, OpenAIError(message=public_message(request, error), type=kind, param=field, code=code)


def _explained(error: RequestValidationError) -> InputError:
    errors = cast("Sequence[ErrorDetails]", error.errors())
    if errors[0]["type"] == "json_invalid":
        return InputError(NOT_JSON)
    return explained_errors(errors, skip=1, example=EXAMPLE)


def _answer(request: Request, error: JalonError) -> JSONResponse:
    return _json(*error_of(request, error))


def _json(status: int, error: OpenAIError) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse({"error": error.model_dump()}, status_code=status, headers=headers)
