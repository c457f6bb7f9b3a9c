"""What a language model would write is shown in the page with two buttons; nothing is written before one is pressed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.settings import Settings
from evals.endpoint import serve
from tests.agent.test_confirmation import ASKED, saving
from tests.browser.conftest import CHROMIUM, violations
from tests.served import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]


@pytest.fixture
def asking(page: Page, settings: Settings) -> Iterator[Page]:
    """The page once a model has asked to save a sheet."""
    with serve(saving) as server:
        told = settings.model_copy(update={"llm_base_url": server.url, "llm_model": "test-model"})
        with served(told) as address:
            page.goto(address)
            page.get_by_label("Votre message").fill(ASKED)
            page.keyboard.press("Enter")
            expect(page.get_by_role("group", name="Confirmer l'enregistrement")).to_be_visible(timeout=20_000)
            yield page


def test_a_yes_saves_the_sheet_and_offers_it(asking: Page, tmp_path: Path) -> None:
    asking.screenshot(path=tmp_path / "confirmation.png")
    assert violations(asking) == []
    expect(asking.get_by_role("link", name="Télécharger en PDF")).to_have_count(0)
    asking.get_by_role("button", name="Oui, enregistrer").click()
    expect(asking.get_by_role("link", name="Télécharger en PDF").first).to_be_visible(timeout=20_000)
    expect(asking.get_by_role("group", name="Confirmer l'enregistrement")).to_have_count(0)


def test_a_question_that_waits_is_asked_again_when_the_page_is_loaded_again(asking: Page) -> None:
    asking.reload()
    asking.get_by_role("button", name="Non").click()
    expect(asking.get_by_text("C'est noté.")).to_be_visible(timeout=20_000)
    expect(asking.get_by_role("link", name="Télécharger en PDF")).to_have_count(0)
