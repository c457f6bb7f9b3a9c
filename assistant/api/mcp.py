"""The MCP server over HTTP, in the application that serves the pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from assistant.api.key import check_key
from assistant.errors import AccessError
from assistant.mcp import build_server
from assistant.services import Services

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class McpEndpoint:
    """An ASGI application that answers while it is ``opened``; without a key, it answers this machine only."""

    def __init__(self) -> None:
        self._manager: StreamableHTTPSessionManager | None = None
        self._services: Services | None = None

    @asynccontextmanager
    async def opened(self, services: Services) -> AsyncIterator[None]:
        """Answer over some services until the end of the context."""
        manager = StreamableHTTPSessionManager(
            build_server(services), stateless=True, security_settings=_security(services)
        )
        async with manager.run():
            self._manager, self._services = manager, services
            yield
        self._manager = self._services = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that carries the key."""
        assert self._manager
        assert self._services
        try:
            check_key(self._services.settings, Headers(scope=scope).get("authorization"))
        except AccessError as error:
            headers = {"WWW-Authenticate": "Bearer"}
            await JSONResponse({"detail": str(error)}, status_code=401, headers=headers)(scope, receive, send)
            return
        await self._manager.handle_request(scope, receive, send)


def _security(services: Services) -> TransportSecuritySettings:
    """Refuse, without a key, what a page of elsewhere may make a browser ask of this machine."""
    if services.settings.api_key:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    hosts = [name for host in LOOPBACK for name in (host, f"{host}:*")]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=[f"http://{host}" for host in hosts])
