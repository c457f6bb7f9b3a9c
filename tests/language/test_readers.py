"""What a French text says: amounts, numbers, dates, references, quantities, populations, who asks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Beneficiary
from assistant.language import (
    NumberKind,
    normalise,
    read_amounts,
    read_beneficiary,
    read_numbers,
    read_population,
    read_quantities,
    split_sentences,
)
from assistant.language.display import format_decimal, format_euros, format_percent


@pytest.mark.parametrize(
    ("text", "value", "excl_tax"),
    [
        ("pour 310 000 € HT", 310_000, True),
        ("un coût de 310.000 € hors taxes", 310_000, True),
        ("environ 1,2 M€", 1_200_000, None),
        ("450 k€ TTC", 450_000, False),
        ("deux cent mille euros", 200_000, None),
        ("1,5 million d'euros", 1_500_000, None),
        ("12 500,50 €", Decimal("12500.50"), None),
        ("trois millions d'euros HT", 3_000_000, True),
    ],
)
def test_an_amount_is_read(text: str, value: Decimal | int, excl_tax: bool | None) -> None:
    assert [(amount.value, amount.excl_tax) for amount in read_amounts(text)] == [(Decimal(value), excl_tax)]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("le 27 décembre 2018", NumberKind.DATE, "2018-12-27"),
        ("le 1er janvier 2030", NumberKind.DATE, "2030-01-01"),
        ("avant le 15/03/2027", NumberKind.DATE, "2027-03-15"),
        ("dès mars 2027", NumberKind.DATE, "2027-03"),
        ("l'article L. 1111-10 du CGCT", NumberKind.REFERENCE, "l1111-10"),
        ("article R2334-24", NumberKind.REFERENCE, "r2334-24"),
        ("décret n° 2019-771", NumberKind.REFERENCE, "2019-771"),
        ("fiche RES-EC-104", NumberKind.REFERENCE, "res-ec-104"),
    ],
)
def test_a_date_or_a_reference_is_read_by_its_key(text: str, kind: NumberKind, key: str) -> None:
    assert [(mention.kind, mention.key) for mention in read_numbers(text)] == [(kind, key)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("80 %", 80, "%"),
        ("275 940 kWh/an", 275_940, "kWh/an"),
        ("120 MWh par an", 120, "MWh/an"),
        ("36 kWc", 36, "kWc"),
        ("1 200 m²", 1200, "m²"),
        ("3 000 K", 3000, "K"),
        ("35 lm/m²", 35, "lm/m²"),
    ],
)
def test_a_quantity_keeps_its_unit(text: str, value: int, unit: str) -> None:
    assert [(mention.value, mention.unit) for mention in read_numbers(text)] == [(Decimal(value), unit)]


def test_a_quantity_without_unit_has_the_noun_that_it_counts() -> None:
    assert [(q.value, q.noun) for q in read_quantities("420 points lumineux")] == [(Decimal(420), "points lumineux")]


def test_the_unit_of_a_range_holds_for_both_ends() -> None:
    assert [(q.value, q.unit) for q in read_quantities("de 150 à 45 W")] == [(Decimal(150), "W"), (Decimal(45), "W")]


@pytest.mark.parametrize(
    ("text", "population"),
    [("une commune de 3 200 habitants", 3200), ("900 hab.", 900), ("0 habitant", None), ("9e9 habitants", None)],
)
def test_a_population_is_read_and_an_impossible_one_is_not(text: str, population: int | None) -> None:
    found = read_population(text)
    assert (int(found.value) if found else None) == population


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Notre commune veut", Beneficiary.COMMUNE),
        ("La communauté de communes porte le projet", Beneficiary.EPCI),
        ("Le conseil départemental", Beneficiary.DEPARTMENT),
        ("en Dordogne", None),
        ("dans le département de la Dordogne", None),
        ("notre syndicat mixte", Beneficiary.PUBLIC_BODY),
    ],
)
def test_who_asks_is_read(text: str, who: Beneficiary | None) -> None:
    assert read_beneficiary(text) is who


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_a_number_shown_is_read_again(value: Decimal) -> None:
    assert [mention.value for mention in read_numbers(format_decimal(value))] == [value]


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_an_amount_shown_is_read_again(value: Decimal) -> None:
    assert [amount.value for amount in read_amounts(format_euros(value))] == [value]


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    mentions = read_numbers(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert list(mentions) == sorted(mentions, key=lambda mention: mention.start)
    assert normalise(normalise(text)) == normalise(text)
    assert "".join(split_sentences(text)).replace(" ", "") or not text.strip()


def test_values_are_shown_as_the_french_write_them() -> None:
    assert format_euros(Decimal(310_000)) == "310\u202f000\u202f€"
    assert format_percent(Decimal("32.5")) == "32,5\u202f%"


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    text = "Voir l'art. L. 1111-10 du CGCT. Le maître d'ouvrage garde 20 % à sa charge."
    assert split_sentences(text) == [
        "Voir l'art. L. 1111-10 du CGCT.",
        "Le maître d'ouvrage garde 20 % à sa charge.",
    ]
