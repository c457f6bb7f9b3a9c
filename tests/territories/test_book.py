"""Territories: names, codes, containment, with what ships and with what a home has loaded."""

import pytest

from assistant.errors import InputError
from assistant.territories import Territories, load_territories


@pytest.mark.parametrize(
    ("text", "code"), [("24", "24"), ("dordogne", "24"), ("R75", "R75"), ("nouvelle aquitaine", "R75"), ("PACA", "R93")]
)
def test_a_territory_is_resolved(text: str, code: str) -> None:
    assert load_territories().resolve(text).single().code == code


def test_a_region_of_one_departement_is_that_departement() -> None:
    assert load_territories().resolve("La Réunion").single().code == "974"


def test_namesakes_are_asked_back(book: Territories) -> None:
    found = book.resolve("St Denis")
    assert found.question == "« St Denis » : Aude (11), Gard (30), Seine-Saint-Denis (93) ou La Réunion (974) ?"
    with pytest.raises(InputError, match=r"plusieurs territoires. « St Denis » : Aude \(11\)") as raised:
        found.single()
    assert raised.value.field == "territory"


def test_a_commune_and_its_departement_of_the_same_name_are_asked_back(book: Territories) -> None:
    assert book.resolve("Mayenne").question == "« Mayenne » : commune, Mayenne (53) ou département (53) ?"


def test_a_near_name_is_asked_back_and_never_taken(book: Territories) -> None:
    found = book.resolve("Bordeau")
    assert found.candidates == ()
    assert "Bordeaux, Gironde (33)" in found.question


def test_a_code_is_never_taken_for_a_postcode(book: Territories) -> None:
    assert book.get("93066").name == "Saint-Denis"


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "'", "(", "()", "((93))", "a" * 5000, "\x00", "93066; DROP TABLE", "²³"]
)
def test_any_text_is_resolved_without_error(book: Territories, text: str) -> None:
    assert book.resolve(text).choices == ()
    assert book.find_in(text) == ()


def test_a_region_contains_its_departements_and_communes(book: Territories) -> None:
    assert book.contains(book.get("R75"), book.get("24322"))
    assert not book.contains(book.get("R53"), book.get("24322"))


def test_what_contains_a_commune_comes_nearest_first(book: Territories) -> None:
    codes = [one.code for one in book.ancestors(book.get("05061"))]
    assert codes == ["200067825", "05", "R93", "FRM", "FR", "EU"]


def test_corsica_is_a_basin_of_its_own() -> None:
    book = load_territories()
    assert book.contains(book.get("BCO"), book.get("2A"))
    assert book.has_limits(book.get("BCO"))
    assert not book.has_limits(book.get("BLB"))  # nothing says which communes are in it until a list is loaded


def test_what_is_related_to_a_departement_holds_its_communes_and_what_contains_it(book: Territories) -> None:
    related = book.related(book.get("05"))
    assert {"05", "05061", "200067825", "R93", "FR"} <= related
    assert "R75" not in related


def test_a_perimeter_may_be_a_list_of_territories() -> None:
    found = load_territories().perimeter("Aveyron, Hérault, Lot, Lozere, Tarn et Tarn-et-Garonne")
    assert [one.code for one in found] == ["12", "34", "46", "48", "81", "82"]
    assert load_territories().perimeter("Aveyron, Hérault, Atlantide") == ()


@pytest.mark.parametrize(
    ("name", "scale", "code"),
    [
        ("CC du Pays d'Ancenis", "EPCI", "244400552"),
        ("Guadeloupe", "Région", "R01"),
        ("Rhône-Méditerranée-Corse", "Bassin hydrographique", "BRMCO"),
        ("France", "Pays", "FR"),
        ("Europe", "Continent", "EU"),
    ],
)
def test_the_perimeter_of_an_aid_is_found_by_its_name_and_scale(
    book: Territories, name: str, scale: str, code: str
) -> None:
    assert [one.code for one in book.perimeter(name, scale)] == [code]


def test_which_of_some_territories_is_meant_is_asked(book: Territories) -> None:
    homonyms = book.resolve("Saint-Denis").candidates[:2]
    assert book.among("Saint-Denis", homonyms).question == "« Saint-Denis » : Aude (11) ou Gard (30) ?"


def test_an_epci_is_not_taken_for_the_basin_of_its_name() -> None:
    assert load_territories().perimeter("CA Seine Normandie Agglomération", "EPCI") == ()
