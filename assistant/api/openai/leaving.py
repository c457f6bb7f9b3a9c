"""A stream that tells when its client has left, as a chat interface does when its user stops the answer."""

from collections.abc import Iterator, Mapping
from threading import Event

from fastapi.responses import StreamingResponse
from starlette.types import Receive

HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}  # proxies hold streams back otherwise


class LeavableStream(StreamingResponse):
    """Server-sent events; ``left`` is set as soon as nobody receives them any more."""

    def __init__(self, events: Iterator[str], left: Event, headers: Mapping[str, str]) -> None:
        super().__init__(events, media_type="text/event-stream", headers={**headers, **HEADERS})
        self._left = left

    async def listen_for_disconnect(self, receive: Receive) -> None:
        """Wait for the client to leave."""
        await super().listen_for_disconnect(receive)
        self._left.set()
