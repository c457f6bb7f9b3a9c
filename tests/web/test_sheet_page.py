"""The page of a sheet: read, edited, compared, restored, commented; two writers lose nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.settings import Settings

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
USER = (Provenance(origin=Origin.USER, quote="École"),)
PROJECT = "p-00000001"
PAGE = f"/projets/{PROJECT}"


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), headers={"accept": "text/html"}) as opened:
        title = Statement(text="École <b>Jean</b>", provenance=USER)
        sheet = ProjectSheet(project_id=PROJECT, version=1, title=title, created_at=NOW, updated_at=NOW)
        opened.app.state.services.projects.save(sheet)  # type: ignore[attr-defined]
        yield opened


def test_the_list_leads_to_the_sheet_and_nothing_is_read_as_markup(client: TestClient) -> None:
    listed, shown = client.get("/projets").text, client.get(PAGE).text
    assert f'href="{PAGE}"' in listed
    for text in (listed, shown):
        assert "École &lt;b&gt;Jean&lt;/b&gt;" in text
        assert "<b>Jean" not in text


def test_a_field_is_written_and_told(client: TestClient) -> None:
    form = client.get(f"{PAGE}/champs/objectives").text
    assert 'name="over" value="1"' in form
    done = client.post(f"{PAGE}/champs/objectives", data={"text": "Moins d'énergie\nPlus de confort", "over": "1"})
    assert "une nouvelle version" in done.text
    assert "Plus de confort" in done.text
    assert "dit par l&#39;utilisateur" in done.text


def test_the_second_of_two_writers_sees_both_texts(client: TestClient) -> None:
    client.post(f"{PAGE}/champs/context", data={"text": "Elle fuit.", "over": "1"})
    told = client.post(f"{PAGE}/champs/context", data={"text": "Elle brûle.", "over": "1"})
    assert told.status_code == 409
    assert "Elle fuit." in told.text
    assert "Elle brûle.</textarea>" in told.text
    assert 'name="over" value="2"' in told.text


def test_proposals_are_confirmed_and_told_once(client: TestClient) -> None:
    projects = client.app.state.services.projects  # type: ignore[attr-defined]
    proposal = Statement(text="Isoler", provenance=(Provenance(origin=Origin.ASSUMPTION, quote="Proposition"),))
    projects.save(projects.get(PROJECT).model_copy(update={"version": 2, "objectives": (proposal,)}))
    assert "J'ai relu : confirmer la proposition" in client.get(PAGE).text
    done = client.post(f"{PAGE}/champs/objectives/confirmer")
    assert "Propositions confirmées : Objectifs" in done.text
    assert "confirmer la proposition" not in done.text
    client.post(f"{PAGE}/champs/objectives/confirmer")
    assert projects.get(PROJECT).version == 3


def test_a_wrong_field_is_told_beside_what_was_typed(client: TestClient) -> None:
    told = client.post(f"{PAGE}/champs/title", data={"text": "  ", "over": "1"})
    assert told.status_code == 422
    assert "Le titre ne peut pas être vide" in told.text
    assert client.get(f"{PAGE}/champs/funding").status_code == 422
    assert client.get("/projets/p-99999999").status_code == 404


def test_a_version_is_compared_then_restored(client: TestClient) -> None:
    client.post(f"{PAGE}/champs/title", data={"text": "Groupe scolaire", "over": "1"})
    compared = client.get(f"{PAGE}/versions/1").text
    assert "<ins>Groupe scolaire</ins>" in compared
    restored = client.post(f"{PAGE}/versions/1")
    assert "École &lt;b&gt;Jean" in restored.text
    assert "Version 1 du 30 novembre 2026 rétablie" in restored.text


def test_a_comment_and_a_phase_stand_in_the_journal_with_their_author(client: TestClient) -> None:
    client.post(f"{PAGE}/commentaires", data={"text": "Voir la <i>DDT</i>", "author": "Awa"})
    shown = client.post(f"{PAGE}/phase", data={"phase": "travaux", "author": "Awa"}).text
    assert "Voir la &lt;i&gt;DDT&lt;/i&gt;" in shown
    assert "Phase : idée → travaux" in shown
    assert shown.count(", Awa") == 2
    assert client.post(f"{PAGE}/commentaires", data={"text": " "}).status_code == 422
    assert client.post(f"{PAGE}/phase", data={"phase": "rêve"}).status_code == 422


def test_a_button_pressed_twice_saves_once(client: TestClient) -> None:
    for _ in range(2):
        client.post(f"{PAGE}/champs/risks", data={"text": "Retard", "over": "1"})
    assert "Version</dt><dd>2," in client.get(PAGE).text


def test_costs_and_indicators_are_written_on_the_page_and_their_total_is_told(client: TestClient) -> None:
    costs = {"text": "Travaux : 180 000 €\nÉtudes : 20 000 € (HT à confirmer)", "over": "1"}
    shown = client.post(f"{PAGE}/champs/costs", data=costs).text
    assert '<th scope="row">Total</th><td>200\u202f000\u202f€</td>' in shown
    assert "confirmer ces montants, hors taxes" in shown
    assert "Études : 20 000 € (HT à confirmer)</textarea>" in client.get(f"{PAGE}/champs/costs").text
    assert "confirmer ces montants" not in client.post(f"{PAGE}/champs/costs/confirmer").text
    indicators = {"text": "Gaz (kWh/an) : 52 000 → 21 000", "over": "3"}
    shown = client.post(f"{PAGE}/champs/indicators", data=indicators).text
    assert "Gaz (kWh/an) : référence 52 000 ; cible 21 000" in " ".join(shown.split())
    assert "Travaux : 180 000 €</ins>" in client.get(f"{PAGE}/versions/1").text


def test_a_cost_that_cannot_be_read_loses_nothing_of_what_was_typed(client: TestClient) -> None:
    told = client.post(f"{PAGE}/champs/costs", data={"text": "Travaux : 180 000 €\nÉtudes : peu", "over": "1"})
    assert told.status_code == 422
    assert "ligne 2 (« Études : peu »)" in " ".join(told.text.split())
    assert "Travaux : 180 000 €\nÉtudes : peu</textarea>" in told.text


def test_the_same_phase_is_told_as_such(client: TestClient) -> None:
    told = client.post(f"{PAGE}/phase", data={"phase": "idée"}).text
    assert "La phase n&#39;a pas changé" in told
    assert "La phase est changée." not in told


def test_a_restored_version_leaves_the_phase_where_the_project_is(client: TestClient) -> None:
    client.post(f"{PAGE}/champs/title", data={"text": "Groupe scolaire", "over": "1"})
    client.post(f"{PAGE}/phase", data={"phase": "travaux"})
    assert "La phase reste « travaux »" in client.get(f"{PAGE}/versions/1").text.replace("\xa0", " ")
    client.post(f"{PAGE}/versions/1")
    restored = client.app.state.services.projects.get(PROJECT)  # type: ignore[attr-defined]
    assert restored.phase.value == "travaux"
    assert restored.title.text.startswith("École")
