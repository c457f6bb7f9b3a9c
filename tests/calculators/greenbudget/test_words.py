"""How labels are read: French as officers write it, what is replaced or taken away left out."""

import pytest

from assistant.calculators.greenbudget import Axis, Rating
from tests.calculators.greenbudget.lines import expense, on_axis, rated, rating

F, U, M, NONE = Rating.FAVOURABLE, Rating.UNFAVOURABLE, Rating.MIXED, Rating.UNDEFINED


@pytest.mark.parametrize(
    ("label", "account", "expected"),
    [
        ("REMPLACEMENT CHAUDIERE FIOUL PAR CHAUDIERE BOIS", "21351", F),
        ("Remplacement d'une pompe à chaleur par une chaudière gaz", "21351", U),
        ("Remplacement de la chaudière gaz par l'entreprise Martin", "21351", U),
        ("Conversion de la chaufferie du gaz vers la biomasse", "2313", F),
        ("Véhicule électrique en remplacement d'un véhicule diesel", "21828", F),
        ("Dépose de l'ancienne chaudière fioul", "21351", NONE),
        ("Chaudière sans fioul", "21351", NONE),
        ("Démolition du préau et plantation d'arbres", "2128", F),
        ("Dépose des menuiseries, isolation des murs", "21312", F),
        ("Véhicules utilitaires légers électriques", "21828", F),
        ("Véhicules électriques et diesel", "21828", M),
        ("Création d'une voie verte", "2151", F),
        ("Création d'une voie", "2151", U),
        ("Ombrières photovoltaïques du parking", "2158", F),
    ],
)
def test_a_label_is_read_as_an_officer_means_it(label: str, account: str, expected: Rating) -> None:
    assert rating(label, account) is expected


def test_accents_capitals_and_plurals_do_not_matter() -> None:
    found = [rated(expense(label)).lines[0].natures for label in ("Réseaux de chaleur", "RESEAU DE CHALEUR")]
    assert found == [("district-heating",), ("district-heating",)]


def test_the_description_tells_what_the_label_does_not() -> None:
    line = rated(expense("Renouvellement du parc", "21828", description="Trois fourgons électriques")).lines[0]
    assert line.natures == ("electric-vehicle",)


def test_a_phrase_does_not_run_from_the_label_into_the_description() -> None:
    line = rated(expense("Toiture du véhicule", "21828", description="électrique")).lines[0]
    assert "electric-vehicle" not in line.natures


def test_the_words_and_the_account_that_made_a_rule_apply_are_told() -> None:
    found = on_axis("Isolation des combles", "21312")
    assert (found.rules, found.words, found.account) == (("insulation",), ("isolation",), "21312")
    assert "« isolation », compte 21312" in found.because


def test_an_unfitting_account_is_told() -> None:
    found = on_axis("Panneaux photovoltaïques", "2111")
    assert found.rating is NONE
    assert "Le compte 2111 ne convient pas à « photovoltaïque »" in found.because


@pytest.mark.parametrize(
    ("label", "axis", "expected"),
    [
        ("Construction d'une crèche et désimperméabilisation de la cour", Axis.BIODIVERSITY, M),
        ("Construction d'une crèche et désimperméabilisation de la cour", Axis.WATER, NONE),
        ("Réfection de la chaussée et piste cyclable", Axis.MITIGATION, NONE),
    ],
)
def test_a_line_of_several_natures_is_to_be_split(label: str, axis: Axis, expected: Rating) -> None:
    found = on_axis(label, axis=axis)
    assert found.rating is expected
    assert "séparez-la" in found.because
