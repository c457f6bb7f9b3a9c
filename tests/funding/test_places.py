"""Places in a funding request, and honest eligibility: asked back when in doubt, excluded only when certain."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.api import create_app
from assistant.domain import Aid, Beneficiary, Territory, TerritoryLevel
from assistant.funding import FundingRequest, Stated, Verdict, search_aids, understand
from assistant.funding.criteria import territory_criterion
from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.territories import Territories, shipped_territories
from ingestion import ingest
from tests.territories.made import COMMUNES, loaded_home, territories_of

ON = date(2026, 11, 30)
NAMESAKES = ["93066", "97411", "11339", "30247"]
# A commune on each side of the border between two départements, and the EPCI of both.
BORDER = (
    Territory(code="24999", name="Rive-Nord", level=TerritoryLevel.COMMUNE, parents=("24", "200000001")),
    Territory(code="47999", name="Rive-Sud", level=TerritoryLevel.COMMUNE, parents=("47", "200000001")),
    Territory(code="24998", name="Vallon", level=TerritoryLevel.COMMUNE, parents=("24", "BAG", "PVD")),
    Territory(code="200000001", name="CC des Deux Rives", level=TerritoryLevel.EPCI, parents=("R75",)),
    Territory(code="200000002", name="CC sans communes", level=TerritoryLevel.EPCI, parents=("R75",)),
    Territory(code="PVD", name="Petites villes de demain", level=TerritoryLevel.PROGRAMME, parents=("FR",)),
)
BORDERLAND = Territories((*shipped_territories(), *BORDER))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_home: Path) -> Settings:
    """A home that holds the corpus that ships and has loaded communes."""
    folder = tmp_path_factory.mktemp("placed") / "home"
    shutil.copytree(sample_home, folder)
    return loaded_home(folder, [COMMUNES])


@pytest.fixture(scope="module")
def places(home: Settings) -> Territories:
    return territories_of(home)


@pytest.fixture(scope="module")
def client(home: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(home)) as opened:
        yield opened


def asked(places: Territories, text: str, stated: Stated | None = None) -> FundingRequest:
    return understand(text, territories=places, on=ON, stated=stated)


def test_a_homonym_is_asked_back_and_no_territory_is_taken(places: Territories) -> None:
    request = asked(places, "piste cyclable à Saint-Denis")
    assert request.territory is None
    assert request.homonyms is not None
    assert {one.code for one in request.homonyms.candidates} == set(NAMESAKES)
    assert request.homonyms.question.endswith("Seine-Saint-Denis (93) ou La Réunion (974) ?")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("piste cyclable à Saint-Denis (93)", "93066"),
        ("piste cyclable à Saint-Denis, La Réunion", "97411"),
        ("Nous sommes en Seine-Saint-Denis, à Saint-Denis : une piste cyclable", "93066"),
        ("piste cyclable à Saint-Denis, code postal 97400", "97411"),
        ("piste cyclable à Gap", "05061"),
    ],
)
def test_what_stands_near_a_name_decides(places: Territories, text: str, code: str) -> None:
    request = asked(places, text)
    assert request.territory is not None
    assert request.territory.code == code
    assert request.homonyms is None


def test_the_choice_stated_answers_the_question(places: Territories) -> None:
    request = asked(places, "piste cyclable à Saint-Denis", Stated(territory="93066"))
    assert request.territory is not None
    assert request.homonyms is None
    assert asked(places, "piste cyclable à Saint-Denis", Stated(forgotten=("territory",))).homonyms is None


def test_the_api_gives_the_question_and_the_codes_that_answer_it(client: TestClient) -> None:
    query = {"query": "piste cyclable à Saint-Denis"}
    understood = client.post("/api/v1/funding", json=query).json()["understood"]
    assert understood["territory"] is None
    assert understood["question"].startswith("« Saint-Denis » : ")
    assert [one["code"] for one in understood["homonyms"]] == sorted(NAMESAKES)
    assert understood["homonyms"][2]["place"] == "Seine-Saint-Denis (93)"
    answered = client.post("/api/v1/funding", json={**query, "territory": "97411"}).json()["understood"]
    assert (answered["territory"]["code"], answered["homonyms"], answered["question"]) == ("97411", [], None)


def test_the_page_offers_each_choice_as_a_link_that_states_it(client: TestClient) -> None:
    page = client.get("/aides", params={"q": "piste cyclable à Saint-Denis"}).text
    assert "désigne plusieurs territoires" in page
    assert "Saint-Denis, Seine-Saint-Denis (93)" in page.replace("\u00a0", " ")
    assert "territory=93066" in page


@pytest.mark.parametrize(
    ("perimeter", "code", "verdict", "words"),
    [
        ("Dordogne", "200000001", Verdict.UNKNOWN, "ne comprend qu'une partie de CC des Deux Rives"),
        ("Gironde", "200000001", Verdict.NO, "hors de CC des Deux Rives"),
        ("Bretagne", "200000001", Verdict.NO, "hors de"),
        ("Nouvelle-Aquitaine", "200000001", Verdict.YES, "qui comprend CC des Deux Rives"),
        ("Dordogne", "200000002", Verdict.UNKNOWN, "vérifiez"),
        ("Bretagne", "200000002", Verdict.NO, "hors de"),
        ("CC des Deux Rives", "24999", Verdict.YES, "qui comprend Rive-Nord"),
        ("CC des Deux Rives", "24", Verdict.UNKNOWN, "qu'une partie de Dordogne"),
        ("CC des Deux Rives", "29", Verdict.NO, "hors de Finistère"),
        ("Dordogne", "24999", Verdict.YES, "ouverte sur Dordogne, qui comprend Rive-Nord"),
        ("Lot-et-Garonne", "24999", Verdict.NO, "hors de Rive-Nord"),
        ("Adour-Garonne", "24998", Verdict.YES, "qui comprend Vallon"),
        ("Petites villes de demain", "24998", Verdict.YES, "qui comprend Vallon"),
        ("Petites villes de demain", "24999", Verdict.NO, "hors de Rive-Nord"),
        ("Loire-Bretagne", "24999", Verdict.UNKNOWN, "vérifiez"),
        ("Loire-Bretagne", "974", Verdict.NO, "hors de La Réunion"),
    ],
)
def test_an_aid_is_elsewhere_only_when_both_limits_are_known(
    perimeter: str, code: str, verdict: Verdict, words: str
) -> None:
    aid = Aid(aid_id="1", slug="a", name="Aide", perimeter=perimeter)
    told = territory_criterion(aid, BORDERLAND.get(code), BORDERLAND)
    assert told.verdict is verdict
    assert words in told.because


EVERYWHERE = tuple(BORDERLAND.get(one.code) for one in (*BORDER, *shipped_territories()))
Pair = tuple[Territory, Territory]


@given(st.tuples(st.sampled_from(EVERYWHERE), st.sampled_from(EVERYWHERE)))
def test_what_is_apart_shares_nothing_whichever_is_named_first(pair: Pair) -> None:
    one, other = pair
    apart = BORDERLAND.are_apart(one, other)
    assert apart == BORDERLAND.are_apart(other, one)
    assert not (apart and BORDERLAND.overlaps(one, other))
    for inner in BORDER:
        if apart and BORDERLAND.contains(one, inner):
            assert BORDERLAND.are_apart(inner, other)


REQUESTS = ("rénover l'éclairage public", "isoler l'école", "fuites d'eau potable", "piste cyclable")
OWNERS = (Beneficiary.COMMUNE, Beneficiary.DEPARTMENT, Beneficiary.ASSOCIATION)


def check_grid(services: Services, codes: tuple[str, ...], *, include_closed: bool) -> None:
    """No aid that is certainly not for the owner among the results, and none above one that may be."""
    for query in REQUESTS:
        for code in codes:
            for owner in OWNERS:
                request = understand(
                    query,
                    territories=services.territories,
                    on=ON,
                    stated=Stated(territory=code, beneficiary=owner),
                    include_closed=include_closed,
                )
                answer = search_aids(
                    request, knowledge=services.knowledge, store=services.store, territories=services.territories
                )
                denied = [
                    (match.aid.slug, one.because)
                    for match in answer.results
                    for one in match.eligibility
                    if one.verdict is Verdict.NO
                ]
                assert denied == [], (query, code, owner)
                assert all(match.is_excluded for match in answer.excluded)
                order = [match.is_excluded for match in answer.considered]
                assert order == sorted(order)


def test_nothing_certainly_ineligible_is_a_result_on_the_corpus_that_ships(home: Settings) -> None:
    with open_services(home) as services:
        check_grid(services, ("05061", "974", "R84"), include_closed=False)


@pytest.mark.real_data
def test_nothing_certainly_ineligible_is_a_result_on_the_real_aids(tmp_path: Path, shared_data: Path) -> None:
    files = [shared_data / "funding" / name for name in ("aides_api_2021.jsonl", "aides_export_2022.jsonl")]
    settings = loaded_home(tmp_path / "home", [COMMUNES])
    ingest(files, settings=settings)
    with open_services(settings) as services:
        check_grid(services, ("24", "97411", "R93"), include_closed=True)


@pytest.mark.parametrize("amount", ["310 000 € HT", "64 000 euros TTC"])
def test_what_it_costs_and_for_how_many_is_not_what_it_is_about(services: Services, amount: str) -> None:
    told = f"Rénover l'éclairage public d'une commune de 3 200 habitants en Dordogne, {amount}"
    request = understand(told, territories=services.territories, on=ON)
    answer = search_aids(request, knowledge=services.knowledge, store=services.store, territories=services.territories)
    assert next(one.aid.slug for one in answer.results if one.fits).startswith("cee-eclairage-public")
    assert not any(one.aid.slug.startswith("anah") for one in answer.results)
