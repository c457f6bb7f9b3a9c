"""A real HTTP server that publishes folders of models by the protocol of the Hugging Face hub."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class HubServer(ThreadingHTTPServer):
    """The hub while it runs: its address, and the files that it has been asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.downloads: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serve_hub(folder: Path) -> Iterator[HubServer]:
    """Publish the models of a folder (``owner/name/…``) on a free port."""
    with HubServer(folder) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: HubServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = self.path.split("?")[0].strip("/")
        if path.startswith("api/models/"):
            self._describe(path.removeprefix("api/models/"))
            return
        name, _, file = path.partition(f"/resolve/{COMMIT}/")
        found = self.server.folder / name / file
        if not file or not found.is_file():
            self._send(404, {"X-Error-Code": "EntryNotFound"}, b"")
            return
        content = found.read_bytes()
        if with_body:
            self.server.downloads.append(file)
        headers = {"ETag": f'"{hashlib.sha1(content).hexdigest()}"', "X-Repo-Commit": COMMIT}
        self._send(200, headers, content, with_body=with_body)

    def _describe(self, name: str) -> None:
        folder = self.server.folder / name
        if not folder.is_dir():
            self._send(404, {"X-Error-Code": "RepoNotFound"}, b'{"error": "Repository not found"}')
            return
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        siblings = [{"rfilename": path.relative_to(folder).as_posix(), "size": path.stat().st_size} for path in files]
        described = {"id": name, "sha": COMMIT, "private": False, "tags": [], "siblings": siblings}
        self._send(200, {"Content-Type": "application/json"}, json.dumps(described).encode())

    def _send(self, status: int, headers: dict[str, str], content: bytes, *, with_body: bool = True) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""
