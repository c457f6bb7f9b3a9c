"""An expired session in a real Chromium, behind a small sign-on proxy: it is told, and what was typed stays."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page, expect
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Settings
from tests.browser.conftest import CHROMIUM, violations
from tests.browser.test_chat_page import say
from tests.filled import LIGHTING, PLAN
from tests.served import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"Chromium is absent ({CHROMIUM})"),
]
HEADER = "X-Forwarded-User"
SENTENCE = "Isoler la mairie de notre commune de 900 habitants"
EXPIRED = "Votre session a expiré"


@dataclass
class Proxy:
    """A sign-on proxy: tells who is signed in; without session it answers ``without``, and lets the files through."""

    app: ASGIApp
    without: str
    has_session: bool = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
        elif self.has_session:
            told = [(HEADER.lower().encode(), b"Awa Diallo")]
            await self.app({**scope, "headers": [*scope["headers"], *told]}, receive, send)
        elif self.without == "nothing":
            await self.app(scope, receive, send)
        elif self.without == "elsewhere":
            await RedirectResponse("http://localhost:9/login", status_code=302)(scope, receive, send)
        else:
            await HTMLResponse("<h1>Connexion</h1>", status_code=int(self.without))(scope, receive, send)


@dataclass
class Behind:
    """A server behind a proxy."""

    address: str
    proxy: Proxy


@pytest.fixture(params=["elsewhere", "403", "nothing"])
def behind(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Behind]:
    proxies: list[Proxy] = []

    def front(app: ASGIApp) -> ASGIApp:
        proxies.append(Proxy(app, request.param))
        return proxies[0]

    with served(settings.model_copy(update={"user_header": HEADER}), behind=front) as address:
        yield Behind(address, proxies[0])


def test_an_expired_session_is_told_everywhere_and_what_was_typed_is_kept(page: Page, behind: Behind) -> None:
    """A question, a plan while it is typed and then saved, a sentence of the home page: then each goes through."""
    proxy, alert = behind.proxy, page.get_by_role("alert")
    page.goto(behind.address, wait_until="networkidle")
    expect(page.get_by_text("Connecté : Awa Diallo")).to_be_visible()
    proxy.has_session = False
    page.get_by_label("Votre message").fill("Quelles aides pour isoler une école ?")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(alert).to_contain_text(EXPIRED)
    expect(page.get_by_label("Votre message")).to_have_value("Quelles aides pour isoler une école ?")
    proxy.has_session = True
    say(page, "Quelles aides pour isoler une école ?")

    page.locator("button[name=verdict][value=utile]").last.click()
    expect(page.locator("#status")).to_contain_text("Votre avis est gardé")

    page.goto(f"{behind.address}/plan?{PLAN}", wait_until="networkidle")
    proxy.has_session = False
    page.get_by_label("Intitulé").first.fill("École du bourg")
    expect(page.locator("#said")).to_contain_text(EXPIRED)
    expect(page.get_by_label("Intitulé").first).to_have_value("École du bourg")
    expect(page.locator("#plan-result")).not_to_contain_text("Connexion")
    page.get_by_role("button", name="Enregistrer le plan", exact=True).click()
    expect(alert.last).to_contain_text(EXPIRED)
    assert violations(page) == []
    proxy.has_session = True
    page.get_by_role("button", name="Enregistrer le plan", exact=True).click()
    page.wait_for_url("**&kept=1")
    page.goto(f"{behind.address}/plan/enregistres")
    expect(page.get_by_text("par Awa Diallo")).to_be_visible()
    expect(page.get_by_role("heading", name="École du bourg")).to_be_visible()

    page.goto(f"{behind.address}/accueil", wait_until="networkidle")
    proxy.has_session = False
    sentence = page.get_by_label("Nouveau projet, en une phrase")
    sentence.fill("Isoler la mairie")
    sentence.press("Enter")
    expect(alert).to_contain_text(EXPIRED)
    expect(sentence).to_have_value("Isoler la mairie")
    proxy.has_session = True
    sentence.press("Enter")
    expect(page.locator("#talk .user")).to_have_text("Isoler la mairie")


@pytest.mark.parametrize("behind", ["elsewhere", "403"], indirect=True)
def test_the_filters_of_the_aids_stay_where_they_are(page: Page, behind: Behind) -> None:
    page.goto(f"{behind.address}/aides?q={quote_plus(LIGHTING)}", wait_until="networkidle")
    behind.proxy.has_session = False
    page.locator("#filters input[type=checkbox]").first.check()
    expect(page.locator("#said")).to_contain_text(EXPIRED)
    expect(page.locator("#filters input[type=checkbox]").first).to_be_checked()


@pytest.mark.parametrize("behind", ["nothing"], indirect=True)
def test_without_a_script_the_refused_form_is_given_back_and_sent_again(plain_page: Page, behind: Behind) -> None:
    refuse(plain_page, behind)
    plain_page.get_by_role("button", name="Commencer").click()
    expect(plain_page.get_by_role("alert")).to_contain_text(EXPIRED)
    expect(plain_page.locator("main")).to_contain_text(SENTENCE)
    behind.proxy.has_session = True
    plain_page.get_by_role("button", name="Renvoyer").click()
    expect(plain_page.locator("#talk .user")).to_have_text(SENTENCE)


@pytest.mark.parametrize("behind", ["nothing"], indirect=True)
def test_the_page_of_an_expired_session_is_accessible_in_both_themes(page: Page, behind: Behind) -> None:
    refuse(page, behind)
    page.evaluate("document.querySelector('main form').submit()")  # past our script, as when it did not load
    expect(page.get_by_role("heading", name="Session expirée")).to_be_visible()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []


def refuse(page: Page, behind: Behind) -> None:
    """Begin a project, and lose the session."""
    page.goto(f"{behind.address}/accueil", wait_until="networkidle")
    behind.proxy.has_session = False
    page.get_by_label("Nouveau projet, en une phrase").fill(SENTENCE)
