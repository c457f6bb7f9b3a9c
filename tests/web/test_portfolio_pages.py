"""The portfolio and the follow-up of a project, as pages without script."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.calculators.footprint import estimate
from assistant.domain.sheet import CostLine, Origin, ProjectSheet, Provenance, Statement
from assistant.settings import Settings

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
USER = (Provenance(origin=Origin.USER, quote="dit"),)
SCHOOL, GYM = "p-00000001", "p-00000002"
FOLLOW_UP = f"/projets/{SCHOOL}/suivi"


def sheet(name: str, title: str) -> ProjectSheet:
    cost = CostLine(label="Travaux", amount_excl_tax=Decimal(310_000), provenance=USER)
    told = Statement(text=title, provenance=USER)
    return ProjectSheet(project_id=name, version=1, title=told, costs=(cost,), created_at=NOW, updated_at=NOW)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), headers={"accept": "text/html"}) as opened:
        projects = opened.app.state.services.projects  # type: ignore[attr-defined]
        projects.save(sheet(SCHOOL, "Rénovation énergétique de l'école, isolation"))
        projects.save(sheet(GYM, "Rénovation énergétique du gymnase, isolation"))
        yield opened


def text(page: str) -> str:
    return page.replace("\u202f", " ").replace("\xa0", " ")


def test_totals_follow_the_filter(client: TestClient) -> None:
    assert "620 000 €" in text(client.get("/projets").text)
    kept = text(client.get("/projets?q=gymnase").text)
    assert "310 000 €" in kept
    assert "école" not in kept
    assert "Aucun projet ne passe ce filtre" in client.get("/projets?q=xyzzy&phase=travaux&alertes=1").text


def test_a_step_an_aid_an_expense_and_a_measure_are_added_told_and_removed(client: TestClient) -> None:
    client.post(FOLLOW_UP, data={"do": "add-milestone", "milestone_label": "Audit", "milestone_day": "2026-01-31"})
    client.post(
        FOLLOW_UP,
        data={
            "do": "add-grant",
            "grant_name": "DETR",
            "grant_asked": "90 000",
            "grant_obtained": "60000",
            "revision": "1",
        },
    )
    client.post(
        FOLLOW_UP,
        data={
            "do": "add-expense", "expense_label": "Étude", "expense_amount": "4 500,50", "expense_day": "01/03/2026",
            "revision": "2",
        },
    )  # fmt: skip
    measure = {"measure_name": "Gaz", "measure_when": "before", "measure_value": "36 000", "measure_unit": "kWh/an"}
    client.post(FOLLOW_UP, data={"do": "add-measure", "measure_day": "2026-01-01", "revision": "3", **measure})
    shown = text(client.get(FOLLOW_UP).text)
    for told in ("Audit, prévue le 31 janvier 2026", "en retard", "60 000 € obtenus", "4 500,50 €", "avant le projet"):
        assert told in shown
    board = text(client.get("/projets").text)
    assert "En retard : étape « Audit », prévue le 31 janvier 2026" in board
    assert "<svg" in board
    client.post(FOLLOW_UP, data={"do": "done-milestones-0", "revision": "4"})
    client.post(FOLLOW_UP, data={"do": "remove-grants-0", "revision": "5"})
    after = text(client.get(FOLLOW_UP).text)
    assert "en retard" not in after
    assert "DETR" not in after


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"do": "add-milestone", "milestone_label": "Audit"}, "Remplissez ce champ."),
        ({"do": "add-milestone", "milestone_label": "Audit", "milestone_day": "demain"}, "n&#39;est pas une date"),
        ({"do": "add-expense", "expense_label": "x", "expense_amount": "-5", "expense_day": "01/03/2026"}, "négatif"),
        ({"do": "add-grant", "grant_name": "<b>", "grant_asked": "beaucoup"}, "n&#39;est pas un nombre"),
        ({"do": "add-measure", "measure_name": "x", "measure_when": "jamais"}, "pas dans la liste"),
    ],
    ids=["no day", "no date", "negative", "words", "no choice"],
)
def test_what_cannot_be_read_is_told_and_kept(client: TestClient, typed: dict[str, str], told: str) -> None:
    answer = client.post(FOLLOW_UP, data=typed)
    assert answer.status_code == 422
    assert told in answer.text
    assert re.search(r'<a href="#\w+">(?:Étape|Aide|Dépense|Indicateur)[^<:]* : ', answer.text)
    assert "<b>" not in answer.text


def test_the_second_of_two_writers_is_told(client: TestClient) -> None:
    step = {"do": "add-milestone", "milestone_label": "Audit", "milestone_day": "2027-01-31", "revision": "0"}
    assert client.post(FOLLOW_UP, data=step).status_code == 200
    told = client.post(FOLLOW_UP, data=step)
    assert told.status_code == 422
    assert "a changé pendant que vous écriviez" in told.text
    assert 'value="Audit"' in told.text


def test_projects_alike_are_proposed_here_and_elsewhere(client: TestClient) -> None:
    assert "Rénovation énergétique du gymnase" in client.get(FOLLOW_UP).text
    shared = {"projets": [{"nom": "Rénovation de l'école, isolation", "porteur": "Commune de Test", "phase": "étude"}]}
    file = {"file": ("test.json", json.dumps(shared).encode(), "application/json")}
    assert "projets semblables" in client.post("/projets/import", files=file).text
    shown = client.get(FOLLOW_UP).text
    assert "Commune de Test" in shown
    assert "Proposer de coordonner" in shown
    assert "Commune de Test" not in client.get("/projets").text


def test_a_project_is_shared_only_on_request(client: TestClient) -> None:
    assert client.get("/projets/portefeuille.json").json()["projets"] == []
    client.post(FOLLOW_UP, data={"do": "share", "is_shared": "1", "authority": "Commune d'Essai"})
    (one,) = client.get("/projets/portefeuille.json").json()["projets"]
    assert one["porteur"] == "Commune d'Essai"


def test_projects_of_ours_are_imported_once(client: TestClient) -> None:
    file = {"file": ("ours.json", json.dumps({"projets": [{"nom": "Verger"}]}).encode(), "application/json")}
    for _ in range(2):
        client.post("/projets/import", files=file, data={"whose": "ours"})
    assert len(re.findall(r'<th scope="row"><a [^>]*>Verger<', client.get("/projets").text)) == 1
    wrong = client.post("/projets/import", files={"file": ("x.json", b"rien", "application/json")})
    assert wrong.status_code == 422
    assert "fichier d&#39;échange" in wrong.text


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_the_portfolio_is_exported(client: TestClient, name: str) -> None:
    answer = client.get(f"/projets/portefeuille.{name}?q=gymnase")
    assert answer.status_code == 200
    assert f"portefeuille.{name}" in answer.headers["content-disposition"]
    assert client.get("/projets/portefeuille.exe").status_code == 404


def test_up_to_four_projects_are_compared(client: TestClient) -> None:
    shown = client.get(f"/projets/comparer?id={SCHOOL}&id={GYM}&id={GYM}").text
    assert shown.count('<th scope="col">') == 3
    assert "Coût HT" in shown
    assert "Choisissez des projets" in client.get("/projets/comparer").text
    assert client.get("/projets/comparer?id=p-99999999").status_code == 404


def test_the_home_tells_what_to_look_at_and_begins_a_project(client: TestClient) -> None:
    home = text(client.get("/accueil").text)
    assert "À compléter : porteur, partenaires, territoire" in home
    assert "Rénovation énergétique du gymnase" in home
    begun = client.get("/", params={"message": "Isoler l'école <b>"}).text
    assert "Isoler l&#39;école &lt;b&gt;</textarea>" in begun


def test_coordination_is_proposed_to_the_owner_of_a_project_alike_and_noted(client: TestClient) -> None:
    assert f"/projets/{SCHOOL}/coordonner?avec={GYM}" in client.get(FOLLOW_UP).text
    shown = client.get(f"/projets/{SCHOOL}/coordonner?avec={GYM}").text
    assert "mailto:?subject=Coordonner" in shown
    noted = client.post(f"/projets/{SCHOOL}/coordonner", data={"avec": GYM, "author": "Awa"})
    assert "Coordination proposée à" in noted.text
    assert client.get(f"/projets/{SCHOOL}/coordonner?avec=p-99999999").status_code == 404


def test_an_answer_of_a_financer_is_noted_and_the_enter_key_adds_what_was_written(client: TestClient) -> None:
    typed = {"grant_name": "DETR", "grant_asked": "90 000"}
    client.post(FOLLOW_UP, data={**typed, "do": "", "revision": "0"})
    told = client.post(FOLLOW_UP, data={"do": "obtained-grants-0", "obtained-0": "beaucoup", "revision": "1"})
    assert told.status_code == 422
    client.post(FOLLOW_UP, data={"do": "obtained-grants-0", "obtained-0": "60 000", "revision": "1", "author": "Awa"})
    assert "60 000 € obtenus" in text(client.get(FOLLOW_UP).text)
    journal = text(client.get(f"/projets/{SCHOOL}").text)
    assert "Réponse du financeur : DETR, 60 000 € obtenus" in journal
    assert "Aide suivie ajoutée : DETR, 90 000 € demandés" in journal


def test_what_is_strange_in_a_follow_up_is_told_on_its_page(client: TestClient) -> None:
    grant = {"grant_name": "DETR", "grant_asked": "270 000", "grant_obtained": "300 000"}
    client.post(FOLLOW_UP, data={"do": "add-grant", **grant})
    spent = {"expense_label": "Travaux", "expense_amount": "310 001", "expense_day": "2130-01-01", "revision": "1"}
    shown = text(client.post(FOLLOW_UP, data={"do": "add-expense", **spent}).text)
    assert "À vérifier : « DETR », 300 000 € obtenus pour 270 000 € demandés" in shown
    assert "Dépenses au-dessus du coût prévu de 1 € HT" in shown
    assert "« Travaux », payée le 1er janvier 2130, un jour à venir" in shown


def test_emissions_that_no_estimate_counts_are_not_compared_as_zero(client: TestClient) -> None:
    lighting = estimate("public_lighting", {"points": 420, "power_before": "150 W", "power_after": "45 W"})
    projects = client.app.state.services.projects  # type: ignore[attr-defined]
    projects.save(sheet(SCHOOL, "Éclairage").model_copy(update={"version": 2, "footprint": (lighting,)}))
    shown = client.get(f"/projets/comparer?id={SCHOOL}").text
    assert "non calculées" in shown
    assert "0,0 tCO2e" not in text(shown)
    assert re.search(r"Induit</button></dt><dd>non calculées<", client.get("/projets").text)
