"""What a hostile or broken site can and cannot do: each test is one such site, served on this machine."""

import gzip
import itertools
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import pytest
import trustme

from assistant.errors import InputError
from assistant.settings import Settings
from ingestion.sources.client import Answer, Web
from ingestion.sources.failures import PassingError, SourceError
from tests.ingestion.sources.site import Exchange, Site, page, reply, serving

UNROUTED = "2a00::1"  # public by its form; nothing answers there


def only_loopback(address: str) -> bool:
    return address == "127.0.0.1"


def names(**addresses: str) -> Callable[[str, int], Sequence[str]]:
    """A resolver of a few names; numeric addresses are themselves."""
    return lambda host, port: [addresses.get(host.partition(".")[0], host)]


def get(url: str, settings: Settings, **options: Callable[..., Sequence[str]]) -> Answer:
    web = Web(settings, permit=only_loopback, **options)
    return web.get(httpx.URL(url), deadline=web.deadline())


def test_a_page_of_a_permitted_address_is_read(site: Site, guarded: Settings) -> None:
    site.routes["/a"] = page("Bonjour.")
    assert b"Bonjour." in get(site.url("/a"), guarded).body
    assert site.asked[0].headers["User-Agent"].startswith("Jalon/")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"])
def test_this_machine_is_refused_under_all_its_names(site: Site, guarded: Settings, host: str) -> None:
    web = Web(guarded)
    with pytest.raises(SourceError, match="réseau interne"):
        web.get(httpx.URL(site.url("/", host=host)), deadline=web.deadline())
    assert site.asked == []


def test_a_host_with_one_private_address_among_public_ones_is_refused(site: Site, guarded: Settings) -> None:
    web = Web(guarded, resolve=lambda host, port: [UNROUTED, "127.0.0.1"])
    with pytest.raises(SourceError, match="réseau interne"):
        web.get(httpx.URL(site.url("/", host="exemple.test")), deadline=web.deadline())
    assert site.asked == []


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/"])
def test_a_redirect_to_a_private_address_is_refused(site: Site, guarded: Settings, target: str) -> None:
    site.routes["/a"] = reply(302, location=target)
    with pytest.raises(SourceError, match="réseau interne"):
        get(site.url("/a"), guarded)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://u:p@exemple.test/", "http://exemple.test:22/"])
def test_a_redirect_to_a_forbidden_form_of_address_is_refused(site: Site, guarded: Settings, target: str) -> None:
    site.routes["/a"] = reply(301, location=target)
    with pytest.raises(SourceError, match="redirige vers une adresse qui ne peut pas être lue"):
        get(site.url("/a"), guarded)


def test_a_redirect_loop_ends(site: Site, guarded: Settings) -> None:
    site.routes["/a"] = reply(302, location="/b")
    site.routes["/b"] = reply(302, location="/a")
    with pytest.raises(SourceError, match="redirections"):
        get(site.url("/a"), guarded)
    assert len(site.asked) == 6


def test_a_name_that_resolves_elsewhere_a_moment_later_changes_nothing(site: Site, guarded: Settings) -> None:
    """DNS rebinding: the name is resolved once, and the connection goes to the address that was checked."""
    answers = itertools.chain([UNROUTED], itertools.repeat("127.0.0.1"))
    web = Web(guarded, resolve=lambda host, port: [next(answers)])
    with pytest.raises(PassingError):
        web.get(httpx.URL(site.url("/", host="exemple.test")), deadline=web.deadline())
    assert site.asked == []


def test_a_name_is_resolved_once_a_connection(site: Site, guarded: Settings) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    site.routes["/a"] = page("Bonjour.")
    answer = get(site.url("/a", host="mairie.test"), guarded, resolve=resolve)
    assert (answer.status, asked) == (200, ["mairie.test"])
    assert site.asked[0].headers["Host"] == f"mairie.test:{site.port}"


def drip(exchange: Exchange) -> None:
    exchange.send_response(200)
    exchange.end_headers()
    for _ in range(100):
        exchange.wfile.write(b"x")
        exchange.wfile.flush()
        time.sleep(0.1)


def drip_headers(exchange: Exchange) -> None:
    exchange.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(exchange)


def endless(exchange: Exchange) -> None:
    exchange.send_response(200)
    exchange.end_headers()
    while True:
        exchange.wfile.write(b"x" * 65_536)


@pytest.mark.parametrize("slow", [drip, drip_headers])
def test_a_slow_drip_is_cut_at_the_time_bound(site: Site, guarded: Settings, slow: Callable[[Exchange], None]) -> None:
    site.routes["/a"] = slow
    started = time.monotonic()
    with pytest.raises(PassingError, match="pas de réponse complète en 1 secondes"):
        get(site.url("/a"), guarded)
    assert time.monotonic() - started < 3


