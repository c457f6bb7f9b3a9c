"""robots.txt: what a site asks not to read automatically is not read."""

import pytest

from assistant.settings import Settings
from tests.ingestion.sources.knowledge import errors, run
from tests.ingestion.sources.site import Site, in_turn, page, reply

FRENCH = "L'éclairage des façades est éteint à une heure."
ROBOTS = "User-agent: *\nDisallow: /prive\nDisallow: /*?tri=\n\nUser-agent: Autre\nDisallow: /\n"


@pytest.mark.parametrize(("path", "allowed"), [("/public", True), ("/prive/page", False), ("/public?tri=date", False)])
def test_robots_txt_is_respected(site: Site, local: Settings, path: str, allowed: bool) -> None:
    site.routes["/robots.txt"] = reply(200, ROBOTS, content_type="text/plain")
    site.routes["/public"] = site.routes["/prive/page"] = page(FRENCH)
    report = run(local, site.url(path))
    assert (report.added, site.paths()) == ((1, [path]) if allowed else (0, []))
    assert all("robots.txt" in error for error in errors(report))


def test_robots_txt_of_a_redirect_target_is_respected(site: Site, local: Settings) -> None:
    site.routes["/robots.txt"] = reply(200, ROBOTS, content_type="text/plain")
    site.routes["/public"] = reply(302, location="/prive")
    site.routes["/prive"] = page(FRENCH)
    assert ["robots.txt" in error for error in errors(run(local, site.url("/public")))] == [True]
    assert site.paths() == ["/public"]


def test_a_missing_robots_txt_allows_and_a_failing_one_refuses_for_now(site: Site, local: Settings) -> None:
    site.routes["/regle"] = page(FRENCH)
    site.routes["/robots.txt"] = in_turn(reply(403), reply(503))
    assert run(local, site.url("/regle")).failed == ()
    assert ["robots.txt" in error for error in errors(run(local, site.url("/regle")))] == [True]


def test_robots_txt_is_asked_once_for_all_the_pages_of_a_site(site: Site, local: Settings) -> None:
    site.routes["/a"] = site.routes["/b"] = page(FRENCH)
    run(local, site.url("/a"), site.url("/b"), site.url("/a#fin"))
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/a", "/b"]
