"""The API and the page of a citation: the passage in context, its sentence, the image of its page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings
from ingestion import ingest
from tests.conftest import SAMPLES

QUESTION = "Que dit la réglementation sur l'extinction de l'éclairage public ?"
SENTENCE = "le maire peut decider une extinction totale ou partielle la nuit"


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def cited(client: TestClient, words: str) -> str:
    """The id of the passage that best answers some words."""
    found = client.get("/api/v1/search", params={"query": words, "limit": 1}).json()["results"][0]
    return str(found["passage_id"])


def test_a_passage_comes_with_its_context_and_the_place_of_a_quote(client: TestClient) -> None:
    passage_id = cited(client, SENTENCE)
    opened = client.get(f"/api/v1/passages/{passage_id}", params={"quote": [SENTENCE, "une tout autre phrase"]}).json()
    (match,) = opened["quotes"]
    assert opened["text"][match["start"] : match["end"]].startswith("Le maire peut décider une extinction")
    assert match["score"] == 1
    document = client.get(f"/api/v1/documents/{opened['document_id']}").json()
    assert f"{opened['before']}\n\n{opened['text']}\n\n{opened['after']}" in document["text"]
    assert {"title", "source", "kind", "verified_on", "url", "text"} <= document.keys()


def test_the_image_of_a_page_is_a_cached_png(client: TestClient) -> None:
    address = f"/api/v1/passages/{cited(client, SENTENCE)}/page.png"
    first = client.get(address, params={"quote": SENTENCE, "width": 600})
    assert first.headers["content-type"] == "image/png"
    assert first.headers["jalon-highlighted"] == "1.0"
    assert first.content.startswith(b"\x89PNG")
    again = client.get(
        address, params={"quote": SENTENCE, "width": 600}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(address, params={"width": 601}, headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("width", ["0", "100000", "large"])
def test_a_width_out_of_bounds_is_refused(client: TestClient, width: str) -> None:
    response = client.get(f"/api/v1/passages/{cited(client, SENTENCE)}/page.png", params={"width": width})
    assert response.status_code == 422


def test_a_document_that_is_not_a_pdf_has_no_page_image(client: TestClient) -> None:
    response = client.get(f"/api/v1/passages/{cited(client, 'FCTVA compte 615232')}/page.png")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert "n'est pas un PDF" in response.json()["detail"]


@pytest.mark.parametrize("path", ["/api/v1/documents/inconnu", "/api/v1/passages/inconnu/page.png"])
def test_what_does_not_exist_is_a_problem(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.json()["title"]) == (404, "Introuvable")


def test_a_pdf_that_has_changed_or_gone_is_a_problem(tmp_path: Path) -> None:
    path, settings = tmp_path / "copie.pdf", Settings(home=tmp_path / "home")
    shutil.copy(SAMPLES / "regulation" / "nuisances-lumineuses.pdf", path)
    ingest([path], settings=settings)
    with TestClient(create_app(settings)) as client:
        address = f"/api/v1/passages/{cited(client, SENTENCE)}/page.png"
        path.write_bytes(path.read_bytes() + b"\n")
        changed = client.get(address)
        page = client.get(address.removeprefix("/api/v1").removesuffix("/page.png"))
        path.unlink()
        gone = client.get(address)
    assert (changed.status_code, changed.json()["title"]) == (409, "Document modifié")
    assert (gone.status_code, gone.json()["title"]) == (404, "Introuvable")
    assert "a changé depuis son indexation" in page.text
    assert "<img" not in page.text


def test_the_page_of_a_passage_shows_where_it_comes_from(client: TestClient) -> None:
    passage_id = cited(client, SENTENCE)
    page = client.get(f"/passages/{passage_id}", params={"quote": SENTENCE})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<mark>Le maire peut décider une extinction totale ou partielle la nuit</mark>" in page.text
    for shown in ("Ce que la règle impose", "nuisances-lumineuses.pdf", "Vérifié le", "page.png?quote=", 'alt="Page 1'):
        assert shown in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text


def test_a_quote_that_is_not_in_the_passage_is_said(client: TestClient) -> None:
    page = client.get(
        f"/passages/{cited(client, SENTENCE)}", params={"quote": "Le tri des biodéchets est obligatoire."}
    )
    assert "n'a pas été retrouvée" in page.text.replace("&#39;", "'")
    assert "<mark>" not in page.text


def test_what_a_document_says_is_shown_as_text(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    (tmp_path / "piege.txt").write_text("<script>alert(1)</script> luminaires de voirie", encoding="utf-8")
    ingest([tmp_path / "piege.txt"], settings=settings)
    with TestClient(create_app(settings)) as client:
        page = client.get(f"/passages/{cited(client, 'luminaires')}", params={"quote": "<script>alert(1)</script>"})
    assert "<script" not in page.text
    assert "&lt;<mark>script&gt;" in page.text


def test_a_passage_that_has_gone_is_told_to_people(client: TestClient) -> None:
    page = client.get("/passages/inconnu")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Passage introuvable" in page.text
