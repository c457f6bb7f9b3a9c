"""A page of the web as a source: fetched into the home, read as a file, asked again only whether it has changed."""

import json
from datetime import UTC, datetime

import pytest

from assistant.domain import DocumentKind
from assistant.errors import InputError
from assistant.settings import Settings
from ingestion import ingest
from tests.conftest import SAMPLES
from tests.ingestion.sources.knowledge import changes, documents, errors, run
from tests.ingestion.sources.site import HTML, Exchange, Respond, Site, in_turn, page, reply

FRENCH = "L'éclairage des façades est éteint à une heure."
PDF = (SAMPLES / "regulation" / "decret-tertiaire.pdf").read_bytes()


def test_a_page_becomes_a_document_with_its_address(site: Site, local: Settings) -> None:
    site.routes["/regle"] = page(FRENCH)
    report = run(local, site.url("/regle#article"), kind=DocumentKind.PROJECT)
    (document,) = documents(local)
    assert changes(report) == (1, 0, 0, 0)
    assert (document.title, document.kind) == ("Page d'essai", DocumentKind.PROJECT)
    assert (document.source, document.url) == (site.url("/regle"), site.url("/regle"))
    assert FRENCH in document.text


def test_a_redirected_page_keeps_the_source_asked_and_gives_its_own_address(site: Site, local: Settings) -> None:
    site.routes["/court"] = reply(302, location="/regle")
    site.routes["/regle"] = page(FRENCH)
    run(local, site.url("/court"))
    (document,) = documents(local)
    assert (document.source, document.url) == (site.url("/court"), site.url("/regle"))


def test_a_page_cannot_claim_the_address_of_another(site: Site, local: Settings) -> None:
    claim = '<meta name="jalon:url" content="https://www.legifrance.gouv.fr/">'
    site.routes["/faux"] = reply(
        200, f"<html><head>{claim}</head><body><p>{FRENCH}</p></body></html>", content_type=HTML
    )
    run(local, site.url("/faux"))
    assert [document.url for document in documents(local)] == [site.url("/faux")]


def test_an_unchanged_page_is_neither_sent_nor_read_again(site: Site, local: Settings) -> None:
    def answer(exchange: Exchange) -> None:
        known = exchange.headers.get("If-None-Match") == '"v1"' and "If-Modified-Since" in exchange.headers
        fresh = page(FRENCH, etag='"v1"', last_modified="Mon, 23 Nov 2026 08:00:00 GMT")
        (reply(304) if known else fresh)(exchange)

    site.routes["/regle"] = answer
    assert changes(run(local, site.url("/regle"))) == (1, 0, 0, 0)
    assert changes(run(local, site.url("/regle"))) == (0, 0, 1, 0)


def test_a_page_sent_again_without_a_change_is_unchanged(site: Site, local: Settings) -> None:
    site.routes["/regle"] = page(FRENCH)
    run(local, site.url("/regle"))
    assert changes(run(local, site.url("/regle"))) == (0, 0, 1, 0)


def test_a_changed_page_replaces_its_document_whatever_its_format(site: Site, local: Settings) -> None:
    site.routes["/regle"] = in_turn(
        page("Ancienne règle."), page("Nouvelle règle."), reply(200, PDF, content_type="application/pdf")
    )
    assert changes(run(local, site.url("/regle"))) == (1, 0, 0, 0)
    assert changes(run(local, site.url("/regle"))) == (0, 1, 0, 0)
    assert changes(run(local, site.url("/regle"))) == (1, 0, 0, 1)
    (document,) = documents(local)
    assert "tertiaire" in document.text


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_has_gone_is_removed_and_it_is_said(site: Site, local: Settings, status: int) -> None:
    site.routes["/regle"] = in_turn(page(FRENCH), reply(status))
    run(local, site.url("/regle"))
    gone = run(local, site.url("/regle"))
    assert (changes(gone), gone.failed, documents(local)) == ((0, 0, 0, 1), (), [])
    assert [(warning.source, str(status) in warning.error) for warning in gone.warnings] == [(site.url("/regle"), True)]
    assert errors(run(local, site.url("/regle"))) == [f"cette page n'existe pas ou plus (réponse {status} du site)"]


@pytest.mark.parametrize(
    ("failing", "reason"),
    [(reply(500), "réponse 500"), (reply(429), "réponse 429"), (reply(403), "réponse 403")],
)
def test_a_page_that_fails_keeps_what_was_indexed(site: Site, local: Settings, failing: Respond, reason: str) -> None:
    site.routes["/regle"] = page(FRENCH)
    run(local, site.url("/regle"))
    site.routes["/regle"] = failing
    report = run(local, site.url("/regle"))
    assert (report.deleted, len(documents(local))) == (0, 1)
    assert [reason in error for error in errors(report)] == [True]


def test_one_source_that_fails_does_not_stop_the_others(site: Site, local: Settings) -> None:
    site.routes["/bon"] = page(FRENCH)
    report = ingest(
        [SAMPLES / "regulation" / "bacs.md"], addresses=[site.url("/absent"), site.url("/bon")], settings=local
    )
    assert (report.added, [failure.source for failure in report.failed]) == (2, [site.url("/absent")])