def test_an_endless_body_is_cut_at_the_size_bound(site: Site, guarded: Settings) -> None:
    site.routes["/a"] = endless
    with pytest.raises(SourceError, match="trop volumineux"):
        get(site.url("/a"), guarded)


def test_a_body_announced_too_large_is_not_read(site: Site, guarded: Settings) -> None:
    site.routes["/a"] = reply(200, content_length=str(10**12))
    with pytest.raises(SourceError, match="trop volumineux"):
        get(site.url("/a"), guarded)


def test_a_gzip_bomb_is_cut_at_the_size_bound(site: Site, guarded: Settings) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, compresslevel=9)
    site.routes["/a"] = reply(200, bomb, content_encoding="gzip")
    with pytest.raises(SourceError, match="trop volumineux"):
        get(site.url("/a"), guarded)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd"])
def test_a_compression_that_was_not_asked_is_refused(site: Site, guarded: Settings, encoding: str) -> None:
    site.routes["/a"] = reply(200, b"x", content_encoding=encoding)
    with pytest.raises(SourceError, match="compressé d'une manière inconnue"):
        get(site.url("/a"), guarded)


@pytest.mark.parametrize(
    "broken",
    [
        reply(200, b"pas du gzip", content_encoding="gzip"),
        lambda exchange: exchange.send(200, b"court", {"Content-Length": "500", "Connection": "close"}),
        lambda exchange: exchange.wfile.write(b"ceci n'est pas du HTTP\r\n\r\n"),
    ],
)
def test_a_broken_answer_may_pass(site: Site, guarded: Settings, broken: Callable[[Exchange], None]) -> None:
    def answer(exchange: Exchange) -> None:
        broken(exchange)
        exchange.close_connection = True

    site.routes["/a"] = answer
    with pytest.raises(PassingError, match="coupée ou mal formée"):
        get(site.url("/a"), guarded)


def test_an_unknown_host_and_a_closed_port_may_pass(guarded: Settings) -> None:
    with pytest.raises(PassingError, match="site introuvable"):
        get("http://site-qui-n-existe-pas.invalid/", guarded)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(PassingError, match="connexion impossible"):
            get(f"http://127.0.0.1:{unused.getsockname()[1]}/", guarded)


@pytest.fixture
def authority(tmp_path: Path) -> tuple[trustme.CA, Path]:
    """A certificate authority, and the file that makes it trusted."""
    authority = trustme.CA()
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return authority, file


def test_tls_verifies_the_name_though_the_connection_goes_to_an_address(
    guarded: Settings, authority: tuple[trustme.CA, Path]
) -> None:
    issuer, file = authority
    told: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert("mairie.test").configure_cert(context)
    context.sni_callback = lambda _socket, name, _context: told.append(name)
    settings = guarded.model_copy(update={"ca_bundle": file})
    resolver = names(mairie="127.0.0.1", autre="127.0.0.1")
    with serving(context) as site:
        site.routes["/a"] = page("Bonjour.")
        address = f":{site.port}/a"
        assert get(f"https://mairie.test{address}", settings, resolve=resolver).status == 200
        with pytest.raises(SourceError, match="certificat"):
            get(f"https://autre.test{address}", settings, resolve=resolver)
        with pytest.raises(SourceError, match="certificat"):
            get(f"https://mairie.test{address}", guarded, resolve=resolver)
    assert told == ["mairie.test", "autre.test", "mairie.test"]


def test_the_authorities_of_the_environment_are_trusted(
    guarded: Settings, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer, file = authority
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert("127.0.0.1").configure_cert(context)
    with serving(context) as site:
        site.routes["/a"] = page("Bonjour.")
        for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
            monkeypatch.setenv(name, str(file))
            settings = Settings(home=guarded.home)
            assert get(f"https://127.0.0.1:{site.port}/a", settings).status == 200
            monkeypatch.delenv(name)


def test_a_certificate_bundle_that_cannot_be_read_is_a_wrong_setting(guarded: Settings, tmp_path: Path) -> None:
    settings = guarded.model_copy(update={"ca_bundle": tmp_path / "absent.pem"})
    with pytest.raises(InputError, match="REQUESTS_CA_BUNDLE"):
        get("https://127.0.0.1/", settings)


def test_the_proxy_of_the_environment_is_asked(site: Site, guarded: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy resolves the name; what it would lead to is unknown here, so an unknown name is left to it."""
    monkeypatch.setenv("http_proxy", site.url(""))
    site.routes["http://exemple.invalid/a"] = page("Par le proxy.")
    assert b"Par le proxy." in get("http://exemple.invalid/a", guarded).body


def test_a_private_address_is_refused_behind_a_proxy_too(
    site: Site, guarded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", site.url(""))
    with pytest.raises(SourceError, match="réseau interne"):
        get("http://10.0.0.1/", guarded)
    assert site.asked == []
