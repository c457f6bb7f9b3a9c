"""The page «Administration» in a real Chromium: a document sent, found and removed, without a script."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]


def test_a_document_is_sent_found_and_removed_without_a_script(plain_page: Page, address: str, tmp_path: Path) -> None:
    page, note = plain_page, tmp_path / "note.md"
    note.write_text("# Note\n\nLa commune renonce aux zirconides.\n", encoding="utf-8")
    page.goto(f"{address}/administration")
    page.get_by_label("Fichiers", exact=True).set_input_files(note)
    page.get_by_label("Type").select_option("regulation")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("ajoutés\u00a0: 1")
    page.get_by_role("link", name="Voir, filtrer ou retirer les fichiers").click()
    page.get_by_label("Mots du nom ou du dossier").fill("note.md")
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_role("link", name="Retirer « note.md »").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Retirer ce fichier de l'index ?")
    page.get_by_role("button", name="Retirer le fichier").click()
    expect(page.get_by_role("status")).to_contain_text("est retiré de l'index")


def test_a_refused_document_is_told_beside_its_field(page: Page, address: str, tmp_path: Path) -> None:
    program = tmp_path / "outil.exe"
    program.write_bytes(b"MZ")
    page.goto(f"{address}/administration")
    page.get_by_label("Fichiers", exact=True).set_input_files(program)
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("format « .exe » inconnu")
    expect(page.get_by_label("Fichiers", exact=True)).to_be_focused()
    assert violations(page) == []
