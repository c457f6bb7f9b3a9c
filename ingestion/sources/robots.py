"""robots.txt, as RFC 9309 says: an absent one allows all, one that cannot be reached forbids all for now."""

import httpx
from protego import Protego

from ingestion.sources.client import USER_AGENT, Web
from ingestion.sources.failures import PassingError, SourceError
from ingestion.sources.network import Deadline

UNREACHABLE = "le fichier robots.txt du site ne répond pas : la page ne peut pas être lue pour l'instant"


class Robots:
    """The robots.txt of the sites asked, each fetched once."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._rules: dict[httpx.URL, Protego] = {}

    def check(self, url: httpx.URL, deadline: Deadline) -> None:
        """Raise SourceError when the site forbids the page to Jalon, PassingError when it cannot be known."""
        address = url.copy_with(path="/robots.txt", query=None, fragment=None)
        if address not in self._rules:
            self._rules[address] = self._fetch(address, deadline)
        if not self._rules[address].can_fetch(str(url), USER_AGENT):
            raise SourceError("le site demande de ne pas lire cette page automatiquement (robots.txt)")

    def _fetch(self, address: httpx.URL, deadline: Deadline) -> Protego:
        try:
            answer = self._web.get(address, deadline=deadline)
        except PassingError as error:
            raise PassingError(f"{UNREACHABLE} ({error})") from error
        if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise PassingError(UNREACHABLE)
        return Protego.parse(answer.body.decode("utf-8", errors="replace"))
