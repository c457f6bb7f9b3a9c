"""A web site on this machine that answers as each test says, and remembers what it was asked."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Respond = Callable[["Exchange"], None]
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """One request received."""

    method: str
    path: str
    headers: Mapping[str, str]


class Exchange(BaseHTTPRequestHandler):
    """One request being answered."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def handle(self) -> None:
        """Answer until the client leaves, which it may do at any moment: several tests are about that."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = self.path.partition("?")[0]
        self.site.asked.append(Asked(self.command, self.path, dict(self.headers.items())))
        self.site.routes.get(path, self.site.otherwise)(self)

    def send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the output of the tests clean."""


@dataclass
class Site:
    """Answers by path, or ``otherwise``: a 404 unless a test says so."""

    port: int = 0
    routes: dict[str, Respond] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    otherwise: Respond = field(default_factory=lambda: reply(404))

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        """The address of a path of this site."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths asked, in order, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


def reply(status: int, body: bytes | str = b"", **headers: str) -> Respond:
    """An answer; ``content_type`` gives the header Content-Type."""
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return lambda exchange: exchange.send(status, content, named)


def page(text: str, **headers: str) -> Respond:
    """An HTML page with one paragraph."""
    html = f"<html><head><title>Page d'essai</title></head><body><main><p>{text}</p></main></body></html>"
    return reply(200, html, **{"content_type": HTML, **headers})


def in_turn(*answers: Respond) -> Respond:
    """Each answer once, in order, the last one for ever."""
    left = list(answers)
    return lambda exchange: (left.pop(0) if len(left) > 1 else left[0])(exchange)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that answers until the end of the block."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("BoundExchange", (Exchange,), {"site": site}))
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
