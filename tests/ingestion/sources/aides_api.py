"""The Aides-territoires API on this machine, with its protocol and what goes wrong in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from assistant.settings import Settings
from ingestion import IngestReport
from ingestion.sources.aides_client import AidesTerritoiresClient
from ingestion.sources.aides_territoires import AidesTerritoires
from ingestion.sources.client import Web
from tests.ingestion.sources.knowledge import run
from tests.ingestion.sources.site import Exchange, Respond, Site, reply

SECRET = "jeton-tres-secret"
JSON = "application/json"
TODAY = date(2026, 11, 25)


def aid(number: int, **fields: Any) -> dict[str, Any]:
    """An aid in the shape of the API."""
    return {
        "id": number,
        "slug": f"aide-{number:04}",
        "url": f"/aides/aide-{number:04}/",
        "name": f"Aide numéro {number}",
        "financers": ["ADEME"],
        "description": f"<p>Une aide pour le projet {number}.</p>",
        **fields,
    }


@dataclass
class Api:
    """Serves ``aids`` by pages of ``size``, whatever the size asked; ``troubles`` answer first, one a request."""

    site: Site
    aids: Sequence[dict[str, Any]]
    size: int = 2
    troubles: list[Respond] = field(default_factory=list)
    connections: int = 0
    expired: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.site.routes["/api/connexion/"] = self._connect
        self.site.routes["/api/aids/"] = self._page

    def pages_asked(self) -> list[int]:
        """The numbers of the pages asked, in order."""
        asked = [urlsplit(request.path) for request in self.site.asked if request.method == "GET"]
        return [int(parse_qs(url.query)["page"][0]) for url in asked]

    def _connect(self, exchange: Exchange) -> None:
        if exchange.headers.get("X-AUTH-TOKEN") != SECRET:
            reply(401, '{"message": "Invalid credentials."}', content_type=JSON)(exchange)
            return
        self.connections += 1
        reply(200, json.dumps({"token": f"jwt-{self.connections}"}), content_type=JSON)(exchange)

    def _page(self, exchange: Exchange) -> None:
        bearer = exchange.headers.get("Authorization", "").removeprefix("Bearer ")
        if bearer != f"jwt-{self.connections}" or bearer in self.expired:
            reply(401, '{"message": "Expired JWT Token"}', content_type=JSON)(exchange)
        elif self.troubles:
            self.troubles.pop(0)(exchange)
        else:
            self.answer(exchange)

    def answer(self, exchange: Exchange) -> None:
        """The page asked."""
        number = int(parse_qs(urlsplit(exchange.path).query)["page"][0])
        start, end = (number - 1) * self.size, number * self.size
        following = self.site.url(f"/api/aids/?page={number + 1}") if end < len(self.aids) else None
        body = {"count": len(self.aids), "previous": None, "next": following, "results": self.aids[start:end]}
        reply(200, json.dumps(body), content_type=JSON)(exchange)


def ingest_aids(settings: Settings) -> IngestReport:
    """What ``jalon ingest aides-territoires`` does."""
    return run(settings, "aides-territoires")


def refresh(settings: Settings, pauses: list[float], *, today: date = TODAY) -> str | None:
    """Read the aids without waiting between tries: the pauses are noted instead. Returns the warning, if any."""
    client = AidesTerritoiresClient(settings, Web(settings), pause=pauses.append)
    return AidesTerritoires(client, home=settings.home, today=today).refresh(lambda _: None).warning