@pytest.mark.parametrize(
    ("path", "content_type", "body", "expected"),
    [
        ("/doc", "application/pdf", PDF, "tertiaire"),
        ("/doc.pdf", "application/octet-stream", PDF, "tertiaire"),
        ("/notes", "text/plain", "Une note.", "Une note."),
        ("/tableau.csv", "text/plain", "commune;coût\nRaray;1000\n", "Raray"),
        ("/tableau", "text/csv", "commune;coût\nRaray;1000\n", "Raray"),
        ("/latin", "text/html; charset=windows-1252", f"<p>{FRENCH}</p>".encode("cp1252"), FRENCH),
        ("/latin1", "text/html; charset=ISO-8859-1", "<p>L’été à 3 €.</p>".encode("cp1252"), "L’été à 3 €."),
        ("/faux", "text/html; charset=ascii", f"<p>{FRENCH}</p>", FRENCH),
    ],
)
def test_the_content_type_chooses_the_parser_and_gives_the_charset(
    site: Site, local: Settings, path: str, content_type: str, body: bytes | str, expected: str
) -> None:
    site.routes[path] = reply(200, body, content_type=content_type)
    report = run(local, site.url(path))
    assert report.failed == ()
    assert expected in documents(local)[0].text


@pytest.mark.parametrize(
    "path", ["/", "/---", "/.source.json", "/.html", "/a/../b", "/%F0%9F%9A%B2" * 30, "/" + "é" * 300]
)
def test_a_page_is_kept_under_a_sound_name_whatever_its_address(site: Site, local: Settings, path: str) -> None:
    site.otherwise = page(FRENCH)
    site.routes["/robots.txt"] = reply(404)
    for _ in range(2):
        assert run(local, site.url(path)).failed == ()
    assert [FRENCH in document.text for document in documents(local)] == [True]


@pytest.mark.parametrize("name", ["fctva.docx", "zan-artificialisation.odt"])
def test_office_documents_are_read_by_their_content_type(site: Site, local: Settings, name: str) -> None:
    types = {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt": "application/vnd.oasis.opendocument.text",
    }
    body = (SAMPLES / "regulation" / name).read_bytes()
    site.routes["/telecharger"] = reply(200, body, content_type=types[name.rpartition(".")[2]])
    assert run(local, site.url("/telecharger")).failed == ()
    assert len(documents(local)) == 1


def test_a_json_page_of_aids_becomes_one_document_an_aid(site: Site, local: Settings) -> None:
    aids = [
        {"slug": f"aide-{n}", "name": f"Aide {n}", "financers": ["Région"], "description": "Velo."} for n in range(3)
    ]
    site.routes["/aides"] = reply(200, json.dumps(aids), content_type="application/json")
    assert run(local, site.url("/aides")).added == 3
    assert {document.url for document in documents(local)} == {site.url("/aides")}


@pytest.mark.parametrize(
    ("content_type", "body", "reason"),
    [
        ("image/png", b"\x89PNG", "contenu de type « image/png »"),
        ("", b"?", "contenu de type « inconnu »"),
        ("application/pdf", b"<html></html>", "son contenu n'est pas de ce format"),
    ],
)
def test_a_content_that_no_parser_reads_is_named(
    site: Site, local: Settings, content_type: str, body: bytes, reason: str
) -> None:
    site.routes["/x"] = reply(200, body, content_type=content_type)
    report = run(local, site.url("/x"))
    assert [reason in error for error in errors(report)] == [True]


def test_what_was_fetched_says_where_it_comes_from(site: Site, local: Settings) -> None:
    site.routes["/regle"] = page(FRENCH, etag='"v1"')
    before = datetime.now(UTC)
    run(local, site.url("/regle"))
    (note,) = (json.loads(path.read_bytes()) for path in local.home.glob("fetched/*/.source.json"))
    assert (note["url"], note["etag"], note["content_type"]) == (site.url("/regle"), '"v1"', "text/html")
    assert before <= datetime.fromisoformat(note["fetched_at"]) <= datetime.now(UTC)


def test_a_page_fetched_by_a_run_that_was_cut_is_indexed_by_the_next(site: Site, local: Settings) -> None:
    site.routes["/regle"] = in_turn(page(FRENCH, etag='"v1"'), reply(304))
    run(local, site.url("/regle"))
    local.database_path.unlink()
    assert changes(run(local, site.url("/regle"))) == (1, 0, 0, 0)


def test_nothing_is_asked_when_one_address_is_wrong(site: Site, local: Settings) -> None:
    with pytest.raises(InputError):
        run(local, site.url("/regle"), "ftp://exemple.fr/doc")
    assert site.asked == []


def test_a_private_address_is_refused_and_reported(site: Site, guarded: Settings) -> None:
    report = run(guarded, site.url("/regle"))
    assert ["JALON_ALLOW_PRIVATE_ADDRESSES" in error for error in errors(report)] == [True]
    assert site.asked == []
