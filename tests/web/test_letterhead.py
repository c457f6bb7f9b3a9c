"""The letterhead of the authority is set from the page and stands on its documents."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.settings import Settings

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
PAGE = "/administration/en-tete"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), headers={"accept": "text/html"}) as opened:
        title = Statement(text="École", provenance=(Provenance(origin=Origin.USER, quote="dit"),))
        sheet = ProjectSheet(project_id="p-00000001", version=1, title=title, created_at=NOW, updated_at=NOW)
        opened.app.state.services.projects.save(sheet)  # type: ignore[attr-defined]
        yield opened


def test_the_words_and_the_logo_stand_on_the_documents_until_they_are_taken_out(client: TestClient) -> None:
    sent = client.post(PAGE, data={"words": "Commune d'Essai"}, files={"file": ("blason.svg", LOGO)})
    assert "logo.svg" in sent.text
    document = "/api/v1/projects/p-00000001/sheet"
    head = docx.Document(io.BytesIO(client.get(f"{document}.docx").content)).sections[0].header
    assert head.paragraphs[0].text == "Commune d'Essai"
    assert client.get(f"{document}.pdf").content.startswith(b"%PDF")
    assert "logo.svg" not in client.post(f"{PAGE}/retirer").text


def test_a_model_of_the_authority_is_followed(client: TestClient) -> None:
    model, data = docx.Document(), io.BytesIO()
    model.sections[0].footer.paragraphs[0].text = "Mairie, place du Marché"
    model.save(data)
    client.post(PAGE, files={"file": ("charte.docx", data.getvalue())})
    written = docx.Document(io.BytesIO(client.get("/api/v1/projects/p-00000001/sheet.docx").content))
    assert written.sections[0].footer.paragraphs[0].text == "Mairie, place du Marché"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.docx", b"MZ\x90"),
        ("logo.png", b"MZ\x90"),
        ("logo.svg", b"<svg"),
        ("modele.exe", b"MZ"),
        ("a.odt", b"PK"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept(
    client: TestClient, settings: Settings, name: str, content: bytes
) -> None:
    told = client.post(PAGE, data={"words": "Essai"}, files={"file": (name, content)})
    assert (told.status_code, name in told.text) == (422, True)
    assert settings.letterhead_folder is None
