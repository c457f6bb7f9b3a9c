"""A portfolio in a real Chromium without a script: exchanged between authorities, a sheet taken away in each format."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.settings import Settings
from tests.browser.conftest import CHROMIUM, InUse
from tests.filled import SCHOOL
from tests.served import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]


def downloaded(page: Page, name: str) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=name, exact=True).click()
    path = started.value.path()
    assert started.value.suggested_filename
    return Path(path)


def test_a_shared_project_is_found_alike_by_another_authority(
    plain_page: Page, in_use: InUse, settings: Settings, tmp_path: Path
) -> None:
    page, exchanged = plain_page, tmp_path / "commune-d-essai.json"
    page.goto(f"{in_use.address}/projets/{in_use.filled.other}/suivi")
    page.get_by_role("textbox", name="Collectivité").fill("Commune du Nord")
    page.get_by_role("checkbox", name="Mettre ce projet dans le fichier").check()
    page.get_by_role("button", name="Enregistrer le partage").click()
    page.goto(f"{in_use.address}/projets")
    shutil.copy(downloaded(page, "Projets partagés (JSON)"), exchanged)
    assert {one["porteur"] for one in json.loads(exchanged.read_bytes())["projets"]} == {
        "Commune du Nord",
        "Commune d'Essai",
    }
    with served(settings) as elsewhere:
        project = page.request.post(f"{elsewhere}/api/v1/ask", data={"message": SCHOOL}).json()["project_id"]
        page.goto(f"{elsewhere}/projets")
        page.get_by_label("Lire un fichier de projets (JSON, XLSX ou CSV)").set_input_files(exchanged)
        page.get_by_role("button", name="Lire le fichier").click()
        expect(page.get_by_role("status")).to_contain_text("Les projets partagés sont lus")
        page.goto(f"{elsewhere}/projets/{project}/suivi")
        alike = page.get_by_role("region", name="Projets semblables")
        expect(alike).to_contain_text("Commune du Nord")
        expect(alike).to_contain_text("Proposer de coordonner")


def test_a_sheet_and_its_deliberation_are_taken_away_in_each_format(plain_page: Page, in_use: InUse) -> None:
    page = plain_page
    page.goto(f"{in_use.address}/projets/{in_use.filled.project}")
    assert downloaded(page, "Fiche PDF").read_bytes().startswith(b"%PDF")
    for name, part in (("DOCX", "word/document.xml"), ("ODT", "content.xml")):
        for document, told in ((f"Fiche {name}", "420"), (f"Délibération {name}", "délibér")):
            with zipfile.ZipFile(downloaded(page, document)) as archive:
                assert told in archive.read(part).decode("utf-8"), document
