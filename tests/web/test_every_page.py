"""What holds of every page, read as its HTML: title, headings, language, tables, fields, security."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from assistant.api import create_app
from assistant.settings import Settings
from tests.every_page import ABSENT, ADDRESSES, NOT_PAGES, PAGES, routes_read_by_people
from tests.filled import Filled

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def client(filled: Filled) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(home=filled.home)), headers={"accept": "text/html"}) as opened:
        yield opened


@pytest.fixture(scope="module")
def trees(client: TestClient, filled: Filled) -> Mapping[str, html.HtmlElement]:
    """Every page, by its address here."""
    read = {}
    for address in (*ADDRESSES, *ABSENT):
        answer = client.get(filled.address(address))
        assert answer.status_code == (404 if address in ABSENT else 200), address
        assert answer.headers["content-type"].startswith("text/html"), address
        read[address] = html.document_fromstring(answer.text)
    return read


def test_no_page_is_forgotten_here(client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    assert routes_read_by_people(app) == {*PAGES, *NOT_PAGES}


def test_what_is_not_counted_as_a_page_is_not_one(client: TestClient) -> None:
    for address in NOT_PAGES.values():
        answer = client.get(address, follow_redirects=False)
        assert answer.is_redirect or not answer.headers["content-type"].startswith("text/html"), address


def test_each_page_has_a_title_of_its_own(trees: Mapping[str, html.HtmlElement]) -> None:
    titles = {address: tree.findtext(".//title") or "" for address, tree in trees.items() if address not in ABSENT}
    assert all(title.removesuffix(" – Jalon").strip() for title in titles.values())
    routes = {address: route for route, addresses in PAGES.items() for address in addresses}
    shared = Counter(title for title, _ in {(title, routes[address]) for address, title in titles.items()})
    assert [title for title, count in shared.items() if count > 1] == []


def test_a_page_has_one_first_heading_and_skips_no_level(trees: Mapping[str, html.HtmlElement]) -> None:
    wrong = []
    for address, tree in trees.items():
        levels = [HEADINGS.index(node.tag) + 1 for node in tree.iter(*HEADINGS)]
        if levels.count(1) != 1 or any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False)):
            wrong.append((address, levels))
    assert wrong == []


def test_a_page_is_in_french_and_has_its_landmarks(trees: Mapping[str, html.HtmlElement]) -> None:
    for address, tree in trees.items():
        assert tree.get("lang") == "fr", address
        assert [len(tree.findall(f".//{name}")) for name in ("main", "header[@class='site']")] == [1, 1], address
        unnamed = [one for one in tree.iter("nav") if not (one.get("aria-label") or one.get("aria-labelledby"))]
        assert unnamed == [], address


def test_a_table_has_a_name_and_headers_with_their_direction(trees: Mapping[str, html.HtmlElement]) -> None:
    wrong = []
    for address, tree in trees.items():
        for table in tree.iter("table"):
            caption = table.find("caption")
            named = (caption.text_content() if caption is not None else "").strip() or table.get("aria-label")
            heads = [one.get("scope") for one in table.iter("th")]
            if not (named or table.get("aria-labelledby")) or not heads or {*heads} - {"col", "row"}:
                wrong.append((address, html.tostring(table)[:120]))
    assert wrong == []


def test_a_wrong_field_tells_why_and_is_linked_from_the_summary(trees: Mapping[str, html.HtmlElement]) -> None:
    fields = 0
    for address, tree in trees.items():
        linked = {node.get("href") for node in tree.findall(".//div[@role='alert']//a")}
        for field in tree.xpath("//*[@aria-invalid='true']"):
            fields += 1
            described = (field.get("aria-describedby") or "").split()
            assert f"{field.get('id')}-error" in described, address
            assert all(tree.get_element_by_id(one).text_content().strip() for one in described), address
            assert f"#{field.get('id')}" in linked, address
    assert fields >= 4


def test_every_reference_of_a_page_to_itself_leads_somewhere(trees: Mapping[str, html.HtmlElement]) -> None:
    """Labels, descriptions, buttons that open, links inside the page, the link that skips the navigation."""
    wrong = []
    for address, tree in trees.items():
        known = Counter(tree.xpath("//@id"))
        wrong += [(address, f"id {name} is given twice") for name, count in known.items() if count > 1]
        named = " ".join(
            tree.xpath("//@aria-labelledby | //@aria-describedby | //@for | //@form | //@list | //@popovertarget")
        ).split()
        inside = [one.removeprefix("#") for one in tree.xpath("//a/@href[starts-with(., '#')]")]
        wrong += [(address, one) for one in {*named, *inside} - {*known}]
        assert tree.xpath("(//body//a)[1][@class='skip']"), address
    assert wrong == []


def test_the_policy_of_every_page_refuses_scripts_and_styles_of_its_own(
    client: TestClient, filled: Filled, trees: Mapping[str, html.HtmlElement]
) -> None:
    for address, tree in trees.items():
        policy = client.get(filled.address(address)).headers["content-security-policy"]
        assert "default-src 'self'" in policy, address
        assert "unsafe" not in policy, address
        assert not tree.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), address


def test_help_stands_at_the_same_place_of_every_page(trees: Mapping[str, html.HtmlElement]) -> None:
    places = {address: [one.get("href") for one in tree.xpath("//header//nav//a")] for address, tree in trees.items()}
    assert len({tuple(place) for place in places.values()}) == 1
    assert "/aide" in places["/"]


def test_a_link_of_a_new_tab_says_so(trees: Mapping[str, html.HtmlElement]) -> None:
    links = [one for tree in trees.values() for one in tree.xpath("//a[@target='_blank']")]
    assert len(links) > 3
    assert [one.text_content() for one in links if not re.search(r"nouvel\s+onglet", one.text_content())] == []
