"""Ask a remote address under the rules of Jalon: permitted network, bounded size and time, redirects checked."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from assistant import __version__
from assistant.errors import InputError
from assistant.settings import Settings
from ingestion.sources.addresses import SCHEME_PORTS, Resolver, is_public, objection, resolve
from ingestion.sources.failures import PassingError, SourceError
from ingestion.sources.network import Deadline, GuardedBackend, Permit, PoolTransport, checked_addresses

USER_AGENT = f"Jalon/{__version__}"
MEGABYTE = 1024 * 1024
MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})  # one at most: nested ones could swell without bound

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What an address answered. The body is decompressed; it is empty when the status is not 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes


class Web:
    """The public web. ``resolve`` and ``permit`` say where names lead and which IP addresses may be connected to."""

    def __init__(self, settings: Settings, *, resolve: Resolver = resolve, permit: Permit = is_public) -> None:
        self._settings = settings
        self._resolve = resolve
        self._permit = (lambda _: True) if settings.allow_private_addresses else permit

    def deadline(self) -> Deadline:
        """The end of an exchange that starts now."""
        return Deadline(self._settings.fetch_timeout_seconds)

    def get(
        self,
        url: httpx.URL,
        *,
        deadline: Deadline,
        headers: Callable[[httpx.URL], Headers] = lambda _: {},
        before: Callable[[httpx.URL], None] = lambda _: None,
    ) -> Answer:
        """The answer of a page, through at most five redirects; ``before`` may refuse each address by raising."""
        for _ in range(MAX_REDIRECTS + 1):
            before(url)
            answer = self.ask("GET", url, deadline=deadline, headers=headers(url))
            if answer.status not in REDIRECTS:
                return answer
            url = self._target(answer)
        raise SourceError(f"plus de {MAX_REDIRECTS} redirections : la page tourne sans doute en rond")

    def _target(self, answer: Answer) -> httpx.URL:
        try:
            url = answer.url.join(answer.headers.get("location", "")).copy_with(fragment=None)
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise SourceError("la page redirige vers une adresse mal formée") from error
        if reason := objection(url, ports=self._settings.fetch_ports):
            raise SourceError(f"la page redirige vers une adresse qui ne peut pas être lue : {reason}")
        return url

    def ask(self, method: str, url: httpx.URL, *, deadline: Deadline, headers: Headers) -> Answer:
        """One exchange, without following redirects.

        Raises PassingError when the server cannot be reached or does not answer whole in time, SourceError when its
        address is forbidden or its answer too large.
        """
        sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", **headers}
        try:
            with (
                httpx.Client(transport=PoolTransport(self._pool(url, deadline)), trust_env=False) as client,
                client.stream(method, url, headers=sent) as response,
            ):
                body = self._body(response) if response.status_code == httpx.codes.OK else b""
                return Answer(url=url, status=response.status_code, headers=response.headers, body=body)
        except httpcore.TimeoutException as error:
            raise PassingError(f"pas de réponse complète en {deadline.seconds:g} secondes") from error
        except httpcore.ProxyError as error:
            raise PassingError("le serveur mandataire (proxy) refuse la connexion") from error
        except httpcore.ConnectError as error:
            if any(isinstance(reason, ssl.SSLCertVerificationError) for reason in error.args):
                raise SourceError("le certificat de sécurité du site n'est pas valide") from error
            raise PassingError("connexion impossible au site") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.DecodingError) as error:
            raise PassingError("réponse coupée ou mal formée") from error

    def _body(self, response: httpx.Response) -> bytes:
        most = self._settings.fetch_max_megabytes * MEGABYTE
        too_large = SourceError(f"contenu trop volumineux ({self._settings.fetch_max_megabytes} Mo au plus)")
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            raise too_large
        if response.headers.get("content-encoding", "").strip().lower() not in ENCODINGS:
            raise SourceError("contenu compressé d'une manière inconnue")
        body = bytearray()
        for block in response.iter_bytes():
            body += block
            if len(body) > most or response.num_bytes_downloaded > most:
                raise too_large
        return bytes(body)

    def _pool(self, url: httpx.URL, deadline: Deadline) -> httpcore.ConnectionPool:
        address = _proxy(url)
        if address is None:
            backend = GuardedBackend(deadline, resolve=self._resolve, permit=self._permit)
            return httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend)
        port = url.port or SCHEME_PORTS[url.scheme]
        checked_addresses(url.host, port, resolve=self._resolve, permit=self._permit)
        proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
        if proxy.url.scheme not in SCHEME_PORTS:
            raise SourceError("seuls les serveurs mandataires (proxys) http et https sont pris en charge")
        return httpcore.HTTPProxy(
            proxy_url=str(proxy.url),
            proxy_auth=proxy.raw_auth,
            ssl_context=self._tls,
            network_backend=GuardedBackend(deadline, resolve=resolve, permit=lambda _: True),
        )

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """The authorities of the environment when it names some, else those of certifi and of the system."""
        try:
            if self._settings.ca_bundle:
                return ssl.create_default_context(cafile=self._settings.ca_bundle)
            context = httpx.create_ssl_context()
            context.load_default_certs()
        except OSError as error:
            raise InputError(
                "Le fichier de certificats de REQUESTS_CA_BUNDLE ou SSL_CERT_FILE ne peut pas être lu. "
                "Corrigez ce réglage puis relancez."
            ) from error
        return context


def _proxy(url: httpx.URL) -> str | None:
    """The proxy that the usual environment variables name for a URL."""
    if proxy_bypass(url.netloc.decode("ascii")):
        return None
    proxies = getproxies()
    return proxies.get(url.scheme) or proxies.get("all") or None
