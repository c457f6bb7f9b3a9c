"""A real HTTP server that speaks the OpenAI protocol as a test scripts it: it streams, calls tools, fails or lies."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = Mapping[str, Any]


class Reply:
    """What the server answers: text, tool calls, or a raw status and body."""

    def __init__(
        self,
        text: str = "",
        *,
        calls: Sequence[tuple[str, Mapping[str, Any]]] = (),
        status: int = 200,
        raw: bytes | None = None,
    ) -> None:
        self.text = text
        self.calls = calls
        self.status = status
        self.raw = raw


Script = Callable[[Body], Reply]


class OpenAIServer:
    """The server while it runs: its base URL, and the requests that it has received."""

    def __init__(self, script: Script) -> None:
        self.requests: list[Body] = []
        self.keys: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, script))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serve(script: Script) -> Iterator[OpenAIServer]:
    """Run a scripted server on a free port."""
    server = OpenAIServer(script)
    try:
        yield server
    finally:
        server.stop()


def _handler(server: OpenAIServer, script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append({**body, "path": self.path})
            server.keys.append(self.headers["Authorization"] or "")
            reply = script(body)
            if reply.raw is not None:
                self._send(reply.status, "application/json", reply.raw)
            elif self.path.endswith("/embeddings"):
                self._send(200, "application/json", json.dumps(_embeddings(body)).encode())
            elif body.get("stream"):
                self._send(200, "text/event-stream", b"".join(_events(reply)))
            else:
                self._send(200, "application/json", json.dumps(_completion(reply)).encode())

        def _send(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Stay silent."""

    return Handler


def _embeddings(body: Body) -> Mapping[str, Any]:
    """Vectors that count a few letters: two texts with the same letters are near."""
    vectors = [[text.count(letter) + 0.01 for letter in "aeioulst"] for text in body["input"]]
    data = [{"object": "embedding", "index": index, "embedding": vector} for index, vector in enumerate(vectors)]
    return {"object": "list", "data": data, "model": body["model"], "usage": {"prompt_tokens": 1, "total_tokens": 1}}


def _calls(reply: Reply) -> list[dict[str, Any]]:
    return [
        {
            "index": index,
            "id": f"call_{name}_{index}",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(arguments)},
        }
        for index, (name, arguments) in enumerate(reply.calls)
    ]


def _completion(reply: Reply) -> Mapping[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": reply.text}
    if reply.calls:
        message["tool_calls"] = _calls(reply)
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if reply.calls else "stop"}
    return {**_ENVELOPE, "object": "chat.completion", "choices": [choice]}


def _events(reply: Reply) -> Iterator[bytes]:
    """The answer in pieces of seven characters, as a model streams tokens."""
    pieces: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    pieces += [{"content": reply.text[start : start + 7]} for start in range(0, len(reply.text), 7)]
    if reply.calls:
        pieces.append({"tool_calls": _calls(reply)})
    for delta in pieces:
        yield _event({"index": 0, "delta": delta, "finish_reason": None})
    yield _event({"index": 0, "delta": {}, "finish_reason": "tool_calls" if reply.calls else "stop"})
    yield b"data: [DONE]\n\n"


def _event(choice: Mapping[str, Any]) -> bytes:
    return (
        b"data: " + json.dumps({**_ENVELOPE, "object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"
    )


_ENVELOPE = {"id": "chatcmpl-1", "created": 0, "model": "test-model"}
