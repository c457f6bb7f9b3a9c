"""What people type in a form is read as a French reader means it; what is not is kept and told."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain import Operation
from assistant.web.forms import Fields, FormError


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("310000", "310000"),
        ("310 000", "310000"),
        ("310\u202f000,50 €", "310000.50"),
        ("1.250.000", "1250000"),
        ("20 %", "20"),
        ("3 200 habitants", "3200"),
        ("-5", "-5"),
    ],
)
def test_a_number_is_read_as_written_in_french(typed: str, value: str) -> None:
    assert Fields({"amount": typed}).decimal("amount", "310 000") == Decimal(value)


@pytest.mark.parametrize("typed", ["beaucoup", "12 000 000 ou plus", "1e9", "12,5,3", "--4", "<b>3</b>"])
def test_what_is_not_a_number_is_told_with_an_example(typed: str) -> None:
    fields = Fields({"amount": typed})
    assert fields.decimal("amount", "310 000") is None
    assert "par exemple 310 000" in fields.errors["amount"]


@pytest.mark.parametrize("typed", ["2027-03-01", "01/03/2027", "1er mars 2027"])
def test_a_date_is_read_as_browsers_send_it_and_as_people_write_it(typed: str) -> None:
    assert Fields({"on": typed}).day("on") == date(2027, 3, 1)


@pytest.mark.parametrize("typed", ["31/02/2027", "mars 2027", "1er mars", "demain"])
def test_what_is_not_a_whole_date_is_told(typed: str) -> None:
    fields = Fields({"on": typed})
    assert fields.day("on") is None
    assert "01/03/2027" in fields.errors["on"]


def test_a_choice_outside_its_list_is_told() -> None:
    fields = Fields({"operation": "works", "kind": "party"})
    assert fields.choice("operation", Operation) is Operation.WORKS
    assert fields.choice("kind", Operation) is None
    assert "party" in fields.errors["kind"]


def test_every_wrong_field_is_told_at_once() -> None:
    fields = Fields({"amount": "x", "on": "y"})
    fields.decimal("amount", "1")
    fields.day("on")
    with pytest.raises(FormError) as raised:
        fields.check()
    assert list(raised.value.errors) == ["amount", "on"]
    assert raised.value.field == "amount"
