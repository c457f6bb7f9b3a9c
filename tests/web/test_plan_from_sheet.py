"""A plan begun from a sheet: its costs as edited, the aids told in words, and those of the sheet that one chooses."""

import re

import pytest
from fastapi.testclient import TestClient

from assistant.domain.sheet import Origin, Provenance, Statement
from assistant.services import Services

LIGHTING = "Commune de Dordogne de 3 200 habitants : 420 LED pour 310 000 € HT. Rédige la fiche projet."
USER = (Provenance(origin=Origin.USER, quote="DETR"),)


@pytest.fixture
def project(client: TestClient) -> str:
    return str(client.post("/api/v1/ask", json={"message": LIGHTING}).json()["project_id"])


def services(client: TestClient) -> Services:
    found: Services = client.app.state.services  # type: ignore[attr-defined]
    return found


def offered(text: str) -> dict[str, bool]:
    """The aids that a page offers, and whether each is ticked."""
    found = re.findall(r'name="sheet_aid" value="([^"]+)"( checked)?', text)
    return {slug: bool(ticked) for slug, ticked in found}


def test_the_aids_of_the_sheet_are_offered_and_none_is_put_in_the_plan(client: TestClient, project: str) -> None:
    text = client.get(f"/plan/fiche/{project}").text
    funding = services(client).projects.get(project).funding
    assert offered(text) == {aid.slug: aid.fits for aid in funding}
    assert list(offered(text).values()) == sorted(offered(text).values(), reverse=True)
    assert "grants-0-label" not in text


def test_the_ticked_ones_are_put_in_the_plan_and_the_others_stay_offered(client: TestClient, project: str) -> None:
    first, second, *others = offered(client.get(f"/plan/fiche/{project}").text)
    said = {"costs-0-label": "Travaux", "costs-0-amount_excl_tax": "310 000", "project": project}
    text = client.post("/plan", data={**said, "do": "add-sheet-aids", "sheet_aid": [first, second]}).text
    assert f'name="grants-0-aid" value="{first}"' in text
    assert offered(text) == dict.fromkeys(others, False)


def test_costs_written_by_hand_are_those_of_the_plan(client: TestClient, project: str) -> None:
    written = {"text": "Lampes : 180 000 €\nÉtudes : 20 000 €", "over": "1"}
    client.post(f"/projets/{project}/champs/costs", data=written)
    text = client.get(f"/plan/fiche/{project}").text
    assert 'value="Lampes"' in text
    assert 'value="180\u202f000"' in text


def test_aids_told_in_words_are_in_the_plan_and_a_second_detr_is_not_offered(client: TestClient, project: str) -> None:
    projects = services(client).projects
    sheet = projects.get(project)
    told = Statement(text="Financement annoncé : « DETR demandée 40 %, la région donne 30 000 €. »", provenance=USER)
    detr = next(aid for aid in sheet.funding if "detr" in aid.slug).model_copy(update={"fits": True})
    projects.save(sheet.model_copy(update={"version": 2, "description": (told,), "funding": (detr,)}))
    text = client.get(f"/plan/fiche/{project}").text
    assert 'name="grants-0-rate_percent" type="text" value="40"' in text
    assert 'name="grants-1-amount" type="text" value="30\u202f000"' in text
    assert offered(text) == {}


def test_an_aid_whose_record_is_gone_is_not_offered(client: TestClient, project: str) -> None:
    projects = services(client).projects
    sheet = projects.get(project)
    gone = sheet.funding[0].model_copy(update={"slug": "disparue"})
    projects.save(sheet.model_copy(update={"version": 2, "funding": (gone,)}))
    assert "sheet-aids" not in client.get(f"/plan/fiche/{project}").text
