"""The Aides-territoires API as a source: all its aids, read page by page, through what goes wrong in it."""

import json
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.domain import Beneficiary
from assistant.errors import InputError
from assistant.settings import Settings
from ingestion import IngestReport, ingest
from ingestion.records import read_records
from ingestion.records.shape import Record
from ingestion.sources.aides_client import AidesTerritoiresClient
from ingestion.sources.aides_territoires import AidesTerritoires
from ingestion.sources.client import Web
from ingestion.sources.failures import PassingError, SourceError
from tests.ingestion.sources.aides_api import SECRET, Api, aid
from tests.ingestion.sources.site import Exchange, Respond, Site, in_turn, reply
from tests.ingestion.sources.test_pages import changes, documents, errors, stored

TODAY = date(2026, 11, 25)


@pytest.fixture
def settings(local: Settings, site: Site) -> Settings:
    return local.model_copy(
        update={"aides_territoires_url": site.url("/api"), "aides_territoires_token": SecretStr(SECRET)}
    )


@pytest.fixture
def api(site: Site) -> Api:
    return Api(site, aids=[aid(number) for number in range(1, 6)])


def run(settings: Settings) -> IngestReport:
    return ingest([], addresses=["aides-territoires"], settings=settings)


def records(path: Path) -> list[Record]:
    return [record for record in read_records(path, None) if isinstance(record, Record)]


def refresh(settings: Settings, pauses: list[float], *, today: date = TODAY) -> str | None:
    """Read the aids without waiting between tries: the pauses are noted instead."""
    client = AidesTerritoiresClient(settings, Web(settings), pause=pauses.append)
    return AidesTerritoires(client, home=settings.home, today=today).refresh(lambda _: None).warning


def test_every_aid_becomes_a_document(settings: Settings, api: Api) -> None:
    report = run(settings)
    assert (changes(report), report.failed) == ((5, 0, 0, 0), ())
    assert api.pages_asked() == [1, 2, 3]
    first = documents(settings)[0]
    assert (first.source, first.kind) == ("Aides-territoires", "funding")
    assert first.url == f"https://aides-territoires.beta.gouv.fr/aides/{first.reference}/"


def test_aids_that_changed_or_left_are_updated_or_removed(settings: Settings, api: Api) -> None:
    run(settings)
    assert changes(run(settings)) == (0, 0, 5, 0)
    api.aids = [aid(1, description="<p>Nouveau texte.</p>"), aid(2), aid(3), aid(6)]
    assert changes(run(settings)) == (1, 1, 2, 2)


def test_both_shapes_of_the_api_are_read_without_loss(settings: Settings, api: Api) -> None:
    objects = aid(
        7,
        financers=[{"id": 1, "name": "ADEME", "logo": None}, {"id": 2, "name": "Région Bretagne"}],
        programs=[{"id": 3, "name": "Fonds vert"}],
        categories=[{"id": 4, "name": "Sols", "theme": {"id": 1, "name": "Nature"}}, "Eau / Pluie"],
        targeted_audiences=[{"id": "epci", "name": "Intercommunalité / Pays"}],
        perimeter={"id": 5, "name": "Bretagne", "scale": "Région"},
        recurrence={"id": 1, "name": "Permanente"},
        mobilization_steps=[{"id": "op", "name": "Mise en œuvre"}],
    )
    audiences = ["Commune", "Intercommunalité / Pays", "Etablissement public dont services de l'Etat"]
    flat = aid(8, targeted_audiences=audiences, financers_full=[{"id": 1, "name": "ADEME", "logo": "ademe.png"}])
    api.aids = [objects, flat]
    assert run(settings).failed == ()
    with stored(settings) as store:
        first, second = (found for _, found in store.iter_aids())
    assert (first.financers, first.programs) == (("ADEME", "Région Bretagne"), ("Fonds vert",))
    assert first.categories == ("Nature|Sols", "Eau / Pluie")
    assert (first.perimeter, first.perimeter_scale) == ("Bretagne", "Région")
    assert (first.audiences, first.recurrence) == ((Beneficiary.EPCI,), "ongoing")
    assert first.mobilization_steps == ("Mise en œuvre",)
    assert {name: first.extra[name] for name in ("financers", "perimeter", "categories")} == {
        name: objects[name] for name in ("financers", "perimeter", "categories")
    }
    assert second.audiences == (Beneficiary.COMMUNE, Beneficiary.EPCI, Beneficiary.PUBLIC_BODY)
    assert second.extra["financers_full"] == flat["financers_full"]


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
        (format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True), 60, 100),
        ("86400", 300, 300),
        ("bientôt".encode().decode("latin-1"), 0, 1),
    ],
)
def test_the_pause_that_the_api_asks_for_is_respected_up_to_five_minutes(
    settings: Settings, api: Api, asked: str, shortest: float, longest: float
) -> None:
    api.troubles = [reply(429, retry_after=asked)]
    pauses: list[float] = []
    refresh(settings, pauses)
    assert [shortest <= pause <= longest for pause in pauses] == [True]


