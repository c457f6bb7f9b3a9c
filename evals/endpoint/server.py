"""The HTTP server: what a script answers to each request goes out as it says, byte for byte."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evals.endpoint.replies import Body, Reply, completion, embeddings, events

Script = Callable[[Body], Reply]
MODELS = ({"id": "test-model", "object": "model", "created": 0, "owned_by": "test"},)


class OpenAIServer:
    """The server while it runs: its base URL, the script it follows, and the requests that it has received."""

    def __init__(
        self,
        script: Script,
        models: Sequence[Mapping[str, Any]] = MODELS,
        *,
        embeds: Script = embeddings,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.script = script
        self.embeds = embeds
        self.models = models
        self.requests: list[Body] = []
        self.keys: list[str] = []
        self._server = _Server(self)
        self._scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}/v1"

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serve(
    script: Script,
    models: Sequence[Mapping[str, Any]] = MODELS,
    *,
    embeds: Script = embeddings,
    tls: ssl.SSLContext | None = None,
) -> Iterator[OpenAIServer]:
    """Run a scripted server on a free port; ``embeds`` answers what is asked of its vectors."""
    server = OpenAIServer(script, models, embeds=embeds, tls=tls)
    try:
        yield server
    finally:
        server.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, owner: OpenAIServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.owner.keys.append(self.headers["Authorization"] or "")
        self._send(Reply(), [json.dumps({"object": "list", "data": self.server.owner.models}).encode()])

    def do_POST(self) -> None:
        owner = self.server.owner
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        owner.requests.append({**body, "path": self.path})
        owner.keys.append(self.headers["Authorization"] or "")
        reply = owner.embeds(body) if self.path.endswith("/embeddings") else owner.script(body)
        if reply.raw is not None:
            self._send(reply, [reply.raw])
        elif body.get("stream") and not reply.is_whole:
            self._send(reply, events(reply), kind="text/event-stream")
        else:
            self._send(reply, [completion(reply)])

    def _send(self, reply: Reply, parts: Iterable[bytes], *, kind: str | None = None) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", kind or reply.kind)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.missing:
            parts = list(parts)
            self.send_header("Content-Length", str(sum(map(len, parts)) + reply.missing))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # the client has stopped reading
            for part in parts:
                time.sleep(reply.pause)
                self.wfile.write(part)
                self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""
