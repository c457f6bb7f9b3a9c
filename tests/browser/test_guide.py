"""The guide in a real Chromium: its images are made from the pages, its words explained in place, the way in."""

import io
import shutil

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM, InUse, violations
from tests.browser.guide_images import SHOTS, SIZE, Shot, shoot
from tests.browser.keyboard import Keyboard
from tests.filled import Filled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]
BLANK = 8  # colours that a page with nothing on it has at the most


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_an_image_of_the_guide_can_be_made_again(page: Page, site: str, filled: Filled, shot: Shot) -> None:
    page.set_viewport_size(SIZE)
    with Image.open(io.BytesIO(shoot(page, site, filled, shot))) as made:
        assert made.size == (SIZE["width"], SIZE["height"])
        assert len(made.getcolors() or ()) > BLANK


def test_the_images_of_a_chapter_are_read(page: Page, address: str) -> None:
    page.goto(f"{address}/aide/02-rediger-une-fiche-projet")
    for image in page.locator("article img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        expect(image).to_have_js_property("naturalWidth", SIZE["width"])


def test_a_word_is_explained_in_place_by_keyboard(page: Page, in_use: InUse) -> None:
    keyboard = Keyboard(page)
    page.goto(f"{in_use.address}/projets")
    keyboard.tab_to("button", "Évité")
    keyboard.press("Enter")
    definition = page.get_by_role("group", name="émissions évitées")
    expect(definition).to_contain_text("Ce que le projet épargne par rapport à la situation de référence.")
    assert violations(page) == []
    keyboard.tab_to("link", "Glossaire")
    keyboard.press("Escape")
    expect(definition).to_be_hidden()
    expect(page.get_by_role("button", name="Évité")).to_be_focused()


def test_a_word_is_explained_without_a_script(plain_page: Page, in_use: InUse) -> None:
    page = plain_page
    page.goto(f"{in_use.address}/plan")
    page.get_by_role("button", name="assiette").click()
    definition = page.get_by_role("group", name="assiette")
    expect(definition).to_be_visible()
    definition.get_by_role("button", name="Fermer").click()
    expect(definition).to_be_hidden()


def test_where_to_begin_stays_hidden_once_it_is_hidden_without_a_script(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/accueil")
    page.get_by_role("link", name="Masquer").click()
    page.goto(f"{address}/accueil")
    expect(page.get_by_role("heading", name="Par où commencer")).to_have_count(0)
    page.goto(f"{address}/aide")
    page.get_by_role("link", name="Revoir « Par où commencer »").click()
    expect(page.get_by_role("heading", name="Par où commencer")).to_be_visible()
