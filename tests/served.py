"""The application on a real server, in a thread of the test."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from assistant.api import create_app
from assistant.settings import Settings


@contextmanager
def served(settings: Settings, *, behind: Callable[[ASGIApp], ASGIApp] = lambda app: app) -> Iterator[str]:
    """The address of a server over some settings, stopped at the end; ``behind`` puts something in front of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(behind(create_app(settings)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
