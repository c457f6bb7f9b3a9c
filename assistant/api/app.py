"""The FastAPI application: errors as problem+json (RFC 9457) in French, health, API and page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant import __version__
from assistant.agent import Assistant
from assistant.api import citations, health, routes
from assistant.errors import BusyError, ChangedError, InputError, JalonError, ModelError, NotFoundError, StorageError
from assistant.services import open_services
from assistant.settings import Settings
from assistant.web import page, passage

PROBLEM = "application/problem+json"
STATUSES: tuple[tuple[type[Exception], int, str], ...] = (
    (InputError, 422, "Demande à corriger"),
    (NotFoundError, 404, "Introuvable"),
    (BusyError, 409, "Occupé"),
    (ChangedError, 409, "Document modifié"),
    (ModelError, 502, "Modèle de langue indisponible"),
    (StorageError, 503, "Données inaccessibles"),
    (JalonError, 500, "Erreur"),
)
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(settings: Settings) -> FastAPI:
    """The application over one home."""

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        with open_services(settings) as services:
            app.state.services = services
            app.state.assistant = Assistant(services)
            try:
                yield
            finally:
                app.state.assistant.close()

    app = FastAPI(
        title="Jalon",
        description="Décider, financer et évaluer les projets de transition d'une collectivité.",
        version=__version__,
        lifespan=opened,
    )
    app.add_exception_handler(JalonError, _explain_error)
    app.add_exception_handler(RequestValidationError, _explain_validation)
    app.add_exception_handler(HTTPException, _explain_http)
    app.add_exception_handler(Exception, _explain_unexpected)

    @app.middleware("http")
    async def secure(request: Request, call_next: Any) -> Any:
        response = await call_next(request)
        if not request.url.path.startswith(("/docs", "/redoc")):
            response.headers.update(SECURITY_HEADERS)
        return response

    app.include_router(health.router)
    app.include_router(routes.router, prefix="/api/v1")
    app.include_router(citations.router, prefix="/api/v1")
    app.include_router(passage.router)
    page.mount(app)
    return app


async def _explain_error(request: Request, error: Exception) -> JSONResponse:
    status, title = next((status, title) for kind, status, title in STATUSES if isinstance(error, kind))
    return problem(status, title, str(error), field=getattr(error, "field", None))


async def _explain_unexpected(request: Request, error: Exception) -> JSONResponse:
    return problem(500, "Erreur", "Une erreur inattendue s'est produite. Vos données sont intactes : réessayez.")


async def _explain_validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fields = ", ".join(".".join(map(str, item["loc"][1:])) or "corps" for item in error.errors())
    return problem(422, "Demande à corriger", f"Valeur absente ou invalide : {fields}.")


async def _explain_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    titles = {404: "Introuvable", 405: "Méthode refusée"}
    return problem(error.status_code, titles.get(error.status_code, "Erreur"), "Cette adresse n'existe pas ici.")


def problem(status: int, title: str, detail: str, *, field: str | None = None) -> JSONResponse:
    """A problem document."""
    content = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    return JSONResponse(content | ({"field": field} if field else {}), status_code=status, media_type=PROBLEM)
