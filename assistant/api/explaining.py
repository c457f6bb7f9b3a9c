"""A route whose refusals say in French why each field is wrong, not only which."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, cast

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic_core import ErrorDetails

from assistant.errors import InputError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Explain = Callable[[Sequence[ErrorDetails]], InputError]  # the errors of a body, their places under «body»


def explained_route(explain: Explain) -> type[APIRoute]:
    """A class of routes that explain what is wrong in their body; what is not JSON is left to the application."""

    class ExplainedRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def told(request: Request) -> Response:
                try:
                    return await handle(request)
                except RequestValidationError as error:
                    errors = cast("Sequence[ErrorDetails]", error.errors())
                    if errors[0]["type"] == "json_invalid":
                        raise
                    raise explain(errors) from error

            return told

    return ExplainedRoute
