"""Aids taken from their records: their terms are those of the record, and said to be."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.calculators.financing import Grant, check_plan, load_book
from assistant.domain import Aid, Territory, TerritoryLevel
from assistant.errors import InputError
from assistant.plans import Plans
from assistant.plans.records import scheme_of, with_record
from assistant.services import Services
from assistant.territories import Territories
from tests.calculators.financing.plans import ON, OWNER, WORKS

FIELD = "grants.0.aid"


def aid(name: str = "Aide", **changes: Any) -> Aid:
    return Aid.model_validate({"aid_id": "1", "slug": "aide", "name": name, **changes})


def candidate(**changes: Any) -> Grant:
    return Grant.model_validate({"id": "a", "aid": "aide", **changes})


def build(services: Services, **grant: Any) -> Any:
    content: Any = {"owner": OWNER, "costs": [WORKS], "grants": [{"id": "a", **grant}]}
    return services.plans.build(content, on=date.fromisoformat(ON), optimise=True)


def test_the_record_gives_the_rate_the_deadline_and_the_label() -> None:
    record = aid(
        "Aide aux toitures", rate_max="35", submission_deadline="2027-02-28", verified_on="2026-11-24",
        rate_comment="35 % pour les communes",
    )  # fmt: skip
    found = with_record(candidate(), record, FIELD)
    assert (found.max_rate_percent, found.deadline, found.label) == (
        Decimal(35),
        date(2027, 2, 28),
        "Aide aux toitures",
    )
    assert found.terms_from.startswith("d'après la fiche « Aide aux toitures », vérifiée le 24/11/2026")


def test_what_the_plan_says_wins_over_the_record() -> None:
    said = candidate(max_rate_percent=20, label="Toits", scheme="region", deadline="2027-01-01")
    found = with_record(said, aid(rate_max="35", submission_deadline="2027-02-28"), FIELD)
    assert (found.max_rate_percent, found.label, found.scheme) == (Decimal(20), "Toits", "region")
    assert found.deadline == date(2027, 1, 1)


def test_a_rate_that_the_record_does_not_give_is_not_invented(services: Services) -> None:
    result = build(services, aid="detr-dotation-equipement-territoires-ruraux")
    assert result.sources[0].scheme == "detr"
    assert result.sources[0].amount == 0
    assert "ni taux maximal ni plafond connus" in result.optimum.unused[0]
    assert "d'après la fiche" in result.sources[0].terms


def test_a_record_with_an_impossible_rate_is_refused() -> None:
    with pytest.raises(InputError, match="120") as refused:
        with_record(candidate(), aid(rate_max=Decimal(120)), FIELD)
    assert refused.value.field == FIELD


def test_a_loan_is_not_a_grant() -> None:
    with pytest.raises(InputError, match="loans"):
        with_record(candidate(), aid(aid_types=["Prêt"]), FIELD)
    assert with_record(candidate(), aid(aid_types=["Prêt", "Subvention"]), FIELD).label == "Aide"


def test_an_unknown_record_is_refused_naming_its_field(services: Services) -> None:
    with pytest.raises(InputError) as refused:
        build(services, aid="aide-qui-n-existe-pas")
    assert refused.value.field == FIELD


@pytest.mark.parametrize(
    ("record", "scheme"),
    [
        (aid("Fonds vert : rénovation énergétique des bâtiments publics locaux"), "fonds_vert_renovation"),
        (aid("Fonds vert : renaturation"), "fonds_vert"),
        (aid("Dotation de soutien à l'investissement local (DSIL)"), "dsil"),
        (aid("Aide aux haies", financers=["Agence de l'Eau Adour-Garonne"]), "water_agency"),
        (aid("Contrats de territoire", financers=["Conseil régional de Bretagne"]), "region"),
        (aid("Fonds d'urgence", financers=["Préfectures"]), "other_state"),
        (aid("Aide du syndicat", financers=["Syndicat d'énergie"]), "other_public"),
    ],
)
def test_the_scheme_of_a_record_is_told_by_its_name_or_its_financers(record: Aid, scheme: str) -> None:
    assert scheme_of(record) == scheme


def test_every_record_that_ships_is_a_scheme_of_the_rule_book(services: Services) -> None:
    documents = list({passage.document_id for passage in services.store.iter_passages()})
    records = services.store.aids_of(documents).values()
    assert len(records) > 30
    assert {scheme_of(one) for one in records} <= load_book().schemes.keys()


@pytest.mark.parametrize("changes", [{}, {"department": "24"}, {"territory": "200040392"}, {"territory": None}])
def test_an_owner_that_is_placed_or_that_cannot_be_is_left_as_it_is(services: Services, changes: Any) -> None:
    content: Any = {"owner": {**OWNER, **changes}, "costs": [WORKS]}
    plan = services.plans.build(content, on=date.fromisoformat(ON)).plan
    assert plan.owner.department == changes.get("department")
    assert check_plan(plan).totals.owner_share == 100000


def test_an_owner_named_by_its_siren_is_placed_in_its_departement(services: Services) -> None:
    known = Territories(
        [
            Territory(code="974", name="La Réunion", level=TerritoryLevel.DEPARTMENT),
            Territory(code="249740077", name="CIVIS", level=TerritoryLevel.EPCI, parents=("974",)),
        ]
    )
    plans = Plans(services.store, known, services.projects)
    content: Any = {"owner": {"kind": "epci", "territory": "249740077"}, "costs": [WORKS]}
    result = plans.build(content, on=date.fromisoformat(ON))
    assert result.plan.owner.department == "974"
    assert any("exemptées" in check.because for check in result.checks)
