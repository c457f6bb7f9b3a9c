"""Funding search: verdicts, order and the reason of an empty list."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.domain import Aid, Beneficiary
from assistant.errors import InputError
from assistant.funding import (
    FundingAnswer,
    FundingMatch,
    FundingStatus,
    Stated,
    Verdict,
    about_the_request,
    financing_rules,
    rate_of,
    reasons_of,
    search_aids,
    understand,
)
from assistant.funding.eligibility import judge
from assistant.funding.named_subjects import BUILDINGS
from assistant.funding.understanding.lexicon import themes
from assistant.services import Services

ON = date(2026, 11, 24)
NURSERY = "caf-fonds-de-modernisation-des-creches"


def find(services: Services, query: str, *, stated: Stated | None = None, **options: Any) -> FundingAnswer:
    request = understand(query, territories=services.territories, on=ON, stated=stated, **options)
    return search_aids(request, knowledge=services.knowledge, store=services.store, territories=services.territories)


def test_the_request_is_understood(services: Services) -> None:
    request = find(services, "Commune de 800 habitants en Bretagne, rénover l'école pour 400 000 €").request
    assert request.beneficiary is Beneficiary.COMMUNE
    assert request.territory is not None
    assert (request.territory.code, request.population) == ("R53", 800)
    assert request.amount == 400_000


def test_an_aid_of_elsewhere_is_listed_apart_after_those_that_may_fit(services: Services) -> None:
    answer = find(services, "éclairage public en Bretagne", limit=100)
    assert not any(match.is_excluded for match in answer.results)
    assert any(match.aid.slug.startswith("dordogne") for match in answer.excluded)
    assert [match.rank for match in answer.listed] == list(range(1, len(answer.listed) + 1))


def test_nothing_relevant_is_said(services: Services) -> None:
    assert find(services, "recette de la tarte aux pommes").status is FundingStatus.NO_MATCH


def test_an_unknown_territory_is_refused(services: Services) -> None:
    with pytest.raises(InputError, match="Territoire inconnu"):
        find(services, "éclairage public", stated=Stated(territory="Atlantide"))


def one(answer: FundingAnswer, slug: str) -> FundingMatch:
    return next(match for match in (*answer.results, *answer.general) if match.aid.slug.startswith(slug))


@pytest.mark.parametrize(
    ("query", "slug", "words"),
    [
        ("éclairage public", "fonds-vert-eclairage-public", "reconduction en 2025 et 2026 n'est pas vérifiée"),
        ("conseiller numérique", "conseillers-numeriques", "aucune nouvelle convention"),
        ("piste cyclable", "fonds-mobilites-actives", "aucun nouvel appel"),
        ("rénovation énergétique d'un bâtiment", "feder-nouvelle-aquitaine", "s'est clos le 13 juillet 2023"),
    ],
)
def test_an_aid_that_its_record_says_over_or_unverified_does_not_fit(
    services: Services, query: str, slug: str, words: str
) -> None:
    match = one(find(services, f"{query} en Dordogne pour une commune", limit=40), slug)
    assert not match.fits
    assert reasons_of(match, Verdict.UNKNOWN).startswith("« ")
    assert words in reasons_of(match, Verdict.UNKNOWN)
    assert match.doubt is not None
    assert words in match.doubt.text


def test_an_aid_fits_when_every_criterion_is_met(services: Services) -> None:
    match = one(find(services, "éclairage public en Dordogne pour une commune", limit=40), "cee-eclairage")
    assert match.fits
    assert {criterion.verdict for criterion in match.eligibility} == {Verdict.YES}


def test_a_basin_that_names_the_users_region_stands_before_the_others(services: Services) -> None:
    results = find(services, "fuites d'eau potable en Dordogne", limit=40).results
    basins = [match.aid.slug for match in results if match.aid.slug.startswith("agence-eau")]
    assert basins[0].startswith("agence-eau-adour-garonne")
    places = [match.aid.slug for match in results]
    aqua = next(slug for slug in places if "aqua-pret" in slug)
    assert places.index(aqua) < places.index(basins[1])
    assert "ne cite pas Dordogne" in reasons_of(one(find(services, "fuites d'eau en Dordogne", limit=40), basins[1]),
                                                Verdict.UNKNOWN)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("une commune", ("detr", "dsil")),
        ("un département", ("dsid",)),
    ],
)
def test_the_grants_of_the_state_for_works_are_proposed(services: Services, asked: str, slugs: tuple[str, ...]) -> None:
    answer = find(services, f"rénover l'éclairage public pour {asked}", limit=3)
    found = {match.aid.slug[:4] for match in (*answer.results, *answer.general) if match.is_general}
    assert found == {slug[:4] for slug in slugs}


def test_no_grant_is_proposed_for_what_is_about_nothing(services: Services) -> None:
    assert find(services, "recette de la tarte aux pommes").general == ()


@pytest.mark.parametrize(
    ("bounds", "comment", "told"),
    [
        ((None, "40"), "40 % pour les communes engagées en phase 1.", "40 % pour les communes engagées en phase 1"),
        ((None, "40"), "", "jusqu'à 40 % (conditions à lire dans la fiche)"),
        (("15", "25"), "Aide plafonnée à 50 000 euros.", "de 15 % à 25 % : Aide plafonnée à 50 000 euros"),
        ((None, None), "Taux décidé par le préfet.", "Taux décidé par le préfet"),
        ((None, None), "", "taux non indiqué"),
    ],
)
def test_a_rate_is_never_told_without_its_condition(
    bounds: tuple[str | None, str | None], comment: str, told: str
) -> None:
    low, high = (Decimal(bound) if bound else None for bound in bounds)
    aid = Aid(aid_id="1", slug="a", name="Aide", rate_min=low, rate_max=high, rate_comment=comment)
    assert rate_of(aid) == told


def test_an_aid_of_the_country_whose_name_is_of_elsewhere_is_excluded(services: Services) -> None:
    request = understand("véloroute en Dordogne", territories=services.territories, on=ON)
    aid = Aid(aid_id="1", slug="a", name="Véloroutes du Calvados", perimeter="France")
    territory = judge(aid, request, services.territories)[0]
    assert (territory.verdict, territory.because) == (Verdict.NO, "concerne Calvados, hors de Dordogne")


def test_the_rules_of_a_financing_plan_are_found_in_the_texts(services: Services) -> None:
    rules = financing_rules(services.knowledge, ON)
    told = [" ".join(passage.text for passage in rule.passages) for rule in rules]
    assert "20 %" in told[0]
    assert "16,404 %" in told[1]


def test_an_aid_that_speaks_of_a_part_of_the_request_does_not_fit(services: Services) -> None:
    answer = find(services, "rénovation éclairage public LED pour une commune en Dordogne", limit=20)
    heating = one(answer, "cee-coup-de-pouce-chauffage")
    assert not heating.fits
    assert "une partie de votre demande" in reasons_of(heating, Verdict.UNKNOWN)


def test_what_is_put_forward_is_about_the_request(services: Services) -> None:
    answer = find(services, "rénovation éclairage public LED pour une commune", limit=20)
    shown = {match.aid.slug for match in about_the_request(answer.results) if not match.is_general}
    assert shown <= {match.aid.slug for match in answer.results if "éclairage" in match.aid.name}


def test_an_aid_named_for_another_building_comes_after_those_for_any(services: Services) -> None:
    found = find(services, "isoler la mairie", stated=Stated(territory="46", beneficiary=Beneficiary.COMMUNE))
    near = [match.aid.slug for match in about_the_request(found.results)]
    assert "fonds-vert-renovation-energetique-batiments-publics" in near
    assert NURSERY not in near
    nursery = find(services, "isoler la crèche", stated=Stated(territory="46", beneficiary=Beneficiary.COMMUNE))
    assert nursery.results[0].aid.slug == NURSERY


def test_each_building_is_a_place_of_the_taxonomy() -> None:
    assert {theme.name for theme in themes() if theme.group == "site"} >= BUILDINGS


def test_a_lonely_site_is_not_insulated(services: Services) -> None:
    near = about_the_request(find(services, "isoler la mairie d'une commune du Lot").results)
    assert not {"label-bas-carbone-plantation-ville-arboree", "face-electrification-rurale"} & {
        match.aid.slug for match in near
    }


HEAT = ["ademe-fonds-chaleur", "ademe-contrat-chaleur-renouvelable"]
VIDEO, CYBER = "fipd-prevention-delinquance-videoprotection", "anssi-monaidecyber-diagnostic-cyber-gratuit"
CHURCH = ["drac-monuments-historiques-immeubles", "mission-patrimoine-loto-du-patrimoine"]
WORKS, DAMAGE = "fonds-vert-renovation-energetique-batiments-publics", "dsec-dotation-solidarite-evenements-climatiques"
BIOWASTE, CHARGING = "fonds-vert-biodechets-tri-source", "cee-advenir-bornes-recharge"
PATRONS = "fondation-du-patrimoine-souscription-publique"
LIBRARY, SCHOOLS = "dgd-bibliotheques-concours-particulier", "banque-territoires-edurenov"


@pytest.mark.parametrize(
    ("query", "given", "left_out"),
    [
        ("construire une médiathèque pour 900 000 €", [LIBRARY], [SCHOOLS]),
        ("construction d'une bibliothèque municipale", [LIBRARY], [SCHOOLS]),
        (
            "rénovation énergétique de la salle des fêtes",
            [WORKS],
            [SCHOOLS],
        ),
        ("rénovation énergétique de l'école", [SCHOOLS], []),
        ("photovoltaïque panneaux solaires", [], HEAT),
        ("photovoltaïque sur le toit de la mairie", [], [*HEAT, "france-services-fonctionnement"]),
        ("refaire la voirie", [], [DAMAGE]),
        ("réparer la voirie après un événement climatique", [DAMAGE], []),
        (
            "bornes de recharge, quelles subventions ?",
            [CHARGING],
            [BIOWASTE],
        ),
        ("déchets verts", [BIOWASTE], ["fonds-vert-eclairage-public", *HEAT]),
        ("acheter un broyeur de végétaux", [], ["fonds-vert-eclairage-public"]),
        ("installer des caméras de vidéoprotection", [VIDEO], [CYBER]),
        ("poser des caméras aux entrées du village", [VIDEO], [CYBER]),
        ("créer une crèche de 20 places", ["caf-piaje-creation-de-places-de-creche"], [SCHOOLS]),
        ("le toit de notre église fuit, quelles aides ?", CHURCH, []),
        (
            "restaurer le clocher et la toiture de l'église",
            [*CHURCH, PATRONS],
            [],
        ),
        ("nous avons subi une cyberattaque, quelles aides pour se protéger ?", [CYBER], []),
    ],
)
def test_the_aids_put_forward_are_those_of_the_subject(
    services: Services, query: str, given: list[str], left_out: list[str]
) -> None:
    answer = find(services, query, stated=Stated(territory="46", beneficiary=Beneficiary.COMMUNE), limit=8)
    put_forward = {match.aid.slug for match in about_the_request(answer.results)}
    assert put_forward >= set(given)
    assert not put_forward & set(left_out)


def test_no_aid_for_existing_buildings_may_fit_a_new_one(services: Services) -> None:
    answer = find(services, "construction d'une école", stated=Stated(territory="46"), limit=20)
    excluded = {match.aid.slug for match in answer.considered if match.is_excluded}
    assert {SCHOOLS, WORKS} <= excluded
