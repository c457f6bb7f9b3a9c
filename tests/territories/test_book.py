"""Territories: names, codes, containment."""

import pytest

from assistant.territories import load_territories


@pytest.mark.parametrize(
    ("text", "code"), [("24", "24"), ("dordogne", "24"), ("R75", "R75"), ("nouvelle aquitaine", "R75"), ("PACA", "R93")]
)
def test_a_territory_is_resolved(text: str, code: str) -> None:
    assert load_territories().resolve(text).single().code == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("une commune de Dordogne", ["24"]),
        ("dans les Côtes-d'Armor", ["22"]),
        ("le lot n° 2 du marché", []),
        ("une commune du Lot", ["46"]),
        ("l'agence de l'eau Loire-Bretagne", []),
    ],
)
def test_a_territory_is_found_in_a_text(text: str, codes: list[str]) -> None:
    assert [mention.territory.code for mention in load_territories().find_in(text)] == codes


def test_a_region_contains_its_departments() -> None:
    book = load_territories()
    assert book.contains(book.get("R75"), book.get("24"))
    assert not book.contains(book.get("R53"), book.get("24"))
