"""The HTTP client of the endpoint: proxy, certificates, timeouts, and a bound on what one answer may cost."""

import ssl
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from assistant.errors import InputError
from assistant.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI

MOST_BYTES = 32_000_000  # a whole answer of 100 000 tokens, streamed token by token, weighs about 25 MB


def openai_client(settings: Settings) -> "OpenAI":
    """A client of the endpoint; raises InputError when the certificates or the proxy cannot be used.

    It asks again, ``llm_retries`` times, after 429 (as late as Retry-After says, up to a minute), 5xx and timeouts.
    """
    from openai import OpenAI

    return OpenAI(
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none",
        http_client=http_client(settings),
        timeout=timeouts(settings),
        max_retries=settings.llm_retries,
    )


def timeouts(settings: Settings) -> httpx2.Timeout:
    """How long a connection, and a silence, may last."""
    return httpx2.Timeout(settings.llm_timeout_seconds, connect=settings.llm_connect_seconds)


def http_client(settings: Settings) -> httpx2.Client:
    """The client on which every request to the endpoint is made; same errors as ``openai_client``."""
    seconds = settings.llm_turn_seconds

    def bound(response: httpx2.Response) -> None:
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = _Bounded(response.stream, until=time.monotonic() + seconds)

    proxy = settings.llm_proxy.get_secret_value() if settings.llm_proxy else None
    try:
        return httpx2.Client(
            proxy=proxy,
            verify=_tls(settings.ca_bundle),
            timeout=timeouts(settings),
            event_hooks={"response": [bound]},
            follow_redirects=False,  # the key goes to the address of the settings and nowhere else
        )
    except (ValueError, httpx2.InvalidURL):
        raise InputError(
            "Le serveur mandataire (JALON_LLM_PROXY) ou le réglage HTTPS_PROXY n'est pas une adresse lisible. "
            "Exemple : http://proxy.mairie.local:3128.",
            field="llm_proxy",
        ) from None


class _Bounded(httpx2.SyncByteStream):
    """A response that may neither last nor weigh more than its bounds, whatever the server drips."""

    def __init__(self, stream: httpx2.SyncByteStream, *, until: float) -> None:
        self._stream = stream
        self._until = until

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for block in self._stream:
            received += len(block)
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the answer lasts too long")
            if received > MOST_BYTES:
                raise httpx2.ReadError("the answer is too large")
            yield block

    def close(self) -> None:
        self._stream.close()


@cache
def _tls(ca_bundle: Path | None) -> ssl.SSLContext:
    """The authorities of the bundle when there is one, else those of certifi and of the system."""
    try:
        if ca_bundle:
            return ssl.create_default_context(cafile=ca_bundle)
        context = httpx2.create_ssl_context()
        context.load_default_certs()
    except OSError as error:
        raise InputError(
            f"Le fichier de certificats « {ca_bundle} » (REQUESTS_CA_BUNDLE) ne peut pas être lu. "
            "Corrigez ce réglage puis relancez.",
            field="ca_bundle",
        ) from error
    return context
