"""The pages of the conversations and of a project's file, without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings

TOLD = "Commune de Dordogne, remplacer 40 <b>lampadaires</b> par des LED, 12 000 € HT"
AS_A_PERSON = {"accept": "text/html"}


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), headers=AS_A_PERSON) as opened:
        yield opened


@pytest.fixture
def address(client: TestClient) -> str:
    """The page of a conversation that a form has opened."""
    return client.post("/conversations", data={"message": TOLD}).url.path


def test_a_conversation_goes_on_by_its_form(client: TestClient, address: str) -> None:
    project_id = address.rpartition("/")[2]
    page = client.post("/conversations", data={"message": "Rédige la fiche projet", "project_id": project_id})
    assert page.url.path == address
    assert "La fiche projet «\u00a0Rénovation" in page.text or "La fiche projet « Rénovation" in page.text
    assert "&lt;b&gt;lampadaires" in page.text
    assert "<b>lampadaires" not in page.text
    assert f'href="{address}" aria-current="page"' in page.text


def test_the_page_shows_the_sheet_in_progress_then_the_saved_one_and_what_was_told_since(
    client: TestClient, address: str
) -> None:
    def said(message: str) -> str:
        project_id = address.rpartition("/")[2]
        return client.post("/conversations", data={"message": message, "project_id": project_id}).text

    begun = client.get(address).text
    assert "Fiche en préparation, pas encore enregistrée" in begun
    assert "&lt;b&gt;lampadaires" in begun[begun.index("Contexte et besoin") :]
    assert f"{address}/champs" not in begun
    saved = said("Rédige la fiche projet")
    assert "Fiche en préparation" not in saved
    assert "La conversation dit autre chose" not in saved
    told = said("En fait le coût est de 15 000 € HT")
    assert "La conversation dit autre chose que la fiche enregistrée" in told
    assert 'value="Mets à jour la fiche projet"' in told
    assert "La conversation dit autre chose" not in said("Mets à jour la fiche projet")


def test_a_conversation_without_project_has_no_sheet_in_progress(client: TestClient) -> None:
    page = client.post("/conversations", data={"message": "Que dit la loi sur l'éclairage public ?"}).text
    assert "Pas encore de fiche." in page
    assert "Fiche en préparation" not in page


def test_what_an_answer_cost_is_told_under_the_last_one_and_folded_under_the_others(
    client: TestClient, address: str
) -> None:
    project_id = address.rpartition("/")[2]
    page = client.post("/conversations", data={"message": "Quelles aides ?", "project_id": project_id}).text
    told = [page.count(f'<{tag} class="footprint">') for tag in ("p", "details")]
    assert told == [1, 1]
    assert page.index('<details class="footprint">') < page.index('<p class="footprint">')
    assert page.count("Depuis le début du projet") == 2


def test_an_estimate_of_the_sheet_in_progress_opens_its_calculation(client: TestClient) -> None:
    told = "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT, de 100 W à 30 W"
    page = client.post("/conversations", data={"message": told})
    links = re.findall(
        r'href="(/conversations/[^"]+/calculs/[^"]+)"', page.text[page.text.index('id="sheet-beside"') :]
    )
    assert links
    assert client.get(links[0]).status_code == 200


def test_a_message_that_is_refused_is_not_lost(client: TestClient, address: str) -> None:
    page = client.post("/conversations", data={"message": "???", "project_id": address.rpartition("/")[2]})
    assert page.status_code == 422
    assert "La question est vide" in page.text
    assert ">???</textarea>" in page.text


def test_a_page_read_after_an_answer_failed_says_why(settings: Settings) -> None:
    named = {"llm_base_url": "http://127.0.0.1:9/v1", "llm_model": "absent", "llm_retries": 0}
    with TestClient(create_app(settings.model_copy(update=named)), headers=AS_A_PERSON) as client:
        failed = client.post("/conversations", data={"message": "Que dit la loi ?"})
        assert failed.status_code == 502
        (address,) = re.findall(r'href="(/conversations/p-[^"]+)" aria-current', failed.text)
        assert '<p class="error" role="alert">' in client.get(address).text


def test_deleting_asks_first_and_twice_is_once(client: TestClient, address: str) -> None:
    assert "sera supprimée pour toujours" in client.get(f"{address}/supprimer").text
    for _ in range(2):
        assert "La conversation est supprimée." in client.post(f"{address}/supprimer").text
    assert client.get(address).status_code == 404


def test_a_title_that_cannot_be_is_told_beside_its_field(client: TestClient, address: str) -> None:
    assert "Le bourg" in client.post(f"{address}/renommer", data={"title": "Le bourg"}).text
    page = client.post(f"{address}/renommer", data={"title": ""})
    assert page.status_code == 422
    assert "de 1 à 200 caractères" in page.text


def test_the_list_is_searched_and_tells_the_retention(settings: Settings) -> None:
    with TestClient(create_app(settings.model_copy(update={"retention_days": 90})), headers=AS_A_PERSON) as client:
        client.post("/conversations", data={"message": "Planter des haies"})
        assert "90 jours après son dernier message" in client.get("/conversations").text
        assert "Planter des haies" in client.get("/conversations?mots=haie").text
        assert "Aucune conversation n&#39;a ces mots" in client.get("/conversations?mots=piscine").text


def test_a_field_typed_on_the_page_of_the_file_is_a_new_version(client: TestClient, address: str) -> None:
    project_id = address.rpartition("/")[2]
    client.post("/conversations", data={"message": "Rédige la fiche projet", "project_id": project_id})
    file = f"/projets/{project_id}/dossier"
    assert "Pièces à joindre" in client.get(f"{file}?pour=fonds_vert").text
    saved = client.post(f"{file}?pour=crte", data={"field": "objectives", "text": "Réduire la facture."})
    assert "Fiche version 2" in saved.text
    wrong = client.post(f"{file}?pour=crte", data={"field": "objectives", "text": ""})
    assert wrong.status_code == 422
    assert "de 1 à 5000 caractères" in wrong.text
