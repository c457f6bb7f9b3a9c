"""Numbers as French administrative texts write them: none escapes, none is read as another."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import NumberKind, read_amounts, read_numbers
from assistant.language.display import format_date, format_decimal


@pytest.mark.parametrize(
    ("text", "value", "excl_tax"),
    [
        ("10.000,50 €", "10000.50", None),
        ("310.000,00 € HT", "310000", True),
        ("1 234.56 €", "1234.56", None),
        ("200 000 €HT", "200000", True),
        ("200 000 €TTC", "200000", False),
        ("250 K€", "250000", None),
        ("250 K€HT", "250000", True),
        ("1,2 M d'euros", "1200000", None),
        ("2,5 Md€", "2500000000", None),
        ("200 000 € (HT)", "200000", True),
        ("450 000 euros hors taxe", "450000", True),
        ("50\u00a0000\u202f€", "50000", None),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, value: str, excl_tax: bool | None) -> None:
    assert [(amount.value, amount.excl_tax) for amount in read_amounts(text)] == [(Decimal(value), excl_tax)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("vingt et un", 21),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-sept", 97),
        ("deux cent quatre-vingt-onze mille", 291_000),
        ("mille neuf cent", 1900),
        ("un million deux cent mille", 1_200_000),
        ("deux millions et demi", 2_500_000),
    ],
)
def test_a_number_in_letters_is_read(words: str, value: int) -> None:
    assert [mention.value for mention in read_numbers(words)] == [Decimal(value)]


@pytest.mark.parametrize("text", ["un projet", "une commune", "Ce que dit un maire à une habitante"])
def test_an_article_is_no_number(text: str) -> None:
    assert read_numbers(text) == ()


@pytest.mark.parametrize("text", ["-30 %", "**-30 %**", "_-30 %_", "|-30 %|", "(-30 %)", "« -30 % »", "soit -30 %"])
def test_a_minus_belongs_to_its_number_wherever_it_stands(text: str) -> None:
    assert [(mention.value, mention.unit) for mention in read_numbers(text)] == [(Decimal(-30), "%")]


@pytest.mark.parametrize(
    "text", ["30 %", "**30 %**", "_30 %_", "__30 %__", "*30 %*", "+30 %", "~30 %", "≈30 %", ":30 %", "=30 %"]
)
def test_what_surrounds_a_number_does_not_hide_it(text: str) -> None:
    assert [(mention.value, mention.unit) for mention in read_numbers(text)] == [(Decimal(30), "%")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10-15 %", [10, 15]),
        ("10–15 %", [10, 15]),
        ("de 500-900 €", [500, 900]),
        ("10 000-15 000 €", [10_000, 15_000]),
        ("2 500-3 000 habitants", [2500, 3000]),
    ],
)
def test_both_ends_of_a_range_are_read(text: str, values: list[int]) -> None:
    assert [mention.value for mention in read_numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "value"), [("1.2345", "1.2345"), ("2.0587 kg", "2.0587"), ("1.234", "1234"), ("0.125", "0.125")]
)
def test_a_point_groups_thousands_only_before_three_digits(text: str, value: str) -> None:
    assert [mention.value for mention in read_numbers(text)] == [Decimal(value)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("un taux de80 % des dépenses", ["80 %"]),
        ("conservées pendant10 ans, soit environ70 000 €", ["10 ans", "70 000 €"]),
        ("120 hab/km2 et 3 kgCO2e", ["120 hab", "3 kgCO2e"]),
    ],
)
def test_a_quantity_tied_to_the_word_before_it_is_read(text: str, read: list[str]) -> None:
    assert [mention.text for mention in read_numbers(text)] == read


@pytest.mark.parametrize("text", ["CO2", "PM10", "dotations_2023_2024.jsonl", "COVID-19", "année N-1"])
def test_a_digit_of_a_name_is_no_quantity(text: str) -> None:
    assert not [mention for mention in read_numbers(text) if mention.kind is not NumberKind.REFERENCE]


@pytest.mark.parametrize("text", ["un enrobé neuf, au profil", "bâtiment neuf de qualité", "Un groupe scolaire neuf."])
def test_what_is_new_is_not_nine(text: str) -> None:
    assert read_numbers(text) == ()


@pytest.mark.parametrize("text", ["neuf aides", "les neuf de ces aides", "il y a neuf communes", "soit neuf agents"])
def test_nine_is_still_a_number(text: str) -> None:
    assert [mention.value for mention in read_numbers(text)] == [9]


@pytest.mark.parametrize("text", ["le 31/02/2026", "le 30 février 2026", "2026-02-31", "le 31 juin", "le 15/13/2026"])
def test_a_day_that_does_not_exist_is_no_date(text: str) -> None:
    assert NumberKind.DATE not in [mention.kind for mention in read_numbers(text)]


def test_the_twenty_ninth_of_february_is_a_date_when_the_year_has_one() -> None:
    kinds = {text: read_numbers(text)[0].kind is NumberKind.DATE for text in ("29/02/2028", "29/02/2027", "29 février")}
    assert kinds == {"29/02/2028": True, "29/02/2027": False, "29 février": True}


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_shown_is_read_again(day: date) -> None:
    for shown in (format_date(day), f"{day:%d/%m/%Y}", day.isoformat()):
        assert [(mention.kind, mention.key) for mention in read_numbers(shown)] == [(NumberKind.DATE, day.isoformat())]


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False).map(lambda value: value + 0),
    st.sampled_from(["", " ", "(", "**", "*", "|", "« ", "soit ", ": ", "\n"]),
)
def test_a_signed_number_shown_is_read_again(value: Decimal, before: str) -> None:
    assert [mention.value for mention in read_numbers(before + format_decimal(value))] == [value]
