"""HTTP over guarded connections: the address that was checked is the one connected to, and time is bounded as a whole.

The host name is resolved once for each connection, every address is checked, and the connection goes to a checked
address: a name that resolves otherwise a moment later changes nothing. TLS still verifies the host name.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator

import httpcore
import httpx

from ingestion.sources.addresses import Resolver
from ingestion.sources.failures import PassingError, SourceError

Permit = Callable[[str], bool]
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
CONNECT_SECONDS = 10.0
PRIVATE = (
    "cette adresse mène à un réseau interne ou réservé, ce qui est interdit (réglage JALON_ALLOW_PRIVATE_ADDRESSES)"
)


class Deadline:
    """The moment by which a whole exchange must be over, redirects included."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left; raises httpcore.ReadTimeout when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class GuardedBackend(httpcore.NetworkBackend):
    """Opens TCP connections to permitted addresses only, until a deadline."""

    def __init__(self, deadline: Deadline, *, resolve: Resolver, permit: Permit) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._permit = permit
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers.

        Raises SourceError when one of its addresses is forbidden, PassingError when it has none.
        """
        failure: Exception = PassingError("site introuvable : vérifiez l'adresse et la connexion à Internet")
        for address in checked_addresses(host, port, resolve=self._resolve, permit=self._permit):
            seconds = min(CONNECT_SECONDS, self._deadline.remaining())
            try:
                stream = self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _BoundedStream(stream, self._deadline)
        raise failure


def checked_addresses(host: str, port: int, *, resolve: Resolver, permit: Permit) -> tuple[str, ...]:
    """The addresses of a host, none when it is unknown; raises SourceError when one of them is forbidden."""
    try:
        addresses = tuple(resolve(host, port))
    except OSError:
        return ()
    if not all(permit(address) for address in addresses):
        raise SourceError(PRIVATE)
    return addresses


class _BoundedStream(httpcore.NetworkStream):
    """A connection on which no read or write outlasts the deadline, however slowly the bytes come."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.remaining())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining())
        return _BoundedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class PoolTransport(httpx.BaseTransport):
    """What lets httpx speak over a connection pool of ours."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; errors are those of httpcore."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        response = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, content=request.stream)
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
