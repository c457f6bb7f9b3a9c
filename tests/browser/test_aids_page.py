"""The page «Aides» in a real Chromium: what was understood, why each aid fits, filters, empty outcomes."""

import re
import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]

LIGHTING = "Rénover l'éclairage public d'une commune de 3 200 habitants en Dordogne, 310 000 € HT"


def search(page: Page, address: str, text: str = LIGHTING) -> None:
    page.goto(f"{address}/aides")
    page.get_by_label("Que voulez-vous financer ?").fill(text)
    page.get_by_role("button", name="Chercher", exact=True).click()


def test_what_was_understood_is_shown_and_taken_away(plain_page: Page, address: str) -> None:
    page = plain_page
    search(page, address)
    understood = page.get_by_role("region", name="Ce qui a été compris")
    expect(understood).to_contain_text(re.compile(r"Dordogne \(24\)\s\(lu\s:\s«\sDordogne\s»\)"))
    expect(understood).to_contain_text(re.compile(r"3.200 habitants"))
    understood.get_by_role("link", name="Retirer : Territoire").click()
    expect(understood).not_to_contain_text("Dordogne")
    expect(understood).to_contain_text("habitants")


def test_a_facet_is_corrected_in_its_field(page: Page, address: str) -> None:
    search(page, address)
    page.get_by_role("link", name="Corriger : Territoire").click()
    expect(page.get_by_label("Territoire", exact=True)).to_be_focused()
    page.get_by_label("Territoire", exact=True).fill("Bretagne")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Ce qui a été compris")).to_contain_text("Bretagne (R53) (indiqué)")


def test_a_facet_taken_away_stays_away_until_the_sentence_changes(plain_page: Page, address: str) -> None:
    page = plain_page
    search(page, address)
    understood = page.get_by_role("region", name="Ce qui a été compris")
    understood.get_by_role("link", name="Retirer : Territoire").click()
    page.get_by_text("Préciser la demande").click()
    page.get_by_label("Population", exact=True).fill("900")
    page.get_by_role("button", name="Chercher avec ces précisions").click()
    expect(understood).to_contain_text("900 habitants (indiqué)")
    expect(understood).not_to_contain_text("Dordogne")
    page.get_by_label("Que voulez-vous financer ?").fill("Éclairage public en Gironde")
    page.get_by_role("button", name="Chercher", exact=True).click()
    expect(understood).to_contain_text("Gironde")


def test_the_address_of_a_search_holds_only_what_was_said(plain_page: Page, address: str) -> None:
    search(plain_page, address, "école")
    assert plain_page.url == f"{address}/aides?q=%C3%A9cole"


def test_a_card_says_why_at_what_rate_and_where_it_is_written(plain_page: Page, address: str) -> None:
    page = plain_page
    search(page, address)
    card = page.get_by_role("article", name=re.compile("Fonds vert .*luminaires"))
    expect(card).to_contain_text("territoire : oui")
    expect(card).to_contain_text("ouverture : à vérifier")
    expect(card).to_contain_text("Taux décidé par le préfet")
    expect(card).to_contain_text("revient périodiquement")
    expect(card.get_by_role("link", name="Page de l'aide")).to_have_attribute("href", re.compile("^https://"))
    card.get_by_role("link", name="Lire le passage").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fonds vert")


def test_a_filter_counts_what_it_shows_and_keeps_it(page: Page, address: str) -> None:
    search(page, address)
    box = page.get_by_role("checkbox", name=re.compile(r"^Semblent convenir \(\d+\)"))
    count = int(re.sub(r"\D", "", page.locator("label", has=box).first.inner_text()))
    box.check()
    expect(page.locator("article")).to_have_count(count)
    expect(page.get_by_role("heading", name=re.compile("^À vérifier"))).to_have_count(0)
    expect(box).to_be_focused()
    page.reload()
    expect(page.locator("article")).to_have_count(count)


