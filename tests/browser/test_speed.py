"""What a reader waits for: the first paint, the weight of a first page, and a page that does not move under the eyes.

The budget of the first paint is the product's, on the loopback. A test machine does other things at the same time: the
median of several loads is held to it (about 50 ms with two busy cores), so that one slow load fails nothing.
"""

import shutil
from statistics import median

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from assistant.cli.demo import MESSAGES
from tests.browser.conftest import CHROMIUM, WINDOW, InUse
from tests.browser.test_chat_page import say

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]
LOADS, FIRST_PAINT = 7, 300  # milliseconds
HEAVIEST = 150_000  # bytes of a first page, with all that it needs
STILL = 0.01
FIRST_SHEET = 0.1  # the layout shift that browsers call good
TELEPHONE: ViewportSize = {"width": 320, "height": 800}
PAINT = """() => new Promise((resolve) => new PerformanceObserver((list, observer) => {
  const found = list.getEntriesByName("first-contentful-paint")[0];
  if (found) { observer.disconnect(); resolve(found.startTime); }
}).observe({ type: "paint", buffered: true }))"""
WEIGHT = """[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, one) => sum + one.transferSize, 0)"""
MOVED = """window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries())
    window.moved.push([value, sources.map(({ node }) => node?.id || node?.localName)]);
}).observe({ type: "layout-shift", buffered: true });"""
ONCE_MOVED = """() => new Promise((resolve) => {
  const look = () => (window.moved.length ? resolve() : setTimeout(look, 20));
  look();
})"""
FIRST_PAGES = ("/", "/accueil")


@pytest.mark.parametrize("place", FIRST_PAGES)
def test_a_first_page_is_painted_at_once_and_is_light(page: Page, in_use: InUse, place: str) -> None:
    address = in_use.address + place
    page.goto(address, wait_until="networkidle")
    assert 0 < page.evaluate(WEIGHT) < HEAVIEST
    paints = []
    for _ in range(LOADS):
        page.goto("about:blank")
        page.goto(address)
        paints.append(page.evaluate(PAINT))
    assert median(paints) < FIRST_PAINT


def test_nothing_moves_while_an_answer_comes(page: Page, in_use: InUse) -> None:
    page.add_init_script(MOVED)
    page.goto(in_use.address, wait_until="networkidle")
    for message in ("Que dit la réglementation sur l'extinction de l'éclairage public ?", "Et sur les biodéchets ?"):
        say(page, message)
    expect(page.locator("#talk .assistant")).to_have_count(2)
    moved = page.evaluate("window.moved")
    assert sum(value for value, _ in moved) < STILL, moved


@pytest.mark.parametrize("window", [WINDOW, TELEPHONE], ids=["desktop", "telephone"])
def test_hardly_anything_moves_when_the_first_message_brings_the_sheet(
    page: Page, in_use: InUse, window: ViewportSize
) -> None:
    page.set_viewport_size(window)
    page.add_init_script(MOVED)
    page.goto(in_use.address, wait_until="networkidle")
    for message in MESSAGES:
        say(page, message)
    expect(page.locator("#sheet-beside")).to_contain_text("version 1")
    moved = page.evaluate("window.moved")
    assert sum(value for value, _ in moved) < FIRST_SHEET, moved


def test_nothing_moves_while_a_sheet_fills(page: Page, in_use: InUse) -> None:
    page.add_init_script(MOVED)
    page.goto(in_use.address, wait_until="networkidle")
    say(page, MESSAGES[0])
    page.evaluate("window.moved = []")  # the sheet has taken its place
    for message in MESSAGES[1:]:
        say(page, message)
    expect(page.locator("#sheet-beside")).to_contain_text("version 1")
    moved = page.evaluate("window.moved")
    assert [name for _, names in moved for name in names if not name.startswith("panel-")] == []  # sources make room


def test_a_page_that_moves_would_be_seen(page: Page, in_use: InUse) -> None:
    page.add_init_script(MOVED)
    page.goto(f"{in_use.address}/accueil")
    page.evaluate("document.querySelector('h1').before(document.querySelector('form').cloneNode(true))")
    page.evaluate(ONCE_MOVED)
    assert page.evaluate("window.moved")[0][0] > STILL
