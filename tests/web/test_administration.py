"""The page «Administration»: documents sent, indexed, removed; dated facts; model; usage; opinions."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings
from assistant.web.uploads import LONGEST_NAME, MEGABYTE, MOST_FILES, MOST_MEGABYTES, safe_name
from evals.endpoint import Reply, serve

PAGE = "/administration"
NOTE = b"# Note sur les zirconides\n\nLa commune renonce aux zirconides des 2026.\n"


def text(page: str) -> str:
    return page.replace("\xa0", " ")


def send(client: TestClient, name: str, content: bytes = NOTE, kind: str = "regulation") -> tuple[int, str]:
    sent = client.post(PAGE + "/documents", files={"file": (name, content)}, data={"kind": kind})
    client.app.state.maintenance.wait(30)  # type: ignore[attr-defined]
    return sent.status_code, sent.text


def removal_address(client: TestClient, name: str) -> str:
    listed = client.get(f"{PAGE}/sources?q={name}").text
    return listed[listed.index(PAGE + "/sources/") :].split('"')[0]


def test_a_document_sent_is_kept_indexed_found_and_removed_with_its_copy(
    client: TestClient, settings: Settings
) -> None:
    assert send(client, "note.md")[0] == 200
    assert "ajoutés : 1," in text(client.get(PAGE).text)
    kept = settings.uploads_path / "regulation" / "note.md"
    assert kept.read_bytes() == NOTE
    assert "zirconides" in client.get("/api/v1/search?query=zirconides").text
    asked = removal_address(client, "note.md")
    assert "La copie envoyée depuis cette page est effacée" in client.get(asked).text
    assert kept.exists()
    client.post(asked)
    client.app.state.maintenance.wait(30)  # type: ignore[attr-defined]
    assert "est retiré de l" in text(client.get(PAGE).text)
    assert not kept.exists()
    assert client.get(asked).status_code == 404
    assert "renonce" not in client.get("/api/v1/search?query=zirconides").text


def test_a_document_sent_again_replaces_the_one_of_its_name(client: TestClient) -> None:
    send(client, "note.md")
    send(client, "note.md", NOTE.replace(b"renonce", b"revient"))
    assert "modifiés : 1," in text(client.get(PAGE).text)
    assert "Un fichier" in client.get(f"{PAGE}/sources?q=note.md").text


def test_removing_a_file_of_elsewhere_leaves_it_where_it_is(client: TestClient) -> None:
    asked = removal_address(client, "actee-fonds-chene")
    assert "Le fichier lui-même reste où il est" in client.get(asked).text


@pytest.mark.parametrize(
    ("name", "content", "kind", "told"),
    [
        ("virus.exe", NOTE, "", "formats lus"),
        ("vieux.doc", NOTE, "", "enregistrez-le en .docx"),
        ("vide.pdf", b"", "", "est vide"),
        ("note.md", NOTE, "../..", "Type inconnu"),
    ],
    ids=["program", "old-word", "empty", "kind"],
)
def test_what_cannot_be_taken_is_refused_in_french_and_nothing_is_written(
    client: TestClient, settings: Settings, name: str, content: bytes, kind: str, told: str
) -> None:
    status, page = send(client, name, content, kind)
    assert status == 422
    assert told in page
    assert not settings.uploads_path.exists()


def test_a_sending_too_large_too_numerous_empty_or_of_twins_is_refused(client: TestClient, settings: Settings) -> None:
    status, page = send(client, "gros.pdf", bytes(MOST_MEGABYTES * MEGABYTE + 1))
    assert status == 413
    assert f"dépasse {MOST_MEGABYTES} Mo" in page
    for files in ([], [("file", ("a.md", NOTE))] * 2, [("file", (f"{n}.md", NOTE)) for n in range(MOST_FILES + 1)]):
        assert client.post(PAGE + "/documents", files=files, data={"kind": ""}).status_code == 422
    assert not settings.uploads_path.exists()


def test_a_damaged_file_is_listed_with_its_error(client: TestClient) -> None:
    send(client, "fiche.pdf", b"%PDF-1.7 rien")
    assert "en échec : 1" in text(client.get(PAGE).text)
    failing = client.get(f"{PAGE}/sources?erreurs=1").text
    assert "fiche.pdf" in failing
    assert '<span class="badge no">erreur</span>' in failing


def test_no_page_tells_where_the_home_is(client: TestClient, settings: Settings) -> None:
    send(client, "note.md")
    for address in (PAGE, PAGE + "/sources", removal_address(client, "note.md")):
        assert str(settings.home) not in client.get(address).text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/note.md", "note.md"),
        ("C:\\Users\\note.md", "note.md"),
        (".cache.md", "cache.md"),
        ("a\0b\n.md", "a b .md"),
        ("é" * 300 + ".md", "é" * (LONGEST_NAME - 3) + ".md"),
        ("..", ""),
    ],
    ids=["parent", "windows", "hidden", "controls", "long", "dots"],
)
def test_a_name_cannot_leave_its_folder(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept
    assert Path(safe_name(sent)).name == kept


def test_the_index_is_rebuilt_and_one_job_runs_at_a_time(client: TestClient) -> None:
    started = client.post(PAGE + "/reindexer")
    assert started.status_code == 200
    client.app.state.maintenance.wait(60)  # type: ignore[attr-defined]
    assert "Index reconstruit" in text(client.get(PAGE).text)


def test_a_job_asked_during_another_is_refused_by_its_name(client: TestClient) -> None:
    import threading

    gate = threading.Event()
    client.app.state.maintenance.start("Grand ménage", lambda _: str(gate.wait(30)))  # type: ignore[attr-defined]
    status, page = send_during(client)
    gate.set()
    assert status == 409
    assert "« Grand ménage » est en cours" in page.replace("\xa0", " ")


def send_during(client: TestClient) -> tuple[int, str]:
    sent = client.post(PAGE + "/documents", files={"file": ("note.md", NOTE)})
    return sent.status_code, sent.text


@pytest.mark.parametrize("name", ["facteurs", "financement", "budget-vert"])
def test_facts_are_listed_by_state_with_their_source(client: TestClient, name: str) -> None:
    page = client.get(f"{PAGE}/donnees/{name}?etat=à vérifier").text
    assert '<span class="badge doubt">à vérifier</span>' in page
    assert '<span class="badge yes">' not in page


def test_unknown_facts_and_exports_are_told(client: TestClient) -> None:
    assert client.get(PAGE + "/donnees/rien").status_code == 404
    assert client.get(PAGE + "/avis/rien.csv").status_code == 404


def test_opinions_are_listed_and_exported(client: TestClient) -> None:
    client.post("/aides/avis", data={"q": "chaleur", "aid": "ademe-fonds-chaleur", "opinion": "non_pertinent"})
    slug = client.app.state.services.feedback.all()[0].slug  # type: ignore[attr-defined]
    assert slug in client.get(PAGE + "/avis").text
    assert slug in client.get(PAGE + "/avis/avis.jsonl").text
    assert slug in client.get(PAGE + "/avis/qrels.tsv").text
    assert "chaleur" in client.get(PAGE + "/avis/queries.jsonl").text


def test_usage_sums_the_answers_of_all_conversations(client: TestClient) -> None:
    for message in ("Quelles aides pour une école ?", "Quelles aides pour un gymnase ?"):
        assert client.post("/api/v1/ask", json={"message": message}).status_code == 200
    page = client.get(PAGE).text
    assert "<dt>Conversations</dt><dd>2</dd>" in page
    assert "<dt>Réponses</dt><dd>2</dd>" in page
    assert "gCO2e" in page


def test_the_model_is_tried_and_its_key_never_shown(settings: Settings) -> None:
    with serve(lambda _: Reply("Il éclaire <b>les rues</b>.")) as server:
        named: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "petit", "llm_api_key": "sk-tres-secret"}
        with TestClient(create_app(Settings(home=settings.home, **named)), headers={"accept": "text/html"}) as client:
            page = client.post(PAGE + "/modele").text
    assert "Modèle" in page
    assert "<b>les rues" not in page
    assert "sk-tres-secret" not in page


def test_a_model_that_is_away_is_told(settings: Settings) -> None:
    away = Settings(home=settings.home, llm_base_url="http://127.0.0.1:9/v1", llm_model="petit")
    with TestClient(create_app(away), headers={"accept": "text/html"}) as client:
        answer = client.post(PAGE + "/modele")
    assert answer.status_code == 200
    assert "en panne" in answer.text