def test_filters_work_without_a_script(plain_page: Page, address: str) -> None:
    search(plain_page, address)
    plain_page.get_by_role("checkbox", name=re.compile(r"^Semblent convenir \(\d+\)")).check()
    plain_page.get_by_role("button", name="Filtrer").click()
    expect(plain_page.get_by_role("heading", name=re.compile("^Semblent convenir"))).to_be_visible()
    expect(plain_page.get_by_role("heading", name=re.compile("^À vérifier"))).to_have_count(0)


def test_aids_that_have_closed_are_counted_and_shown_on_demand(plain_page: Page, address: str) -> None:
    page = plain_page
    search(page, address, "Études de rénovation énergétique d'une école, économe de flux, schéma directeur immobilier")
    page.get_by_role("link", name=re.compile("Montrer aussi .* close")).click()
    expect(page.locator("article .badge", has_text=re.compile("^close")).first).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("q=xyzzy+plugh", "Rien de pertinent"),
        ("q=SDE+24+phase+2+contrats+de+projets+communaux&territory=Bretagne", "Rien sur ce territoire"),
        ("q=ACTEE+fonds+CHÊNE+économe+de+flux", "Rien d'ouvert à cette date"),
    ],
)
def test_an_empty_outcome_says_what_to_do_next(plain_page: Page, address: str, asked: str, outcome: str) -> None:
    plain_page.goto(f"{address}/aides?{quote(asked, safe='=&+')}")
    expect(plain_page.get_by_role("heading", name=outcome)).to_be_visible()
    expect(plain_page.get_by_role("region", name=outcome)).to_contain_text("Ce que vous pouvez faire")


def test_a_wrong_facet_is_told_beside_its_field_and_nothing_is_lost(plain_page: Page, address: str) -> None:
    page = plain_page
    page.goto(f"{address}/aides?q=%C3%A9cole&territory=Atlantide&amount=beaucoup&starts_on=31/02/2027")
    expect(page.get_by_label("Que voulez-vous financer ?")).to_have_value("école")
    expect(page.get_by_label("Coût du projet", exact=True)).to_have_value("beaucoup")
    expect(page.get_by_label("Coût du projet", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Territoire", exact=True)).to_be_focused()
    expect(page.get_by_label("Début du projet", exact=True)).to_have_value("31/02/2027")
    expect(page.get_by_role("alert")).to_contain_text("3 champs sont à corriger")


def test_a_territory_that_does_not_exist_is_told_beside_its_field(plain_page: Page, address: str) -> None:
    plain_page.goto(f"{address}/aides?q=%C3%A9cole&territory=Atlantide")
    expect(plain_page.get_by_label("Territoire", exact=True)).to_be_focused()
    expect(plain_page.get_by_role("alert")).to_contain_text("Atlantide")


def test_three_aids_at_the_most_are_chosen(page: Page, address: str) -> None:
    search(page, address)
    boxes = page.locator("article").get_by_role("checkbox", name=re.compile("^Comparer"))
    for number in range(3):
        boxes.nth(number).check()
    expect(boxes.nth(3)).to_be_disabled()
    expect(page.get_by_text("3 aides à comparer sur 3.")).to_be_visible()


def test_more_than_three_are_told_apart_on_the_comparison(plain_page: Page, address: str) -> None:
    search(plain_page, address)
    for box in plain_page.locator("article").get_by_role("checkbox", name=re.compile("^Comparer")).all()[:4]:
        box.check()
    plain_page.get_by_role("button", name="Comparer").click()
    expect(plain_page.get_by_text("la comparaison en montre 3 au plus")).to_be_visible()
    expect(plain_page.get_by_role("columnheader")).to_have_count(4)


def test_the_first_page_is_light_and_answers_fast(page: Page, address: str) -> None:
    search(page, address)
    page.goto(page.url)
    expect(page.locator("article").first).to_be_visible()
    entries = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
    assert 0 < page.evaluate(f"{entries}.reduce((sum, one) => sum + one.encodedBodySize, 0)") < 150_000
    timing = page.evaluate(
        "(() => { const one = performance.getEntriesByType('navigation')[0];"
        " return one.responseStart - one.requestStart; })()"
    )
    assert timing < 300
