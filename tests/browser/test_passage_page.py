"""The page of a passage in a real Chromium, opened from a note of the conversation."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM
from tests.browser.test_chat_page import say

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]


def test_a_note_opens_its_passage_with_the_sentence_and_the_page(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    say(page, "Que dit la réglementation sur l'extinction de l'éclairage public ?")
    quoted = page.locator("#talk .assistant li").first.inner_text().replace("\u00a0", " ")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Ouvrir le passage").first.click()
    passage = opened.value
    passage.set_viewport_size({"width": 1200, "height": 900})
    expect(passage.get_by_role("heading", level=1)).to_contain_text("Éclairage public")
    for mark in passage.locator("mark").all_inner_texts():
        assert mark.strip(" .") in quoted
    assert passage.locator("mark").count() >= 1
    image = passage.get_by_role("img", name="Page 1")
    expect(image).to_be_visible()
    expect(image).to_have_js_property("naturalWidth", 1000)
    passage.screenshot(path=tmp_path / "passage.png", full_page=True)
