"""A hundred hostile texts through every input of the pages: none becomes markup, anywhere."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings
from tests.web.dangers import PAYLOADS, dangers
from tests.web.hostile import DAY, fill, project_ids, stored_addresses

HARMLESS = 1  # of the payloads aims at the engines of templates that would read a text as one


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home: Path = tmp_path_factory.mktemp("hostile") / "home"
    with TestClient(create_app(Settings(home=home)), headers={"accept": "text/html"}) as opened:
        fill(opened)
        yield opened


def wrong(client: TestClient, addresses: Iterator[str]) -> list[str]:
    found = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code < 500, address
        found += [f"{address} : {danger}" for danger in dangers(answer.text)]
    return found


def test_the_hundred_payloads_are_all_different() -> None:
    assert len(set(PAYLOADS)) == 100


def test_each_payload_would_be_seen_if_a_page_did_not_escape_it() -> None:
    places = ("<p>{}</p>", '<input value="{}">', "<input value='{}'>", '<a href="{}">x</a>', "<a title=`{} >x</a>")
    unseen = [one for one in PAYLOADS if not any(list(dangers(place.replace("{}", one))) for place in places)]
    assert len(unseen) <= HARMLESS, unseen
    assert all("{{" in one for one in unseen)


def test_a_page_that_escapes_is_not_accused() -> None:
    for one in PAYLOADS:
        assert not list(dangers(f'<p title="{escape(one)}">{escape(one)}</p>')), one


def test_no_kept_text_becomes_markup(client: TestClient) -> None:
    assert wrong(client, stored_addresses(client)) == []


def test_the_kept_texts_are_there_as_they_were_written(client: TestClient) -> None:
    listed = client.get(f"/projets/{project_ids(client)[0]}").text
    assert sum(escape(one) in listed.replace("&#34;", "&quot;").replace("&#39;", "&#x27;") for one in PAYLOADS) >= 10


def asked(one: str) -> Iterator[str]:
    """The addresses whose every value is a payload."""
    plan = ("title", "territory", "population", "costs-0-label", "costs-0-amount_excl_tax", "grants-0-label", "saved")
    yield "/plan?" + urlencode(
        dict.fromkeys(plan, one) | {"grants-0-amount": one, "loans-0-label": one, "owner_kind": one}
    )
    green = ("title", "kind", "population", "year", "lines-0-label", "lines-0-amount", "lines-0-account", "basis")
    yield "/budget-vert?" + urlencode(dict.fromkeys(green, one))
    yield "/aides?" + urlencode({"q": one, "territory": one, "beneficiary": one, "amount": one, "on": one, "plan": one})
    yield "/?" + urlencode({"message": one, "project": one})
    yield "/projets?" + urlencode({"q": one, "phase": one, "done": one})
    yield "/projets/comparer?" + urlencode({"id": one})
    yield "/administration/sources?" + urlencode({"q": one, "erreurs": one})
    yield "/administration/donnees/financement?" + urlencode({"etat": one})
    yield from (
        f"/{place}/{quote(one, safe='')}" for place in ("passages", "projets", "rien", "plan/enregistres", "aide")
    )


def test_no_text_of_an_address_becomes_markup(client: TestClient) -> None:
    assert wrong(client, (address for one in PAYLOADS for address in asked(one))) == []


def test_no_text_of_a_form_to_correct_becomes_markup(client: TestClient) -> None:
    """What is typed is shown again beside the message that repeats it."""
    page = f"/projets/{project_ids(client)[0]}"
    for one in PAYLOADS:
        follow = dict.fromkeys(("milestone_label", "milestone_day", "authority", "author"), one) | {
            "do": "add-milestone"
        }
        grant = {"do": "add-grant", "grant_name": one, "grant_asked": one, "grant_obtained": one, "grant_day": DAY}
        measure = {"do": "add-measure", "measure_name": one, "measure_value": one, "measure_when": one}
        forms = [(f"{page}/suivi", form) for form in (follow, grant, measure)]
        forms += [
            (f"{page}/phase", {"phase": one}),
            (f"{page}/champs/title", {"text": one, "over": "1", "author": one}),
        ]
        forms.append(("/plan/controle", {"title": one, "costs-0-label": one, "costs-0-amount_excl_tax": "1"}))
        for address, form in forms:
            answer = client.post(address, data=form)
            assert answer.status_code < 500, (address, form)
            assert not list(dangers(answer.text)), (address, form)


def test_no_name_of_a_refused_file_becomes_markup(client: TestClient) -> None:
    for one in PAYLOADS[::5]:
        for address in ("/administration/documents", "/projets/import"):
            answer = client.post(address, files={"file": (f"{one}.exe", b"rien")})
            assert answer.status_code == 422
            assert not list(dangers(answer.text)), (address, one)
