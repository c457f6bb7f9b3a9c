"""The FastAPI application: errors as problem+json (RFC 9457) in French, health, API and page."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from assistant import __version__
from assistant.agent import Assistant
from assistant.api import (
    answer_feedback,
    citations,
    comparables,
    conversations,
    drafting,
    footprint,
    funding,
    greenbudget,
    health,
    kept_conversations,
    plan,
    projects,
    search,
    territories,
)
from assistant.api.live import LiveAnswers
from assistant.api.mcp import McpEndpoint
from assistant.api.messages import public_message, told_outside
from assistant.api.openai import Turns
from assistant.api.openai import router as openai_router
from assistant.api.person import recognise, signed_in
from assistant.api.retention import purged_daily
from assistant.errors import BusyError, ChangedError, InputError, JalonError, ModelError, NotFoundError, StorageError
from assistant.services import open_services
from assistant.settings import Settings
from assistant.web import pages, reference
from assistant.web.attaching import sweep
from assistant.web.layout import error_page, is_read_by_a_person
from assistant.web.maintenance import Maintenance
from assistant.web.signed_out import EXPIRED, signed_out_page

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
HTTP_ERRORS = {
    404: ("Introuvable", "Cette adresse n'existe pas ici : vérifiez-la. Celles de l'API sont décrites sur /docs."),
    405: ("Méthode refusée", "Cette adresse existe, mais pas pour cette méthode. Voir /docs."),
}
PROGRAMS = ("/v1/", "/mcp")
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(settings: Settings) -> FastAPI:
    """The application over one home."""

    mcp = McpEndpoint()

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        with open_services(settings) as services:
            app.state.services = services
            app.state.assistant = Assistant(services)
            app.state.live = LiveAnswers(app.state.assistant, services.editor, partial(told_outside, settings))
            app.state.turns = Turns(settings.conversations_path)
            app.state.maintenance = Maintenance()
            swept = partial(sweep, services, app.state.assistant)
            try:
                async with mcp.opened(services), purged_daily(app.state.assistant, then=swept):
                    yield
            finally:
                app.state.live.close()
                app.state.maintenance.close()
                app.state.assistant.close()

    app = FastAPI(
        title="Jalon",
        description="Décider, financer et évaluer les projets de transition d'une collectivité.",
        version=__version__,
        lifespan=opened,
        docs_url=None,  # Swagger and ReDoc come from elsewhere: the reference is a page of our own
        redoc_url=None,
    )
    app.add_exception_handler(JalonError, _explain_error)
    app.add_exception_handler(RequestValidationError, _explain_validation)
    app.add_exception_handler(HTTPException, _explain_http)
    app.add_exception_handler(Exception, _explain_unexpected)

    @app.middleware("http")
    async def secure(request: Request, call_next: Any) -> Any:
        recognise(settings, request.headers)
        response = _foreign(request) or await _signed_out(request, settings) or await call_next(request)
        response.headers.update(SECURITY_HEADERS)
        return response

    app.add_middleware(GZipMiddleware)

    app.include_router(health.router)
    calculators = (footprint, plan, greenbudget)
    talks = (conversations, kept_conversations, answer_feedback, drafting)
    for routes in (search, citations, funding, comparables, *calculators, *talks, projects, territories):
        app.include_router(routes.router, prefix="/api/v1")
    app.include_router(openai_router)
    app.router.routes.append(Route("/mcp", mcp, include_in_schema=False))
    pages.mount(app)
    reference.mount(app)
    return app


def _foreign(request: Request) -> Response | None:
    """The refusal of a change that the page of another site asks for; only a browser tells where it comes from."""
    if request.method in SAFE_METHODS or request.headers.get("sec-fetch-site") != "cross-site":
        return None
    return problem(403, "Demande refusée", "Cette demande vient de la page d'un autre site. Faites-la depuis Jalon.")


async def _signed_out(request: Request, settings: Settings) -> Response | None:
    """The refusal of a change of which nobody signed in is the author; other programs show the key instead, if any."""
    has_key = settings.api_key is not None and request.url.path.startswith(PROGRAMS)
    if signed_in() != "" or request.method in SAFE_METHODS or has_key:
        return None
    if is_read_by_a_person(request):
        return await signed_out_page(request)
    return problem(401, "Session expirée", EXPIRED)


async def _explain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, JalonError)
    status, title = next((status, title) for kind, status, title in STATUSES if isinstance(error, kind))
    if is_read_by_a_person(request):
        return error_page(status, title, public_message(request, error))
    return problem(status, title, public_message(request, error), field=getattr(error, "field", None))


async def _explain_unexpected(request: Request, error: Exception) -> Response:
    detail = "Une erreur inattendue s'est produite. Vos données sont intactes : réessayez."
    return error_page(500, "Erreur", detail) if is_read_by_a_person(request) else problem(500, "Erreur", detail)


async def _explain_validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    if any(item["type"] == "json_invalid" for item in error.errors()):
        return problem(422, "Demande à corriger", "Le corps de la demande n'est pas du JSON. Exemples : /docs.")
    fields = ", ".join(".".join(map(str, item["loc"][1:])) or "corps" for item in error.errors())
    return problem(422, "Demande à corriger", f"Valeur absente ou invalide : {fields}.")


async def _explain_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title, detail = HTTP_ERRORS.get(error.status_code, ("Erreur", "Cette demande n'est pas comprise."))
    if is_read_by_a_person(request):
        return error_page(error.status_code, title, detail)
    return problem(error.status_code, title, detail, headers=error.headers)


def problem(
    status: int, title: str, detail: str, *, field: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """A problem document."""
    content: dict[str, object] = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    if field:
        content["field"] = field
    return JSONResponse(content, status_code=status, media_type=PROBLEM, headers=headers)
