"""Documents attached to a project: found and cited in its conversation alone, listed on its sheet, taken out again."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.settings import Settings
from assistant.web.attaching import MOST_MEGABYTES
from assistant.web.uploads import MEGABYTE

NOTE = b"# Devis des zirconides\n\nLe devis des zirconides prevoit une garantie de douze ans sur les zirconides.\n"
QUESTION = "Que dit le devis sur la garantie des zirconides ?"
PROJECT, OTHER = "p-00000001", "p-00000002"
PAGE = f"/projets/{PROJECT}"
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), headers={"accept": "text/html"}) as opened:
        title = Statement(text="École", provenance=(Provenance(origin=Origin.USER, quote="École"),))
        for project in (PROJECT, OTHER):
            sheet = ProjectSheet(project_id=project, version=1, title=title, created_at=NOW, updated_at=NOW)
            opened.app.state.services.projects.save(sheet)  # type: ignore[attr-defined]
        yield opened


def attach(client: TestClient, name: str = "devis.md", content: bytes = NOTE) -> str:
    sent = client.post(f"{PAGE}/pieces", files={"file": (name, content)})
    client.app.state.maintenance.wait(30)  # type: ignore[attr-defined]
    assert sent.status_code == 200
    return sent.text


def ask(client: TestClient, project: str) -> str:
    return client.post("/api/v1/chat", json={"message": QUESTION, "project_id": project}).text


def test_a_document_of_a_project_is_cited_there_and_nowhere_else(client: TestClient) -> None:
    assert "devis.md" in attach(client)
    assert "garantie de douze ans" in ask(client, PROJECT)
    assert "garantie de douze ans" not in ask(client, OTHER)
    for address, is_found in ((f"&collection={PROJECT}", True), ("", False), (f"&collection={OTHER}", False)):
        assert ("garantie" in client.get(f"/api/v1/search?query=zirconides{address}").text) is is_found
    (source,) = client.get(f"/api/v1/search?query=zirconides&collection={PROJECT}").json()["results"]
    assert "Pièce jointe à un projet" in client.get(f"/passages/{source['passage_id']}").text


def test_a_button_pressed_again_while_its_document_is_read_waits_and_another_is_refused(client: TestClient) -> None:
    gate = threading.Event()
    name = f"Lecture de devis.md pour le projet {PROJECT}"
    client.app.state.maintenance.start(name, lambda _: str(gate.wait(60)))  # type: ignore[attr-defined]
    refused = client.post(f"{PAGE}/pieces", files={"file": ("autre.md", NOTE)})
    assert (refused.status_code, "est en cours" in refused.text) == (409, True)
    threading.Timer(0.2, gate.set).start()
    assert client.post(f"{PAGE}/pieces", files={"file": ("devis.md", NOTE)}).status_code == 200


def test_a_question_beside_the_subject_of_the_project_is_answered_by_its_documents(client: TestClient) -> None:
    attach(client)
    told = "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT"
    client.post("/api/v1/chat", json={"message": told, "project_id": PROJECT})
    assert "Dans les pièces du projet" in ask(client, PROJECT)


def test_a_question_that_names_a_document_is_answered_by_it_whatever_its_words(client: TestClient) -> None:
    quote = b"Poste;Montant HT\nIsolation;210000\nMenuiseries;45000\nVentilation;30000\n"
    attach(client, "devis.csv", quote)
    asked = {"message": "voici notre devis en pièce jointe, quel est le total ?", "project_id": PROJECT}
    answer = client.post("/api/v1/chat", json=asked).text
    assert "Dans les pièces du projet" in answer
    assert "210000" in answer
    assert "Ce que disent les textes" not in answer
    assert "**Aides" not in answer


def test_a_document_taken_out_is_found_no_more_and_twice_is_once(client: TestClient, settings: Settings) -> None:
    listed = attach(client)
    address = listed.split('action="')[1:]
    removal = next(one.split('"')[0] for one in address if "/retirer" in one.split('"')[0])
    for _ in range(2):
        assert "est retiré du projet" in client.post(removal, data={"back": "fiche"}).text
        client.app.state.maintenance.wait(30)  # type: ignore[attr-defined]
    assert "devis.md" not in client.get(PAGE).text
    assert not list(settings.uploads_path.rglob("devis.md"))
    assert "garantie" not in client.get(f"/api/v1/search?query=zirconides&collection={PROJECT}").text


def test_a_question_comes_with_its_document_which_is_read_first(client: TestClient) -> None:
    form = {"message": QUESTION, "project_id": "", "sent": "a1"}
    shown = client.post("/conversations", data=form, files={"file": ("devis.md", NOTE)})
    assert "garantie de douze ans" in shown.text
    assert "Pièces du projet" in shown.text
    again = client.post("/conversations", data=form, files={"file": ("devis.md", NOTE)})
    assert again.url.path == shown.url.path  # a second press of the button


@pytest.mark.parametrize(
    ("name", "content", "status", "told"),
    [
        ("virus.exe", NOTE, 422, "formats lus"),
        ("lot.zip", NOTE, 422, "un par fichier"),
        ("vide.pdf", b"", 422, "est vide"),
        ("gros.pdf", bytes(MOST_MEGABYTES * MEGABYTE + 1), 422, f"dépasse {MOST_MEGABYTES} Mo"),
    ],
    ids=["program", "archive", "empty", "heavy"],
)
def test_what_cannot_be_attached_is_told_and_the_text_typed_stays(
    client: TestClient, settings: Settings, name: str, content: bytes, status: int, told: str
) -> None:
    shown = client.post("/conversations", data={"message": QUESTION}, files={"file": (name, content)})
    assert shown.status_code == status
    assert told in shown.text.replace("\xa0", " ")
    assert f">{QUESTION}</textarea>" in shown.text
    on_sheet = client.post(f"{PAGE}/pieces", files={"file": (name, content)})
    assert told in on_sheet.text.replace("\xa0", " ")
    assert not settings.uploads_path.exists() or not list(settings.uploads_path.rglob("*.*"))


def test_a_damaged_document_is_listed_with_its_error(client: TestClient) -> None:
    attach(client, "plan.pdf", b"%PDF-1.7 rien")
    assert "non lu" in client.get(PAGE).text


def test_the_documents_of_a_conversation_without_sheet_go_with_it(client: TestClient, settings: Settings) -> None:
    shown = client.post("/conversations", data={"message": QUESTION}, files={"file": ("devis.md", NOTE)})
    client.post(f"{shown.url.path}/supprimer")
    client.app.state.maintenance.wait(30)  # type: ignore[attr-defined]
    assert not list(settings.uploads_path.rglob("devis.md"))


def test_a_server_that_starts_takes_out_the_documents_of_projects_that_are_gone(settings: Settings) -> None:
    with TestClient(create_app(settings), headers={"accept": "text/html"}) as client:
        shown = client.post("/conversations", data={"message": QUESTION}, files={"file": ("devis.md", NOTE)})
        project = shown.url.path.rpartition("/")[2]
        client.app.state.assistant.conversations.delete(project)  # type: ignore[attr-defined] # as a command does
        (kept,) = settings.uploads_path.rglob("devis.md")
    with TestClient(create_app(settings)):
        assert kept.exists()  # what has just come stays
    os.utime(kept.parent, (0, 0))
    with TestClient(create_app(settings)) as client:
        assert not list(settings.uploads_path.rglob("devis.md"))
        assert "garantie" not in client.get(f"/api/v1/search?query=zirconides&collection={project}").text


@pytest.mark.parametrize("project", ["p-99999999", "..", "p-1%2F..", "tout"])
def test_a_project_that_does_not_exist_gets_no_document(client: TestClient, settings: Settings, project: str) -> None:
    sent = client.post(f"/projets/{project}/pieces", files={"file": ("note.md", NOTE)})
    assert sent.status_code in (404, 405)
    assert not Path(settings.uploads_path).exists()
