"""The page «Aide»: the guide read on the server, its links, its glossary; where to begin."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from assistant.api import create_app
from assistant.errors import NotFoundError
from assistant.language import fold
from assistant.settings import Settings
from assistant.web.guide import Chapter, anchor_of, chapters, definition, html_of
from tests.browser.guide_images import SHOTS
from tests.web.dangers import PAYLOADS, dangers

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
IMAGES = [name for path in GUIDE.glob("*.md") for name in re.findall(r"!\[.*?\]\((.*?)\)", path.read_text("utf-8"))]
HEAVIEST = 500_000  # bytes, all of them
TEMPLATES = Path(__file__).parents[2] / "assistant" / "web" / "templates"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(home=tmp_path_factory.mktemp("help"))
    with TestClient(create_app(settings), headers={"accept": "text/html"}) as opened:
        yield opened


def test_every_link_and_image_of_the_guide_leads_somewhere(client: TestClient) -> None:
    for address in ("/aide", *(f"/aide/{one.name}" for one in chapters())):
        tree = html.document_fromstring(client.get(address).text)
        links = [node.get("href", "") for node in tree.iterfind(".//article//a")]
        for place in [*links, *(node.get("src", "") for node in tree.iterfind(".//article//img"))]:
            if place.startswith("/"):
                page, _, anchor = place.partition("#")
                answer = client.get(page)
                assert answer.status_code == 200, (address, place)
                assert not anchor or f'id="{anchor}"' in answer.text, (address, place)
            else:
                assert place.startswith(("https://", "http://", "#")), (address, place)


def test_the_guide_shows_every_image_that_is_made_for_it_and_no_other() -> None:
    """An image that a chapter names and nobody made, or that no chapter names, fails here; so does a heavy one."""
    named = {Path(name) for name in IMAGES}
    made = {path.relative_to(GUIDE.parent) for path in (GUIDE.parent / "images" / "guide").glob("*.png")}
    assert {path.stem for path in made} == {shot.name for shot in SHOTS}
    assert {Path("images/guide") / path.name for path in named} == made
    assert sum((GUIDE.parent / path).stat().st_size for path in made) < HEAVIEST


def test_every_image_of_the_guide_is_told_in_words_and_keeps_its_place(client: TestClient) -> None:
    shown = [
        node
        for one in chapters()
        for node in html.document_fromstring(client.get(f"/aide/{one.name}").text).iterfind(".//article//img")
    ]
    assert len(shown) == len(IMAGES)
    for node in shown:
        assert len((node.get("alt") or "").split()) > 6
        assert int(node.get("width") or 0) > int(node.get("height") or 0) > 0


def test_every_word_that_a_page_explains_is_in_the_glossary(client: TestClient) -> None:
    glossary = client.get("/aide/glossaire").text
    written = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2"))
    words = re.findall(r'term\("([^"]+)"', written)
    assert len(words) > 5
    assert [word for word in words if f'id="{anchor_of(word)}"' not in glossary] == []


def test_the_glossary_is_in_alphabetical_order() -> None:
    text = next(one.text for one in chapters() if one.name == "glossaire")
    words = [fold(word) for word in re.findall("^## (.+)$", text, re.MULTILINE)]
    assert words == sorted(words)


def test_nothing_of_a_chapter_can_run() -> None:
    for one in PAYLOADS:
        shown = html_of(Chapter(name="x", title="x", text=f"# {one}\n\n{one}\n\n[x]({one}) ![x]({one})"))
        assert set(dangers(f"<main>{shown}</main>")) <= {"<img>"}, one


@pytest.mark.parametrize("name", ["rien", "..%2F..%2Fglossary", "images/rien.png", "images/..%2F..%2Fglossary.md"])
def test_nothing_else_than_the_guide_is_read(client: TestClient, name: str) -> None:
    assert client.get(f"/aide/{name}").status_code == 404


def test_where_to_begin_is_told_until_it_is_hidden_and_again_when_it_is_asked(client: TestClient) -> None:
    first = client.get("/accueil")
    assert "Par où commencer" in first.text
    assert "set-cookie" not in first.headers
    for place in ("/accueil?visite=0", "/accueil"):
        assert "Par où commencer" not in client.get(place).text
    assert "/accueil?visite=1" in client.get("/aide").text
    assert "Par où commencer" in client.get("/accueil?visite=1").text


def test_what_is_remembered_says_nothing_of_the_reader(client: TestClient) -> None:
    (kept,) = client.get("/accueil?visite=0").headers.get_list("set-cookie")
    assert kept.startswith("visite=0;")
    assert "HttpOnly" in kept
    assert "set-cookie" not in client.get("/accueil?visite=<script>").headers


def test_a_word_that_is_not_in_the_glossary_is_refused() -> None:
    with pytest.raises(NotFoundError, match="ne définit pas"):
        definition("zirconide")
