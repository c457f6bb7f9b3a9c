"""Territories found in a text: named as a place is, never guessed."""

import pytest

from assistant.territories import Territories, load_territories

SHIPPED = [
    ("une commune de Dordogne", ["24"]),
    ("dans les Côtes-d'Armor", ["22"]),
    ("le lot n° 2 du marché", []),
    ("Lot n° 2 du marché", []),
    ("au Nord de la commune", []),
    ("dans le Nord", ["59"]),
    ("une commune du Lot", ["46"]),
    ("l'agence de l'eau Loire-Bretagne", []),
]
LOADED = [
    ("une piste cyclable à Gap", ["05061"]),
    ("la commune de Gap, dans les Hautes-Alpes", ["05061", "05"]),
    ("les habitants de Gap", ["05061"]),
    ("l'école de Saint-Denis (93)", ["93066"]),
    ("à Saint-Denis, à La Réunion", ["97411", "974"]),
    ("97400 Saint-Denis", ["97411"]),
    ("le port du Havre", ["76351"]),
    ("au Havre et aux Sables-d'Olonne", ["76351", "85194"]),
    ("l'agglo de Gap", ["200067825"]),
    ("la communauté de communes du Pays d'Ancenis", ["244400552"]),
    ("Nantes Métropole", ["244400404"]),
    ("une piscine à Vienne", ["38544"]),
    ("dans la Vienne", ["86"]),
    ("une commune des Landes", ["40"]),
    ("la commune de Landes", ["17202"]),
    ("une commune de Corrèze", ["19"]),
    ("la ville de Paris", ["75056"]),
    ("VILLE DE GAP", ["05061"]),
    ("à Eu", ["76255"]),
    ("la commune de Y", ["80829"]),
    # What is no place:
    ("nous avons eu une aide", []),
    ("le Fonds Vert et le plan de la ville", []),
    ("une école à la réunion du conseil", []),
    ("rue de Paris", []),
    ("l'école Saint-Denis", []),
    ("la gare, rue Saint-Malo", []),
    ("la communauté de communes. Gap", []),
    ("un EPCI de gap", []),
    ("Saint-Denis-en-Val", []),
]


@pytest.mark.parametrize(("text", "codes"), SHIPPED)
def test_a_territory_is_found_in_a_text(text: str, codes: list[str]) -> None:
    assert [mention.territory.code for mention in load_territories().find_in(text)] == codes


@pytest.mark.parametrize(("text", "codes"), [*SHIPPED, *LOADED])
def test_a_text_names_communes_where_it_says_so(book: Territories, text: str, codes: list[str]) -> None:
    assert [mention.territory.code for mention in book.find_in(text)] == codes


def test_a_mention_tells_where_it_stands(book: Territories) -> None:
    text = "Rénover l'école de Villeneuve s/ Lot"
    (mention,) = book.find_in(text)
    assert text[mention.start : mention.end] == "Villeneuve s/ Lot"


def test_a_name_of_several_meanings_is_a_doubt_and_no_mention(book: Territories) -> None:
    text = "l'école de Saint-Denis"
    (doubt,) = book.doubts_in(text)
    assert book.find_in(text) == ()
    assert text[doubt.start : doubt.end] == "Saint-Denis"
    assert {one.code for one in doubt.resolution.candidates} == {"11339", "30247", "93066", "97411"}


@pytest.mark.parametrize(
    ("request_", "codes"),
    [
        ("piste cyclable a gap", ["05061"]),
        ("Piste cyclable Gap", ["05061"]),
        ("Gap : piste cyclable", ["05061"]),
        ("Mouroux", ["77320"]),
        ("isolation école dans la correze", ["19"]),
        ("bourg-en-bresse éclairage", ["01053"]),
        ("la région aide Gap, dans les Hautes-Alpes", ["05061"]),
        ("aides en Alsace", ["AR42"]),
        ("code postal 24000", ["24322"]),
        ("un budget de 24000 euros", []),
        ("école Jean Moulin", []),
        ("le plan vert de la ville", []),
    ],
)
def test_a_request_in_a_hurry_is_about_one_territory(book: Territories, request_: str, codes: list[str]) -> None:
    assert [one.code for one in book.named_in(request_).candidates] == codes


def test_a_request_about_namesakes_asks_which(book: Territories) -> None:
    assert book.named_in("piste cyclable à Saint-Denis").question.startswith("« Saint-Denis » : Aude (11), Gard (30)")