def test_a_trouble_that_lasts_is_reported_and_keeps_what_was_indexed(settings: Settings, api: Api, site: Site) -> None:
    run(settings)
    api.aids = [aid(9)]
    site.routes["/api/connexion/"] = reply(404)
    report = run(settings)
    assert (report.unchanged, report.deleted) == (5, 0)
    assert ["404" in error for error in errors(report)] == [True]


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


def test_a_list_that_changes_while_it_is_read_removes_nothing(settings: Settings, api: Api) -> None:
    run(settings)

    def withdraw(exchange: Exchange) -> None:
        api.aids = [aid(number) for number in (2, 3, 4, 5)]
        api.answer(exchange)

    api.troubles = [api.answer, withdraw]
    moved = run(settings)
    assert (changes(moved), [warning.source for warning in moved.warnings]) == ((0, 0, 5, 0), ["Aides-territoires"])
    assert changes(run(settings)) == (0, 0, 4, 1)


def test_an_empty_list_removes_nothing(settings: Settings, api: Api) -> None:
    run(settings)
    api.aids = []
    report = run(settings)
    assert (report.unchanged, report.deleted) == (5, 0)
    assert ["aucune aide" in error for error in errors(report)] == [True]


def test_an_api_that_repeats_a_page_is_not_read_for_ever(settings: Settings, api: Api, site: Site) -> None:
    body = '{"count": 9, "next": "suite", "results": [{"slug": "a", "name": "A", "financers": []}]}'
    site.routes["/api/aids/"] = reply(200, body, content_type="application/json")
    with pytest.raises(SourceError, match="deux fois la même page"):
        refresh(settings, [])


def test_an_aid_that_cannot_be_read_is_named_and_the_others_are_kept(settings: Settings, api: Api) -> None:
    api.aids = [aid(1), aid(2, subvention_rate_upper_bound=400), {"id": 3, "name": "Sans identifiant"}]
    report = run(settings)
    assert report.added == 1
    assert [failure.source.partition(":")[0] for failure in report.failed] == ["Aides-territoires"] * 2


@pytest.mark.parametrize(
    ("token", "reason"),
    [(None, "demande un jeton"), (" ", "demande un jeton"), ("à-secret\n-b", "caractères interdits")],
)
def test_a_missing_or_broken_token_is_wrong_usage(
    settings: Settings, api: Api, site: Site, token: str | None, reason: str
) -> None:
    secret = SecretStr(token) if token is not None else None
    with pytest.raises(InputError, match=reason) as raised:
        run(settings.model_copy(update={"aides_territoires_token": secret}))
    assert "secret" not in str(raised.value)
    assert site.asked == []


def test_the_token_does_not_travel_in_clear(guarded: Settings) -> None:
    settings = guarded.model_copy(
        update={"aides_territoires_url": "http://exemple.fr/api", "aides_territoires_token": SecretStr(SECRET)}
    )
    with pytest.raises(InputError, match="https://"):
        run(settings)


def test_a_refused_token_is_reported_without_being_shown(
    settings: Settings, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        report = run(settings.model_copy(update={"aides_territoires_token": SecretStr("faux-jeton")}))
    assert ["refuse le jeton" in error for error in errors(report)] == [True]
    assert "faux-jeton" not in caplog.text + report.model_dump_json()


def test_neither_token_is_logged_or_written_in_the_home(
    settings: Settings, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        run(settings)
    written = b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())
    for secret in (SECRET, "jwt-1"):
        assert secret not in caplog.text
        assert secret.encode() not in written


def test_the_token_does_not_follow_a_redirect(settings: Settings, api: Api, site: Site) -> None:
    site.routes["/api/aids/"] = reply(302, location="/ailleurs")
    site.routes["/ailleurs"] = in_turn(api.answer)
    assert ["302" in error for error in errors(run(settings))] == [True]
    assert "/ailleurs" not in site.paths()


@pytest.mark.real_data
def test_real_aids_read_through_the_api_are_those_of_the_file(
    settings: Settings, site: Site, shared_data: Path
) -> None:
    file = shared_data / "funding" / "aides_api_2021.jsonl"
    Api(site, aids=[json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()], size=100)
    assert refresh(settings, []) is None
    (fetched,) = settings.home.glob("fetched/*/aides-territoires.jsonl")
    read, expected = ({record.key: record for record in records(path)} for path in (fetched, file))
    assert (len(read), read) == (473, expected)
