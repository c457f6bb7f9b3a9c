"""The page of a plan, without script: a grant is known by its name, a wrong field by the name of its own."""

from urllib.parse import parse_qsl, urlencode

import pytest
from fastapi.testclient import TestClient

FORM = {"content-type": "application/x-www-form-urlencoded"}
PLAN = "population=800&costs-0-label=Travaux&costs-0-amount_excl_tax=100+000"


def text(page: str) -> str:
    return page.replace("\u202f", " ").replace("\xa0", " ").replace("&#39;", "'")


@pytest.mark.parametrize(
    ("label", "scheme"),
    [
        ("DETR", "detr"),
        ("dotation de soutien à l'investissement local", "dsil"),
        ("Fonds Vert 2026", "fonds_vert"),
        ("Région Occitanie", "region"),
        ("Conseil départemental", "department"),
    ],
)
def test_the_name_of_a_grant_chooses_its_rule(client: TestClient, label: str, scheme: str) -> None:
    typed = [*parse_qsl(PLAN), ("grants-0-label", label), ("grants-0-rate_percent", "40")]
    by_name, chosen = (
        client.post("/plan/controle", content=urlencode([*typed, ("grants-0-scheme", kind)]), headers=FORM).text
        for kind in ("", scheme)
    )
    assert by_name == chosen
    shown = text(client.get(f"/plan?{urlencode(typed)}").text)
    assert "selon son nom : " in shown


def test_a_name_that_tells_nothing_leaves_another_public_aid(client: TestClient) -> None:
    shown = text(client.get(f"/plan?{PLAN}&grants-0-label=Coup+de+main&grants-0-rate_percent=40").text)
    assert "selon son nom, sinon autre" in shown


def test_a_kind_that_was_chosen_wins_over_the_name(client: TestClient) -> None:
    asked = f"/plan?{PLAN}&grants-0-label=DETR&grants-0-scheme=region&grants-0-rate_percent=40"
    assert '<option value="region" selected>' in client.get(asked).text
    assert "R2334-24" not in text(client.get(asked).text).partition('id="plan-result"')[2]


def test_the_summary_of_errors_names_each_field(client: TestClient) -> None:
    shown = text(client.get(f"/plan?{PLAN}&grants-0-label=DETR&grants-0-rate_percent=120&grants-1-amount=-5").text)
    summary = shown.partition('role="alert"')[2].partition("</div>")[0]
    assert "Aide 1, taux : " in summary
    assert "Aide 2, montant : " in summary
