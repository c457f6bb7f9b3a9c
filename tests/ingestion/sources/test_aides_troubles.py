"""What goes wrong with the Aides-territoires API: troubles that pass, interruptions, connections, tokens."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pydantic import SecretStr

from assistant.errors import InputError
from assistant.settings import Settings
from ingestion.sources.failures import PassingError, SourceError
from tests.ingestion.sources.aides_api import SECRET, TODAY, Api, ingest_aids, refresh
from tests.ingestion.sources.knowledge import errors
from tests.ingestion.sources.site import Exchange, Respond, Site, reply


@pytest.mark.parametrize(
    "trouble",
    [
        reply(500),
        reply(503),
        reply(429),
        reply(200, '{"count": 5, "results": [{"slug": "aide-', content_type="application/json"),
        reply(200, "<html>En maintenance</html>", content_type="text/html"),
        reply(200, '{"count": 5, "results": "aucun"}', content_type="application/json"),
        lambda exchange: exchange.wfile.write(b"coupure\r\n\r\n"),
    ],
)
def test_a_passing_trouble_is_tried_again_after_a_growing_pause(settings: Settings, api: Api, trouble: Respond) -> None:
    api.troubles = [trouble, trouble, trouble]
    pauses: list[float] = []
    assert refresh(settings, pauses) is None
    assert [0 <= pause <= 2**rank for rank, pause in enumerate(pauses)] == [True] * 3
    assert api.pages_asked() == [1, 1, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("asked", "shortest", "longest"),
    [
        ("40", 40, 40),
        (None, 60, 100),
        ("86400", 300, 300),
        ("bientôt".encode().decode("latin-1"), 0, 1),
    ],
    ids=["seconds", "a date", "too long", "no number"],
)
def test_the_pause_that_the_api_asks_for_is_respected_up_to_five_minutes(
    settings: Settings, api: Api, asked: str | None, shortest: float, longest: float
) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    api.troubles = [reply(429, retry_after=asked or date)]
    pauses: list[float] = []
    refresh(settings, pauses)
    assert [shortest <= pause <= longest for pause in pauses] == [True]


def test_an_interrupted_run_goes_on_where_it_stopped_the_same_day(settings: Settings, api: Api) -> None:
    api.troubles = [api.answer, api.answer, *[reply(500)] * 6]
    with pytest.raises(PassingError, match="500"):
        refresh(settings, [])
    asked = len(api.pages_asked())
    refresh(settings, [])
    assert api.pages_asked()[asked:] == [3]
    assert list(settings.home.glob("fetched/*/pages-*")) == []


def test_pages_of_another_day_are_read_again(settings: Settings, api: Api) -> None:
    api.troubles = [api.answer, *[reply(500)] * 6]
    with pytest.raises(PassingError):
        refresh(settings, [])
    asked = len(api.pages_asked())
    refresh(settings, [], today=TODAY + timedelta(days=1))
    assert api.pages_asked()[asked:] == [1, 2, 3]


def test_an_expired_connection_is_renewed_once(settings: Settings, api: Api) -> None:
    def expire(exchange: Exchange) -> None:
        api.expired = {"jwt-1"}
        reply(401)(exchange)

    api.troubles = [api.answer, expire]
    refresh(settings, [])
    assert (api.connections, api.pages_asked()) == (2, [1, 2, 2, 3])


def test_a_connection_that_is_never_accepted_is_not_renewed_for_ever(settings: Settings, api: Api) -> None:
    api.expired = {"jwt-1", "jwt-2", "jwt-3"}
    with pytest.raises(SourceError, match="n'accepte plus la connexion"):
        refresh(settings, [])
    assert api.connections == 2


def test_an_api_that_repeats_a_page_is_not_read_for_ever(settings: Settings, api: Api, site: Site) -> None:
    body = '{"count": 9, "next": "suite", "results": [{"slug": "a", "name": "A", "financers": []}]}'
    site.routes["/api/aids/"] = reply(200, body, content_type="application/json")
    with pytest.raises(SourceError, match="deux fois la même page"):
        refresh(settings, [])


@pytest.mark.parametrize(
    ("token", "reason"),
    [(None, "demande un jeton"), (" ", "demande un jeton"), ("à-secret\n-b", "caractères interdits")],
)
def test_a_missing_or_broken_token_is_wrong_usage(
    settings: Settings, api: Api, site: Site, token: str | None, reason: str
) -> None:
    secret = SecretStr(token) if token is not None else None
    with pytest.raises(InputError, match=reason) as raised:
        ingest_aids(settings.model_copy(update={"aides_territoires_token": secret}))
    assert "secret" not in str(raised.value)
    assert site.asked == []


def test_the_token_does_not_travel_in_clear(guarded: Settings) -> None:
    settings = guarded.model_copy(
        update={"aides_territoires_url": "http://exemple.fr/api", "aides_territoires_token": SecretStr(SECRET)}
    )
    with pytest.raises(InputError, match="https://"):
        ingest_aids(settings)


def test_a_refused_token_is_reported_without_being_shown(
    settings: Settings, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        report = ingest_aids(settings.model_copy(update={"aides_territoires_token": SecretStr("faux-jeton")}))
    assert ["refuse le jeton" in error for error in errors(report)] == [True]
    assert "faux-jeton" not in caplog.text + report.model_dump_json()


def test_neither_token_is_logged_or_written_in_the_home(
    settings: Settings, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        ingest_aids(settings)
    written = b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())
    for secret in (SECRET, "jwt-1"):
        assert secret not in caplog.text
        assert secret.encode() not in written


def test_the_token_does_not_follow_a_redirect(settings: Settings, api: Api, site: Site) -> None:
    site.routes["/api/aids/"] = reply(302, location="/ailleurs")
    site.routes["/ailleurs"] = api.answer
    assert ["302" in error for error in errors(ingest_aids(settings))] == [True]
    assert "/ailleurs" not in site.paths()
