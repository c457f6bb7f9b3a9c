"""The Aides-territoires API: a connection that lasts a day, then pages of aids; what may pass is tried again.

Protocol as in the public code of the service (MTES-MCT/aides-territoires-symfony, ``src/Controller/Api``): the personal
token gives a bearer token, ``next`` is null on the last page, ``itemsPerPage`` is 100 at most.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from pydantic import ConfigDict, JsonValue, ValidationError
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from assistant.domain import Frozen
from assistant.errors import InputError
from assistant.settings import Settings
from ingestion.sources.addresses import page_url
from ingestion.sources.client import Answer, Headers, Web
from ingestion.sources.failures import PassingError, SourceError

PER_PAGE = 100
ATTEMPTS = 6
LONGEST_PAUSE = 300.0  # seconds that a server may make us wait
BACKOFF = wait_random_exponential(multiplier=1, max=60)
REFUSED = frozenset({httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN})

Pause = Callable[[float], None]


class _ApiAnswer(Frozen):
    """What the API answers: fields that it gains one day are ignored."""

    model_config = ConfigDict(extra="ignore")


class AidsPage(_ApiAnswer):
    """One page of the list of aids, as the API gives them; ``next`` is None on the last one."""

    results: tuple[dict[str, JsonValue], ...]
    next: str | None = None
    count: int | None = None


class _Connection(_ApiAnswer):
    token: str


class _ExpiredError(SourceError):
    """The bearer token is no longer accepted."""


class AidesTerritoiresClient:
    """Reads the pages of the API. ``pause`` waits a number of seconds between two tries."""

    def __init__(self, settings: Settings, web: Web, *, pause: Pause) -> None:
        self._web = web
        self._base = _base(settings)
        self._secret = _secret(settings)
        self._bearer = ""
        self._retrying = Retrying(
            retry=retry_if_exception_type(PassingError),
            wait=_wait,
            stop=stop_after_attempt(ATTEMPTS),
            sleep=pause,
            reraise=True,
        )

    @property
    def address(self) -> str:
        """The address that identifies the source."""
        return str(self._base)

    def page(self, number: int) -> tuple[AidsPage, bytes]:
        """A page of aids, counted from 1, with its bytes.

        Raises PassingError when several tries have failed, SourceError when the token is refused.
        """
        try:
            return self._retrying(self._page, number)
        except _ExpiredError:
            self._bearer = ""  # it may have expired since the run began: one new connection, and no other
            return self._retrying(self._page, number)

    def _page(self, number: int) -> tuple[AidsPage, bytes]:
        if not self._bearer:
            self._bearer = self._connect()
        url = self._address("aids/").copy_with(params={"page": number, "itemsPerPage": PER_PAGE})
        answer = self._ask("GET", url, {"Authorization": f"Bearer {self._bearer}"})
        if answer.status == httpx.codes.UNAUTHORIZED:
            raise _ExpiredError("l'API Aides-territoires n'accepte plus la connexion : relancez plus tard")
        try:
            return AidsPage.model_validate_json(_content(answer)), answer.body
        except ValidationError as error:
            raise PassingError("l'API Aides-territoires a donné une réponse tronquée ou mal formée") from error

    def _connect(self) -> str:
        answer = self._ask("POST", self._address("connexion/"), {"X-AUTH-TOKEN": self._secret, "Content-Length": "0"})
        if answer.status in REFUSED:
            raise SourceError(
                "l'API Aides-territoires refuse le jeton JALON_AIDES_TERRITOIRES_TOKEN ; "
                "recopiez-le depuis la page « Ma clé API » de votre compte Aides-territoires"
            )
        try:
            return _Connection.model_validate_json(_content(answer)).token
        except ValidationError as error:
            raise PassingError("l'API Aides-territoires n'a pas donné de connexion valable") from error

    def _ask(self, method: str, url: httpx.URL, headers: Headers) -> Answer:
        headers = {"Accept": "application/json", **headers}
        return self._web.ask(method, url, deadline=self._web.deadline(), headers=headers)

    def _address(self, path: str) -> httpx.URL:
        return self._base.join(path)


def _base(settings: Settings) -> httpx.URL:
    base = page_url(settings.aides_territoires_url.rstrip("/") + "/", ports=settings.fetch_ports)
    if base.scheme != "https" and not settings.allow_private_addresses:
        raise InputError(
            "JALON_AIDES_TERRITOIRES_URL doit commencer par https:// : le jeton ne circule pas en clair sur Internet."
        )
    return base


def _secret(settings: Settings) -> str:
    secret = settings.aides_territoires_token.get_secret_value().strip() if settings.aides_territoires_token else ""
    if not secret:
        raise InputError(
            "Lire les aides d'Aides-territoires demande un jeton : demandez-le sur la page « Ma clé API » de votre "
            "compte Aides-territoires, mettez-le dans la variable JALON_AIDES_TERRITOIRES_TOKEN puis relancez."
        )
    if not secret.isascii() or not secret.isprintable():
        raise InputError("Le jeton JALON_AIDES_TERRITOIRES_TOKEN contient des caractères interdits : recopiez-le.")
    return secret


def _content(answer: Answer) -> bytes:
    """The body of a successful answer; raises PassingError or SourceError for another one."""
    if answer.status == httpx.codes.OK:
        return answer.body
    said = f"l'API Aides-territoires répond par une erreur ({answer.status})"
    if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR or answer.status == httpx.codes.TOO_MANY_REQUESTS:
        raise PassingError(f"{said} : réessayez plus tard", retry_after=_retry_after(answer.headers))
    raise SourceError(f"{said} : vérifiez JALON_AIDES_TERRITOIRES_URL")


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds to wait, from a number or from an HTTP date."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None


def _wait(state: RetryCallState) -> float:
    """Exponential pause with jitter, never under what the server asks for, up to five minutes."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, PassingError) else None
    return min(LONGEST_PAUSE, max(BACKOFF(state), asked or 0.0))
