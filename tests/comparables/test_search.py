"""Operations like a project: found by what they are about, told in words, never a median of what is not comparable."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.calculators.comparables import Flaw
from assistant.comparables import ComparablesAnswer, operation_text, read_cost, statement, understand_project
from assistant.domain import Beneficiary
from assistant.errors import InputError
from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.territories import load_territories
from ingestion import ingest
from tests.comparables.conftest import ON, Ask, Row, row, write

SCHOOLS = [row("Rénovation énergétique de l'école", cost) for cost in (90_000, 110_000, 130_000, 150_000, 170_000)]
OTHERS = [
    row("Construction d'un groupe scolaire", 4_000_000),
    row("Extension du cimetière", 60_000),
    row("Achat d'un véhicule électrique", 30_000),
    row("Rénovation de l'éclairage public en LED", 80_000),
    row("Réfection de la toiture de l'église", 70_000),
]
NARROW = "\u202f"


def titles(answer: ComparablesAnswer) -> list[str]:
    return [similar.operation.title for similar in answer.operations]


def told(answer: ComparablesAnswer) -> str:
    return "\n".join(statement(answer)).replace(NARROW, " ")


@pytest.fixture
def schools(ask: Callable[[Sequence[Row]], Ask]) -> Ask:
    return ask([*SCHOOLS, *OTHERS])


def test_a_project_finds_those_that_did_the_same_and_what_they_cost(schools: Ask) -> None:
    answer = schools("Rénover l'école : travaux énergétiques, 140 000 € HT, commune de 1 200 habitants, Hautes-Alpes")
    assert set(titles(answer)) == {"Rénovation énergétique de l'école"}
    assert (answer.summary.found, answer.summary.published, answer.summary.near_place) == (5, 10, 5)
    assert "5 opérations semblables parmi 10 opérations subventionnées, dont 5 dans votre département." in told(answer)
    assert "Coût HT : médiane 130 000 € [110 000 € – 150 000 €], sur 5 opérations." in told(answer)
    assert "Taux de subvention : médiane 40 %" in told(answer)
    assert "Ce sont des intitulés : vérifiez" in told(answer)
    assert "Euros courants" in told(answer)


@pytest.mark.parametrize("query", ["recette de la tarte aux pommes", "organiser un festival de jazz"])
def test_nothing_comparable_gives_no_median(schools: Ask, query: str) -> None:
    answer = schools(query)
    assert answer.operations == ()
    assert answer.summary.whole.cost.quartiles is None
    assert "Aucune opération comparable parmi 10" in told(answer)


def test_building_a_school_is_not_renovating_one(schools: Ask) -> None:
    assert titles(schools("construction d'un groupe scolaire")) == ["Construction d'un groupe scolaire"]
    assert "Construction d'un groupe scolaire" not in titles(schools("rénovation énergétique du groupe scolaire"))


def test_too_few_operations_give_no_median_but_their_number(schools: Ask) -> None:
    answer = schools("extension du cimetière")
    assert titles(answer) == ["Extension du cimetière"]
    assert "trop peu d'opérations (1) pour une médiane" in told(answer)
    assert "médiane 60" not in told(answer)


def test_who_it_is_for_and_where_it_stands_do_not_hide_what_it_is(schools: Ask) -> None:
    assert titles(schools("acheter un véhicule électrique pour les agents du service technique")) == [
        "Achat d'un véhicule électrique"
    ]


def test_a_slip_of_the_pen_is_read_and_said(schools: Ask) -> None:
    answer = schools("extension du cimetierre")
    assert titles(answer) == ["Extension du cimetière"]
    assert "« cimetierre » n'est pas un mot de ces intitulés : lu « cimetiere »." in told(answer)


def test_two_schemes_are_shown_as_one_operation(ask: Callable[[Sequence[Row]], Ask]) -> None:
    pair = [row("Création d'un city-stade", 80_000), row("Creation d'un City Stade", 80_000, dispositif="DSIL")]
    (similar,) = ask([*pair, *OTHERS])("city stade").operations
    assert similar.operation.schemes == ("DETR", "DSIL")
    shown = operation_text(similar).replace(NARROW, " ")
    assert "DETR 2024 : 32 000 € + DSIL 2024 : 32 000 € ; taux cumulé 80 %" in shown


def test_absurd_rows_are_shown_as_such_and_counted_out(ask: Callable[[Sequence[Row]], Ask]) -> None:
    absurd = [row("Rénovation énergétique de l'école", 0, subvention=9_000), row(SCHOOLS[0]["intitule"], 7_000, subvention=8_000)]  # fmt: skip
    answer = ask([*SCHOOLS, *absurd, *OTHERS])("rénovation énergétique de l'école")
    assert answer.summary.left_out == {Flaw.NO_COST: 1, Flaw.SUBSIDY_ABOVE_COST: 1}
    assert answer.summary.whole.cost.count == len(SCHOOLS)
    assert "1 sans coût crédible (absent, 0 ou 1 €)" in told(answer)
    assert any("la subvention dépasse le coût" in operation_text(similar) for similar in answer.operations)


def test_a_subject_that_everything_has_is_too_broad(ask: Callable[[Sequence[Row]], Ask]) -> None:
    many = [row(f"École : lot {number} bis", 1_000 + number) for number in range(1_100)]
    answer = ask(many)("école")
    assert answer.summary.is_too_broad
    assert answer.summary.whole.cost.quartiles is None
    assert answer.breakdown.by_scheme == ()
    assert "Le sujet est trop large" in told(answer)


def test_scheme_and_year_leave_out_the_others(ask: Callable[[Sequence[Row]], Ask]) -> None:
    rows = [
        row("Extension du cimetière", 10_000, dispositif="DSIL"),
        row("Extension du cimetière", 20_000, exercice="2023"),
        row("Extension du cimetière", 30_000),
        *OTHERS,
    ]
    asked = ask(rows)
    assert [one.operation.schemes for one in asked("extension du cimetière", scheme="dsil").operations] == [("DSIL",)]
    assert {one.operation.year for one in asked("extension du cimetière", year_from=2024).operations} == {2024}


def test_the_words_of_the_request_give_way_to_what_is_stated(schools: Ask) -> None:
    asked = schools(
        "école, commune du Var, 10 000 € HT", territory="05", cost=Decimal(20), beneficiary=Beneficiary.EPCI
    )
    request = asked.request
    assert request.territory is not None
    assert (request.territory.code, request.cost_excl_tax, request.beneficiary) == ("05", 20, Beneficiary.EPCI)


def test_an_amount_with_tax_is_compared_to_nothing(schools: Ask) -> None:
    answer = schools("rénovation énergétique de l'école, 140 000 € TTC")
    assert answer.summary.near_cost is None
    assert "Votre montant TTC (140 000 €) n'est pas comparé" in told(answer)


def test_a_description_without_subject_compares_nothing(schools: Ask) -> None:
    assert "ne dit pas quel est le projet" in told(schools("450 000 € en Dordogne"))


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"query": " "}, "query"),
        ({"query": "école", "cost": Decimal(-5)}, "cost"),
        ({"query": "école", "cost": Decimal(0)}, "cost"),
        ({"query": "école", "cost": Decimal("NaN")}, "cost"),
        ({"query": "école", "territory": "Atlantide"}, "territory"),
        ({"query": "école", "year_from": 2027}, "year_from"),
        ({"query": "école", "year_from": 12}, "year_from"),
        ({"query": "école", "limit": 0}, "limit"),
    ],
)
def test_a_wrong_request_names_its_field(stated: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        understand_project(**stated, territories=load_territories(), on=ON)
    assert caught.value.field == field


def test_an_unknown_scheme_is_told_with_those_that_are_known(schools: Ask) -> None:
    with pytest.raises(InputError, match="DETR") as caught:
        schools("école", scheme="LEADER")
    assert caught.value.field == "scheme"


def test_a_basin_is_no_place_to_compare(schools: Ask) -> None:
    with pytest.raises(InputError) as caught:
        schools("école", territory="bassin Loire-Bretagne")
    assert caught.value.field == "territory"


@pytest.mark.parametrize("text", ["450000", "450 000", "450\u202f000 €", "450000,00", "450 k€"])
def test_a_cost_is_read_as_people_write_it(text: str) -> None:
    assert read_cost(text) == Decimal(450_000)


@pytest.mark.parametrize("text", ["cher", "", "1e", "4 à 5"])
def test_a_cost_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_cost(text)
    assert caught.value.field == "cost"


def test_what_is_ingested_later_is_found(opened: Callable[[Sequence[Row]], Services], tmp_path: Path) -> None:
    services = opened(OTHERS)
    request = understand_project("city stade", territories=services.territories, on=ON)
    assert services.comparables.search(request).summary.found == 0
    ingest([write(tmp_path / "more.jsonl", [row("City stade")])], settings=services.settings)
    assert services.comparables.search(request).summary.found == 1


def test_a_home_without_operations_says_how_to_add_some(tmp_path: Path) -> None:
    with open_services(Settings(home=tmp_path)) as services:
        request = understand_project("école", territories=services.territories, on=ON)
        assert "jalon ingest --kind project" in told(services.comparables.search(request))
