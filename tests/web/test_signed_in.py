"""Behind a sign-on proxy: the person signed in is the author, a change without a session is refused, its text kept."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr, ValidationError

from assistant.api import create_app
from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.settings import Settings
from tests.filled import BUDGET, ESTIMATE, LIGHTING, PLAN

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
PROJECT = "p-00000001"
PAGE = f"/projets/{PROJECT}"
HEADER = "X-Forwarded-User"
AWA = {HEADER: "Awa Diallo", "accept": "text/html"}
NOBODY = {"accept": "text/html"}
EXPIRED = "Votre session a expiré : reconnectez-vous dans un autre onglet, puis renvoyez ; votre texte est gardé."


@pytest.fixture
def proxied(settings: Settings) -> Settings:
    return settings.model_copy(update={"user_header": HEADER})


@pytest.fixture
def client(proxied: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(proxied)) as opened:
        said = (Provenance(origin=Origin.USER, quote="École"),)
        title = Statement(text="École", provenance=said)
        proposal = Statement(text="Isoler", provenance=(Provenance(origin=Origin.ASSUMPTION, quote="Proposition"),))
        sheet = ProjectSheet(
            project_id=PROJECT, version=1, title=title, objectives=(proposal,), created_at=NOW, updated_at=NOW
        )
        opened.app.state.services.projects.save(sheet)  # type: ignore[attr-defined]
        yield opened


def authors(client: TestClient, project: str = PROJECT) -> list[tuple[str, str]]:
    entries = client.app.state.services.journal.of(project)  # type: ignore[attr-defined]
    return [(entry.author, entry.text) for entry in reversed(entries)]


def test_every_change_of_a_project_has_the_person_signed_in_as_author_whatever_is_typed(client: TestClient) -> None:
    changes: tuple[tuple[str, dict[str, str]], ...] = (
        (f"{PAGE}/champs/context", {"text": "Elle fuit.", "over": "1", "author": "Quelqu'un"}),
        (f"{PAGE}/champs/objectives/confirmer", {}),
        (f"{PAGE}/phase", {"phase": "étude", "author": "Quelqu'un"}),
        (f"{PAGE}/commentaires", {"text": "Vu.", "author": "Quelqu'un"}),
        (f"{PAGE}/versions/1", {}),
        (f"{PAGE}/suivi", {"do": "share", "authority": "Commune", "revision": "0", "author": "Quelqu'un"}),
        (f"{PAGE}/dossier", {"field": "context", "text": "Elle est ancienne."}),
        ("/plan", dict(parse_qsl(PLAN)) | {"do": "save", "project": PROJECT}),
        ("/empreinte", dict(parse_qsl(ESTIMATE)) | {"do": "save-0", "project": PROJECT}),
        ("/budget-vert", dict(parse_qsl(BUDGET)) | {"do": "save", "project": PROJECT, "confirmed_by": "Quelqu'un"}),
    )
    for address, form in changes:
        client.post(address, data=form, headers=AWA).raise_for_status()
    assert len(authors(client)) == len(changes)
    assert {author for author, _ in authors(client)} == {"Awa Diallo"}
    green = client.app.state.services.projects.get(PROJECT).green_budget  # type: ignore[attr-defined]
    assert "Awa Diallo" in green.model_dump_json()


def test_a_sheet_written_in_a_conversation_is_signed_by_the_person_who_asked(client: TestClient) -> None:
    message = "Commune de 900 habitants : isoler l'école pour 280 000 € HT. Rédige la fiche projet."
    address = client.post("/conversations", data={"message": message}, headers=AWA).url.path
    assert authors(client, address.rpartition("/")[2]) == [("Awa Diallo", "Fiche enregistrée depuis la conversation")]
    other = client.post("/conversations", data={"message": "Quelles aides pour l'école ?"}, headers=AWA).url.path
    assert authors(client, other.rpartition("/")[2]) == []


def test_a_saved_plan_and_an_opinion_tell_who_gave_them(client: TestClient) -> None:
    client.post("/plan", data=dict(parse_qsl(PLAN)) | {"do": "keep"}, headers=AWA).raise_for_status()
    assert "par Awa Diallo" in client.get("/plan/enregistres", headers=AWA).text
    found = client.post("/api/v1/funding", json={"query": LIGHTING}, headers=AWA).json()["results"]
    opinion = {"q": LIGHTING, "aid": found[0]["slug"], "opinion": "non_pertinent"}
    client.post("/aides/avis", data=opinion, headers=AWA).raise_for_status()
    asked = client.post("/conversations", data={"message": "Que dit la loi sur l'éclairage ?"}, headers=AWA)
    talk, shown = asked.url.path, asked.text
    message_id = shown.partition('name="message_id" value="')[2].partition('"')[0]
    client.post(f"{talk}/avis", data={"message_id": message_id, "verdict": "utile"}, headers=AWA).raise_for_status()
    told = client.get("/administration/avis", headers=AWA).text
    assert told.count("par Awa Diallo") == 2
    exported = client.get("/administration/avis/avis.jsonl", headers=AWA).text
    assert "author" not in json.loads(exported)


def test_the_name_is_not_asked_for_and_the_page_says_who_is_signed_in(client: TestClient, settings: Settings) -> None:
    pages = (PAGE, f"{PAGE}/suivi", f"{PAGE}/champs/context", f"/budget-vert?{BUDGET}")
    for address in pages:
        told = client.get(address, headers=AWA).text
        assert "Connecté&nbsp;: Awa Diallo" in told, address
        assert "Votre nom" not in told, address
        assert "Confirmé par" not in told, address
    with TestClient(create_app(settings)) as without_proxy:
        told = without_proxy.get(PAGE, headers=AWA).text
        assert "Votre nom (facultatif)" in told
        assert "Awa Diallo" not in told


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Zoé Le Gall".encode(), "Zoé Le Gall"),
        ("Zoé".encode("latin-1"), "Zoé"),
        (b"  agent@commune.fr\t", "agent@commune.fr"),
        ("a\u202eb\u0007c".encode(), "abc"),
        (b"x" * 500, "x" * 100),
        (b"<b>Awa</b>", "<b>Awa</b>"),
    ],
)
def test_a_name_is_cleaned_bounded_and_escaped(client: TestClient, told: bytes, read: str) -> None:
    headers = [(HEADER.encode(), told), (b"accept", b"text/html")]
    client.post(f"{PAGE}/commentaires", data={"text": "Vu."}, headers=headers).raise_for_status()
    assert authors(client) == [(read, "Vu.")]
    assert "<b>Awa" not in client.get(PAGE, headers=headers).text


@pytest.mark.parametrize("headers", [[], [(HEADER, "")], [(HEADER, " \t")], [(HEADER, "Awa"), (HEADER, "Quelqu'un")]])
def test_a_change_that_nobody_signs_is_refused_and_given_back(
    client: TestClient, headers: list[tuple[str, str]]
) -> None:
    sent = [*headers, ("accept", "text/html")]
    text = "Un commentaire\nsur <b>deux</b> lignes."
    told = client.post(f"{PAGE}/commentaires?x=1&y=2", data={"text": text}, headers=sent)
    assert told.status_code == 401
    assert EXPIRED in " ".join(told.text.split())  # without its no-break spaces
    assert f'action="{PAGE}/commentaires?x=1&amp;y=2"' in told.text
    assert "sur &lt;b&gt;deux&lt;/b&gt; lignes." in told.text
    assert authors(client) == []


def test_what_cannot_be_given_back_is_still_refused_in_words(client: TestClient) -> None:
    heavy = client.post(f"{PAGE}/commentaires", data={"text": "x" * 2_000_000}, headers=NOBODY)
    assert heavy.status_code == 401
    assert "Session expirée" in heavy.text
    broken = {"content-type": "multipart/form-data; boundary=x", **NOBODY}
    assert client.post("/conversations", content=b"--x\r\nrien", headers=broken).status_code == 401


def test_a_program_without_session_is_refused_as_a_problem_and_reads_as_before(client: TestClient) -> None:
    refused = client.put(f"/api/v1/projects/{PROJECT}/sheet/fields/context", json={"text": "Elle fuit."})
    assert (refused.status_code, refused.json()["detail"]) == (401, EXPIRED)
    assert client.get(PAGE).status_code == 200
    assert client.get("/session").status_code == 401
    assert client.get("/session", headers=AWA).json() == {"person": "Awa Diallo"}


def test_a_program_that_shows_the_key_needs_no_session(proxied: Settings) -> None:
    asked = {"model": "jalon", "messages": [{"role": "user", "content": "Quelles aides pour l'école ?"}]}
    with TestClient(create_app(proxied)) as opened:
        assert opened.post("/v1/chat/completions", json=asked).status_code == 401
    with TestClient(create_app(proxied.model_copy(update={"api_key": SecretStr("cle")}))) as opened:
        key = {"authorization": "Bearer cle"}
        assert opened.post("/v1/chat/completions", json=asked, headers=key).status_code == 200


def test_a_header_that_cannot_be_one_is_refused_at_start(settings: Settings) -> None:
    with pytest.raises(ValidationError):
        Settings(home=settings.home, user_header="X Forwarded: User")
