"""Hostile texts in a real Chromium: kept by the pages and shown again, none runs."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Dialog, Page

from assistant.api import create_app
from assistant.settings import Settings
from tests.browser.conftest import CHROMIUM
from tests.served import served
from tests.web.dangers import PAYLOADS
from tests.web.hostile import fill, project_ids

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]
CANARY = "window.ran = 0; window.xss = () => { window.ran += 1; };"


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[Settings, str]:
    settings = Settings(home=tmp_path)
    with TestClient(create_app(settings), headers={"accept": "text/html"}) as client:
        fill(client)
        return settings, project_ids(client)[0]


def test_the_canary_sings_when_a_payload_runs(page: Page) -> None:
    page.add_init_script(CANARY)
    page.goto("about:blank")
    page.set_content(f"<p>{PAYLOADS[22]}</p>")
    page.wait_for_function("window.ran > 0")


def test_none_runs_on_the_pages_that_show_them(page: Page, hostile: tuple[Settings, str]) -> None:
    settings, project = hostile
    dialogs: list[str] = []
    page.add_init_script(CANARY)

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    with served(settings) as address:
        places = ("/projets", f"/projets/{project}", f"/projets/{project}/suivi", "/administration/sources")
        for place in (*places, "/aides?q=xss+zirconides&wide=1", "/plan/enregistres"):
            page.goto(f"{address}{place}")
            page.mouse.move(300, 300)
            page.keyboard.press("Tab")
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.ran") == 0, place
            assert page.url.startswith(address)
    assert dialogs == []


def test_none_runs_in_the_conversation(page: Page, address: str) -> None:
    page.add_init_script(CANARY)
    page.goto(f"{address}/")
    said = "Une commune de 900 habitants rénove son école. " + " ".join(PAYLOADS[22:32])
    page.get_by_label("Votre message").fill(said)
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_text("Réponse terminée").wait_for()
    assert "onerror" in page.locator("#talk").inner_text()
    assert page.evaluate("window.ran") == 0
    assert page.locator("#talk img, #talk script, #talk iframe").count() == 0
