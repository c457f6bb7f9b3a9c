"""Each criterion of eligibility: yes, no or unknown, with the sentence of the record that says so; never a false no."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from assistant.domain import Aid, Beneficiary, Expense, HelpKind, Operation, Recurrence, Step
from assistant.funding import FundingRequest, Verdict
from assistant.funding.criteria.model import (
    AMOUNT,
    BENEFICIARY,
    BUILDING,
    CALL,
    CONSISTENCY,
    DATES,
    EVENT,
    KIND,
    NEW_BUILDING,
    OPENING,
    OPERATION,
    OVERSEAS,
    POPULATION,
    TERRITORY,
)
from assistant.funding.eligibility import judge
from assistant.territories import load_territories

ON = date(2026, 11, 25)
YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
TERRITORIES = load_territories()


def told(
    criterion: str, aid: Mapping[str, object], request: Mapping[str, object] | None = None
) -> tuple[Verdict, str] | None:
    """The verdict and the sentence of a criterion, None when it is not raised."""
    judged = judge(
        Aid.model_validate({"aid_id": "1", "slug": "a", "name": "Aide", **aid}),
        FundingRequest.model_validate({"query": "une école", "on": ON, **(request or {})}),
        TERRITORIES,
    )
    found = [(one.verdict, one.because) for one in judged if one.criterion == criterion]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("perimeter", "code", "verdict", "words"),
    [
        ("France", "24", YES, "tout le territoire"),
        ("Nouvelle-Aquitaine", "24", YES, "qui comprend Dordogne"),
        ("Dordogne", "24", YES, "ouverte sur Dordogne"),
        ("Bretagne", "24", NO, "réservée à Bretagne, hors de Dordogne"),
        ("Dordogne", "R75", UNKNOWN, "une partie de Nouvelle-Aquitaine"),
        ("Aveyron, Hérault, Lot", "46", YES, "ouverte sur Lot"),
        ("Aveyron, Hérault, Lot", "24", NO, "réservée à Aveyron, Hérault, Lot"),
        ("Aveyron, Pays des Licornes", "24", UNKNOWN, "vérifiez que vous y êtes"),
        ("PETR du Pays Lauragais", "24", UNKNOWN, "vérifiez que vous y êtes"),
        ("Adour-Garonne", "29", UNKNOWN, "ne cite pas Finistère"),
        (None, "24", UNKNOWN, "ne dit pas"),
        ("Bretagne", None, UNKNOWN, "votre territoire n'est pas précisé"),
    ],
)
def test_territory(perimeter: str | None, code: str | None, verdict: Verdict, words: str) -> None:
    territory = TERRITORIES.get(code) if code else None
    found = told(TERRITORY, {"perimeter": perimeter}, {"territory": territory})
    assert found is not None
    assert found[0] is verdict
    assert words in found[1]


@pytest.mark.parametrize(
    ("code", "verdict"), [("974", YES), ("24", NO), ("FR", UNKNOWN), (None, UNKNOWN)],
)  # fmt: skip
def test_an_aid_of_overseas(code: str | None, verdict: Verdict) -> None:
    territory = TERRITORIES.get(code) if code else None
    found = told(OVERSEAS, {"perimeter": "Outre-mer"}, {"territory": territory})
    assert found is not None
    assert found[0] is verdict


def test_an_aid_of_the_mainland_leaves_out_overseas() -> None:
    found = told(TERRITORY, {"perimeter": "France métropolitaine"}, {"territory": TERRITORIES.get("974")})
    assert found is not None
    assert found[0] is NO


@pytest.mark.parametrize(
    ("audiences", "unknown", "asked", "verdict"),
    [
        ((Beneficiary.COMMUNE,), (), Beneficiary.COMMUNE, YES),
        ((Beneficiary.EPCI,), (), Beneficiary.COMMUNE, NO),
        ((Beneficiary.EPCI,), ("Confréries",), Beneficiary.COMMUNE, UNKNOWN),
        ((), (), Beneficiary.COMMUNE, UNKNOWN),
        ((Beneficiary.EPCI,), (), None, UNKNOWN),
    ],
)
def test_beneficiary(
    audiences: tuple[Beneficiary, ...], unknown: tuple[str, ...], asked: Beneficiary | None, verdict: Verdict
) -> None:
    found = told(BENEFICIARY, {"audiences": audiences, "unknown_audiences": unknown}, {"beneficiary": asked})
    assert found is not None
    assert found[0] is verdict


@pytest.mark.parametrize(
    ("aid", "request_", "verdict", "words"),
    [
        ({"submission_deadline": "2026-11-24"}, {}, NO, "close depuis le 24 novembre 2026"),
        ({"submission_deadline": "2026-11-24", "recurrence": "recurring"}, {}, NO, "revient périodiquement"),
        ({"submission_deadline": "2026-11-25"}, {}, YES, "aujourd'hui"),
        ({"submission_deadline": "2026-11-26"}, {}, YES, "demain"),
        ({"submission_deadline": "2026-12-07"}, {}, YES, "jusqu'au 7 décembre 2026, dans 12 jours"),
        ({"submission_deadline": "2027-06-30"}, {}, YES, "dépôt possible jusqu'au 30 juin 2027"),
        ({"start_date": "2027-01-01", "submission_deadline": "2027-03-01"}, {}, UNKNOWN, "le 1er janvier 2027"),
        ({"recurrence": Recurrence.ONGOING}, {}, YES, "en permanence"),
        ({"recurrence": Recurrence.RECURRING}, {}, UNKNOWN, "prochaine date"),
        ({}, {}, UNKNOWN, "ne donne pas de date limite"),
        (
            {"submission_deadline": "2027-06-30", "predeposit_date": "2026-12-05"},
            {},
            YES,
            "un pré-dépôt est attendu avant le 5 décembre 2026, dans 10 jours",
        ),
        ({"submission_deadline": "2027-06-30", "predeposit_date": "2026-10-05"}, {}, UNKNOWN, "était attendu"),
        ({"recurrence": Recurrence.ONGOING}, {"starts_on": "2026-09-01"}, UNKNOWN, "projet commencé"),
        ({"start_date": "2026-12-01", "submission_deadline": "2026-05-01"}, {}, UNKNOWN, "avant l'ouverture"),
    ],
)  # fmt: skip
def test_dates(aid: Mapping[str, object], request_: Mapping[str, object], verdict: Verdict, words: str) -> None:
    found = told(DATES, aid, request_)
    assert found is not None
    assert found[0] is verdict
    assert words in found[1]


STUDIES: Mapping[str, object] = {
    "name": "Étude de faisabilité", "steps": (Step.DESIGN,), "mobilization_steps": ("Réflexion / conception",),
}  # fmt: skip
RUNNING: Mapping[str, object] = {
    "name": "Animation", "expenses": (Expense.RUNNING,), "destinations": ("Dépenses de fonctionnement",),
    "steps": (Step.EXECUTION,), "mobilization_steps": ("Mise en œuvre / réalisation",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("aid", "operation", "verdict"),
    [
        (STUDIES, Operation.STUDY, YES),
        (STUDIES, Operation.WORKS, NO),
        ({**STUDIES, "description": "Les travaux qui suivent sont aidés aussi."}, Operation.WORKS, UNKNOWN),
        (RUNNING, Operation.WORKS, NO),
        (RUNNING, Operation.PURCHASE, NO),
        (RUNNING, Operation.STUDY, UNKNOWN),
        ({**RUNNING, "expenses": (Expense.RUNNING, Expense.INVESTMENT)}, Operation.WORKS, YES),
        ({"kinds": (HelpKind.TECHNICAL_ENGINEERING,), "aid_types": ("Conseil",)}, Operation.ENGINEERING, YES),
    ],
)  # fmt: skip
def test_operation(aid: Mapping[str, object], operation: Operation, verdict: Verdict) -> None:
    found = told(OPERATION, aid, {"operation": operation})
    assert found is not None
    assert found[0] is verdict


@pytest.mark.parametrize("operation", [None, Operation.WORKS])
def test_an_operation_that_nobody_tells_raises_nothing(operation: Operation | None) -> None:
    assert told(OPERATION, STUDIES if operation is None else {}, {"operation": operation}) is None


@pytest.mark.parametrize(
    ("labels", "kinds", "wanted", "verdict"),
    [
        (("Subvention",), (HelpKind.GRANT,), (HelpKind.GRANT, HelpKind.LOAN), YES),
        (("Prêt",), (HelpKind.LOAN,), (HelpKind.GRANT,), NO),
        (("Ingénierie technique",), (HelpKind.TECHNICAL_ENGINEERING,), (HelpKind.GRANT,), NO),
        (("Ingénierie technique",), (HelpKind.TECHNICAL_ENGINEERING,), (HelpKind.LEGAL_ENGINEERING,), UNKNOWN),
        (("Autre aide financière",), (HelpKind.OTHER,), (HelpKind.GRANT,), UNKNOWN),
        (("Subvention",), (HelpKind.GRANT,), (HelpKind.LOAN,), UNKNOWN),
        (("Prêt", "Mécénat"), (HelpKind.LOAN,), (HelpKind.GRANT,), UNKNOWN),
        ((), (), (HelpKind.GRANT,), UNKNOWN),
    ],
)
def test_kind_of_help(
    labels: tuple[str, ...], kinds: tuple[HelpKind, ...], wanted: tuple[HelpKind, ...], verdict: Verdict
) -> None:
    found = told(KIND, {"aid_types": labels, "kinds": kinds}, {"kinds": wanted})
    assert found is not None
    assert found[0] is verdict


@pytest.mark.parametrize(
    ("sentence", "population", "verdict"),
    [
        ("L'aide est réservée aux communes de moins de 3 500 habitants.", 3499, YES),
        ("L'aide est réservée aux communes de moins de 3 500 habitants.", 3500, NO),
        ("L'aide est réservée aux communes de moins de 3 500 habitants.", None, UNKNOWN),
        ("Sont éligibles les villes de plus de 20 000 habitants.", 20_000, NO),
        ("Sont éligibles les villes de plus de 20 000 habitants.", 20_001, YES),
        ("Sont éligibles les villes de 10 000 à 100 000 habitants.", 9_000, NO),
        ("Communes éligibles : 2 000 habitants au plus.", 2_000, YES),
        ("Notamment pour les communes de moins de 3 500 habitants.", 9_000, UNKNOWN),
        ("Études et AMO (uniquement pour les communes de moins de 5 000 habitants).", 9_000, UNKNOWN),
        ("Tout le territoire est éligible, hors agglomérations de plus de 150 000 habitants.", 900, YES),
        ("Le territoire compte 53 139 habitants.", 900, None),
    ],
)
def test_population(sentence: str, population: int | None, verdict: Verdict | None) -> None:
    found = told(POPULATION, {"eligibility": sentence}, {"population": population})
    assert (found and found[0]) is verdict
    if found:
        assert f"« {sentence.rstrip('.')} »" in found[1]


def test_a_threshold_of_communes_says_nothing_of_a_grouping() -> None:
    aid = {"eligibility": "L'aide est réservée aux communes de moins de 3 500 habitants."}
    assert told(POPULATION, aid, {"population": 40_000, "beneficiary": Beneficiary.EPCI}) is None


RURAL_GRANT = (
    "Communes de métropole jusqu'à 2 000 habitants, sans condition de richesse ; communes de 2 001 à 20 000 habitants "
    "dont le potentiel financier par habitant est inférieur à 1,3 fois la moyenne de leur tranche ; EPCI à fiscalité "
    "propre jusqu'à 75 000 habitants, et au-delà sous condition de densité."
)


@pytest.mark.parametrize(
    ("sentence", "request_", "verdict"),
    [
        (RURAL_GRANT, {"population": 900, "beneficiary": Beneficiary.COMMUNE}, YES),
        (RURAL_GRANT, {"population": 2000, "beneficiary": Beneficiary.COMMUNE}, YES),
        (RURAL_GRANT, {"population": 2001, "beneficiary": Beneficiary.COMMUNE}, UNKNOWN),
        (RURAL_GRANT, {"population": 3200, "beneficiary": Beneficiary.COMMUNE}, UNKNOWN),
        (RURAL_GRANT, {"population": 3200}, UNKNOWN),
        (RURAL_GRANT, {"population": 25_000, "beneficiary": Beneficiary.COMMUNE}, UNKNOWN),
        (RURAL_GRANT, {"population": 40_000, "beneficiary": Beneficiary.EPCI}, YES),
        (RURAL_GRANT, {"population": 90_000, "beneficiary": Beneficiary.EPCI}, UNKNOWN),
        (
            "Les communes de moins de 3 500 habitants qui ont un plan climat sont éligibles.",
            {"population": 900},
            UNKNOWN,
        ),
        ("Communes de moins de 3 500 habitants (5 000 outre-mer) à faibles revenus.", {"population": 900}, UNKNOWN),
        ("Communes de moins de 3 500 habitants, sous réserve d'un avis du préfet.", {"population": 900}, UNKNOWN),
        ("Communes de moins de 3 500 habitants et groupements compétents en voirie.", {"population": 900}, YES),
    ],
)
def test_a_class_with_a_further_condition_is_no_plain_yes(
    sentence: str, request_: Mapping[str, object], verdict: Verdict
) -> None:
    found = told(POPULATION, {"eligibility": sentence}, request_)
    assert found is not None
    assert found[0] is verdict


def test_the_class_of_the_asker_is_quoted_with_its_condition() -> None:
    found = told(POPULATION, {"eligibility": RURAL_GRANT}, {"population": 3200})
    assert found is not None
    assert found[1].startswith("« communes de 2 001 à 20 000 habitants dont le potentiel financier par habitant")
    assert found[1].endswith("vous avez 3 200 habitants, vérifiez l'autre condition".replace(" 200", "\u202f200"))


def test_a_class_of_the_mainland_says_nothing_of_overseas() -> None:
    request = {"population": 900, "beneficiary": Beneficiary.COMMUNE, "territory": TERRITORIES.get("974")}
    found = told(POPULATION, {"eligibility": RURAL_GRANT}, request)
    assert found is not None
    assert found[0] is UNKNOWN


def test_one_condition_among_others_is_not_a_refusal() -> None:
    text = "Éligibles : communes de moins de 2 000 habitants.\n\nÉligibles : villes de plus de 9 000 habitants."
    found = told(POPULATION, {"eligibility": text}, {"population": 500})
    assert found is not None
    assert found[0] is UNKNOWN


@pytest.mark.parametrize(
    ("sentence", "amount", "verdict"),
    [
        ("Le montant minimal du projet est de 10 000 €.", 9_000, NO),
        ("Le montant minimal du projet est de 10 000 €.", 10_000, YES),
        ("Le montant minimal du projet est de 10 000 €.", None, UNKNOWN),
        ("Les projets dont le coût est inférieur à 10 000 € ne sont pas retenus.", 9_000, NO),
        ("Le coût du projet doit être inférieur à 1 M€.", 2_000_000, NO),
        ("L'aide est plafonnée à 50 000 €.", 400_000, YES),
        ("L'aide est plafonnée à 50 000 €.", None, None),
        ("Pour toute dépense unitaire, le montant minimal est de 5 000 €.", 3_000, UNKNOWN),
        ("Un budget d'au moins 100 000 € (50 000 € pour l'outre-mer).", 60_000, UNKNOWN),
        ("Entreprises dont le chiffre d'affaires est supérieur à 2 M€.", 60_000, None),
        ("La première génération a aidé plus de 1 280 projets pour 236 millions d'euros.", 60_000, None),
    ],
)
def test_amount(sentence: str, amount: int | None, verdict: Verdict | None) -> None:
    asked = {"amount": None if amount is None else Decimal(amount)}
    found = told(AMOUNT, {"eligibility": sentence}, asked)
    assert (found and found[0]) is verdict
    if found:
        assert f"« {sentence.rstrip('.')} »" in found[1]


def test_a_call_for_projects_is_never_certain() -> None:
    assert told(CALL, {"is_call_for_project": True}) == (UNKNOWN, (
        "les candidatures à cet appel sont mises en concurrence, l'aide n'est pas acquise"
    ))  # fmt: skip
    assert told(CALL, {}) is None


def test_a_record_that_is_no_longer_published_or_contradicts_itself_is_doubtful() -> None:
    opening = told(OPENING, {"is_live": False})
    consistency = told(CONSISTENCY, {"contradictions": ("le taux maximal est inférieur au taux minimal",)})
    assert opening is not None
    assert consistency is not None
    assert (opening[0], consistency[0]) == (UNKNOWN, UNKNOWN)


EXISTING_ONLY = {
    "name": "Rénovation des bâtiments",
    "eligibility": "Un bâtiment public. La construction neuve est exclue.",
}


@pytest.mark.parametrize(
    ("aid", "query", "verdict"),
    [
        (EXISTING_ONLY, "construire une médiathèque", NO),
        (EXISTING_ONLY, "construction d'une école", NO),
        (EXISTING_ONLY, "bibliothèque, construction neuve", NO),
        (EXISTING_ONLY, "une nouvelle salle des fêtes neuve", NO),
        (EXISTING_ONLY, "nous construisons en bois une crèche de 20 places", NO),
        (EXISTING_ONLY, "bâtir une mairie", NO),
        (EXISTING_ONLY, "construction ou réhabilitation d'un bâtiment public", UNKNOWN),
        (EXISTING_ONLY, "construire une chaufferie bois pour l'école", None),
        (EXISTING_ONLY, "une chaudière neuve pour la mairie", None),
        (EXISTING_ONLY, "rénover la mairie", None),
        (EXISTING_ONLY, "construction d'une piste cyclable", None),
        ({"eligibility": "Une construction neuve n'est pas visée."}, "construire une école", NO),
        ({"eligibility": "Bâtiments tertiaires publics existants."}, "construire une école", UNKNOWN),
        ({"name": "Rénovation des gymnases"}, "construire un gymnase", UNKNOWN),
        ({"name": "Bibliothèques : construction, rénovation, équipement"}, "construire une médiathèque", None),
    ],
)
def test_a_new_building(aid: Mapping[str, object], query: str, verdict: Verdict | None) -> None:
    found = told(NEW_BUILDING, aid, {"query": query})
    assert (found and found[0]) is verdict


@pytest.mark.parametrize(
    ("name", "query", "is_doubtful"),
    [
        ("Rénovation des bâtiments scolaires", "isoler la mairie", True),
        ("Rénovation des bâtiments scolaires", "isoler l'école et la mairie", False),
        ("Rénovation des bâtiments scolaires", "isoler un bâtiment", False),
        ("Restauration d'un monument historique", "restaurer l'église", False),
        ("Équipements sportifs : stades", "rénover le gymnase", False),
        ("Équipements sportifs : stades", "rénover la crèche", True),
    ],
)
def test_an_aid_named_for_another_building_is_doubtful(name: str, query: str, is_doubtful: bool) -> None:
    assert (told(BUILDING, {"name": name}, {"query": query}) is not None) is is_doubtful


@pytest.mark.parametrize(
    ("query", "is_doubtful"),
    [
        ("refaire la voirie", True),
        ("refaire la voirie emportée par la crue", False),
        ("pont détruit par l'orage", False),
    ],
)
def test_an_aid_for_after_an_event_is_doubtful_without_one(query: str, is_doubtful: bool) -> None:
    aid = {"name": "Réparation des biens après un événement climatique ou géologique"}
    assert (told(EVENT, aid, {"query": query}) is not None) is is_doubtful
